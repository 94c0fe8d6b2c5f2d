/** What must be put in before the first card, as the engine has it: from a record's antes and blinds, game by game. */
import { chips, type ExtraBlind, type Game, type HandSetup, type HouseOptions, NO_STAKES, seatIndex } from '@aboveboard/engine';
import { ok, type Result } from '@aboveboard/kit';
import type { PhhRecord } from '../phh/record.ts';
import { type Antes, type Blinds, buttonBlind, sortAntes, sortBlinds } from './forced-bets.ts';
import { ownAmount, ownAmounts } from './own-fields.ts';

export interface Posts {
  readonly stakes: HandSetup['stakes'];
  readonly options: Partial<HouseOptions>;
  readonly smallBlind: number | null;
  readonly bigBlind: number | null;
  readonly extraBlinds: readonly ExtraBlind[];
  /** Owed blinds, per player: a bet, and dead in the pot. */
  readonly live: readonly number[];
  readonly dead: readonly number[];
}

/** The record's amounts as whole units; p1 first. */
interface InUnits {
  readonly blinds: readonly number[];
  readonly stacks: readonly number[];
  readonly units: (amount: number | null) => number;
}

/** The error is why such forced bets cannot be played. */
export function postsOf(record: PhhRecord, game: Game, amounts: InUnits): Result<Posts, string> {
  const { stacks, units } = amounts;
  const { antes, missed } = antesOf(record, game, amounts);
  const stakes = {
    ...NO_STAKES,
    ante: chips(antes.each),
    bringIn: chips(game.forced === 'bring-in' ? units(record.bringIn) : 0),
  };
  if (game.forced === 'bring-in' || game.forced === 'antes') {
    const nobody = { smallBlind: null, bigBlind: null, extraBlinds: [], live: stacks.map(() => 0), options: {} };
    return ok({ ...nobody, stakes, dead: antes.dead.map((one, i) => one + (missed?.[i] ?? 0)) });
  }
  const kills = ownAmounts(record.own, '_kills', stacks.length)?.map(units) ?? stacks.map(() => 0);
  const blinds = game.forced === 'button-blind' ? ok(buttonsBlind(record, amounts)) : blindsOf(record, amounts, kills);
  if (!blinds.ok) return blinds;
  const { smallBlind, bigBlind, live } = blinds.value;
  const table = tableAntes(antes, blinds.value, missed !== null);
  return ok({
    stakes: {
      ...stakes,
      smallBlind: chips(smallBlind?.amount ?? units(ownAmount(record.own, '_small_blind'))),
      bigBlind: chips(bigBlind.amount),
      bigBlindAnte: chips(table.bigBlind),
      buttonAnte: chips(table.button),
    },
    // An ante of everybody comes before the blinds, whichever pot it lies in.
    options: antes.dead.every((one) => one === antes.dead[0]) ? { bigBlindAnteFirst: true } : {},
    smallBlind: smallBlind?.index ?? null,
    bigBlind: bigBlind.index,
    extraBlinds: extraBlinds(blinds.value, kills),
    live,
    dead: table.others.map((one, i) => one + (missed?.[i] ?? 0)),
  });
}

/** Heads-up the notation has antes in the order of the positions. What pays for missed blinds is taken out where the record tells it. */
function antesOf(
  record: PhhRecord,
  game: Game,
  { stacks, units }: InUnits,
): { antes: Antes; missed: readonly number[] | null } {
  const missed = ownAmounts(record.own, '_missed', stacks.length)?.map(units) ?? null;
  const written = record.antes.map(units);
  const inOrder = stacks.length === 2 && game.forced !== 'bring-in' ? written.toReversed() : written;
  const amounts = inOrder.map((ante, i) => Math.max(0, ante - (missed?.[i] ?? 0)));
  const shared = ownAmount(record.own, '_ante');
  return { antes: sortAntes(amounts, stacks, record.isAnteTrimmed === true, shared === null ? null : units(shared)), missed };
}

/** The one blind of the button, and beside it, where the record tells it, what others post who missed theirs. */
function buttonsBlind(record: PhhRecord, { blinds, units }: InUnits): Blinds {
  const own = ownAmount(record.own, '_button_blind');
  const inOrder = blinds.length === 2 ? blinds.toReversed() : blinds;
  const index = blinds.length - 1;
  const amount = own === null ? (buttonBlind(blinds) ?? 0) : Math.min(units(own), inOrder[index] ?? 0);
  const live = inOrder.map((blind, i) => (own === null ? 0 : i === index ? blind - amount : blind));
  return { smallBlind: null, bigBlind: { index, amount }, straddles: [], live };
}

function blindsOf(record: PhhRecord, { blinds, units }: InUnits, kills: readonly number[]): Result<Blinds, string> {
  const named = ownAmount(record.own, '_big_blind');
  const told = ownAmounts(record.own, '_blinds', blinds.length)?.map(units);
  const due = told ?? blinds.map((blind, i) => (kills[i] === blind ? 0 : blind));
  return sortBlinds(due, named === null ? null : named - 1);
}

/** Dead antes that one seat pays for the table. Dead chips of a button that posts its way in are the small blind it missed. */
function tableAntes(
  { dead }: Antes,
  { bigBlind, live }: Blinds,
  isTold: boolean,
): { bigBlind: number; button: number; others: readonly number[] } {
  const last = dead.length - 1;
  const isButtons = dead.length > 2 && bigBlind.index !== last && (isTold || live[last] === 0);
  return {
    bigBlind: dead[bigBlind.index] ?? 0,
    button: isButtons ? (dead[last] ?? 0) : 0,
    others: dead.map((one, i) => (i === bigBlind.index || (isButtons && i === last) ? 0 : one)),
  };
}

function extraBlinds({ straddles }: Blinds, kills: readonly number[]): ExtraBlind[] {
  const killed = kills.flatMap((amount, index) => (amount > 0 ? [{ index, amount }] : []));
  const extra =
    (what: ExtraBlind['what']) =>
    ({ index, amount }: { index: number; amount: number }): ExtraBlind => ({
      seat: seatIndex(index),
      amount: chips(amount),
      what,
    });
  return [...straddles.map(extra('straddle')), ...killed.map(extra('kill'))];
}
