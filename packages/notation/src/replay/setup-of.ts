/**
 * From a record's stakes and stacks to the engine's setup, for every game there is.
 */
import {
  chips,
  type ExtraBlind,
  type Game,
  gameOf,
  type HandSetup,
  type HouseOptions,
  MAX_SEATS,
  mostSeats,
  NO_STAKES,
  type Rake,
  seatIndex,
} from '@aboveboard/engine';
import { err, ok, type Result } from '@aboveboard/kit';
import { toUnits } from '../phh/amount.ts';
import { decimalsOfRecord, type PhhRecord } from '../phh/record.ts';
import { buttonBlind, sortAntes, sortBlinds } from './forced-bets.ts';
import { LENIENT_HOUSE } from './house.ts';
import { ownAmount, ownAmounts, ownOptions, ownRake } from './own-fields.ts';

/** A stack that nobody recorded covers all others; ten of them still add up exactly. */
const UNKNOWN_STACK = 10 ** 14;

/**
 * Player pN sits at seat N−1. The button is the last player; heads-up that is p2, who is the small blind too.
 *
 * A record does not say how many raises its house allowed or whether an open pair could be bet big: what happened is let happen.
 *
 * @returns the setup in units of the record's finest decimal, or why this hand cannot be played.
 * @see rules/PHH.md PHH-5
 */
export function setupOf(record: PhhRecord): Result<HandSetup, string> {
  const decimals = decimalsOfRecord(record);
  const found = gameOf(record.variant);
  if (!found) return err(`there is no game ${record.variant}`);
  if (decimals === null) return err('amounts without a common unit');
  const units = (amount: number | null): number =>
    amount === Number.POSITIVE_INFINITY ? UNKNOWN_STACK : (toUnits(amount ?? 0, decimals) ?? 0);
  const stacks = record.startingStacks.map(units);
  const blinds = (record.blindsOrStraddles ?? stacks.map(() => 0)).map(units);
  // Short deck with a small and a big blind is the same game with other forced bets.
  const game: Game = found.forced === 'button-blind' && buttonBlind(blinds) === null ? { ...found, forced: 'blinds' } : found;
  if (stacks.length > Math.min(MAX_SEATS, mostSeats(game))) return err(`more players than ${game.code} has cards or seats for`);
  const forced = forcedBets(record, game, blinds, stacks, units);
  if (!forced.ok) return forced;
  const { stakes, ...posts } = forced.value;
  const bets = { smallBet: units(record.smallBet ?? record.minBet), bigBet: units(record.bigBet ?? record.minBet) };
  if (bets.smallBet === 0 || bets.bigBet < bets.smallBet) return err('no smallest bet, or a big bet below the small one');
  if (stakes.bringIn > bets.smallBet) return err('a bring-in above the small bet');
  return ok({
    game,
    stakes: {
      ...stakes,
      smallBet: chips(bets.smallBet),
      bigBet: chips(bets.bigBet),
      rake: ownRake(record.own, units) ?? NO_RAKE,
    },
    options: { ...LENIENT_HOUSE, ...posts.options, ...ownOptions(record.own) },
    button: seatIndex(stacks.length - 1),
    smallBlind: posts.smallBlind === null ? null : seatIndex(posts.smallBlind),
    bigBlind: posts.bigBlind === null ? null : seatIndex(posts.bigBlind),
    extraBlinds: posts.extraBlinds,
    seats: stacks.map((stack, i) => ({
      ...{ seat: seatIndex(i), stack: chips(stack), owesLive: chips(posts.live[i] ?? 0), owesDead: chips(posts.dead[i] ?? 0) },
      ...((ownAmounts(record.own, '_absent')?.[i] ?? 0) > 0 ? { isAbsent: true } : {}),
    })),
  });
}

const NO_RAKE: Rake = NO_STAKES.rake;

interface ForcedBets {
  readonly stakes: Pick<HandSetup['stakes'], keyof typeof NO_STAKES>;
  readonly options: Partial<HouseOptions>;
  readonly smallBlind: number | null;
  readonly bigBlind: number | null;
  readonly extraBlinds: readonly ExtraBlind[];
  readonly live: readonly number[];
  readonly dead: readonly number[];
}

function forcedBets(
  record: PhhRecord,
  game: Game,
  blinds: readonly number[],
  stacks: readonly number[],
  units: (amount: number | null) => number,
): Result<ForcedBets, string> {
  const players = stacks.length;
  const written = record.antes.map(units);
  const missed = ownAmounts(record.own, '_missed')?.map(units) ?? [];
  const inOrder = (players === 2 && game.forced !== 'bring-in' ? written.toReversed() : written).map((ante, i) =>
    Math.max(0, ante - (missed[i] ?? 0)),
  );
  const shared = ownAmount(record.own, '_ante');
  const antes = sortAntes(inOrder, stacks, record.isAnteTrimmed === true, shared === null ? null : units(shared));
  const isWhole = antes.dead.every((one) => one === antes.dead[0]);
  const plain = { smallBlind: null, bigBlind: null, extraBlinds: [], live: stacks.map(() => 0), dead: antes.dead, options: {} };
  const stakes = { ...NO_STAKES, ante: chips(antes.each) };
  if (game.forced === 'bring-in') return ok({ ...plain, stakes: { ...stakes, bringIn: chips(units(record.bringIn)) } });
  if (game.forced === 'antes') return ok({ ...plain, stakes });
  if (game.forced === 'button-blind') {
    return ok({ ...plain, bigBlind: players - 1, stakes: { ...stakes, bigBlind: chips(buttonBlind(blinds) ?? 0) } });
  }
  const kills = ownAmounts(record.own, '_kills')?.map(units) ?? stacks.map(() => 0);
  const named = ownAmount(record.own, '_big_blind');
  const sorted = sortBlinds(
    blinds.map((blind, i) => (kills[i] === blind ? 0 : blind)),
    named === null ? null : named - 1,
  );
  if (!sorted.ok) return sorted;
  const { smallBlind, bigBlind, straddles, live } = sorted.value;
  // Dead chips of a button that posts its way in are the small blind it missed.
  const isButtonAnte = players > 2 && bigBlind.index !== players - 1 && (missed.length > 0 || live[players - 1] === 0);
  const isTables = (i: number): boolean => i === bigBlind.index || (isButtonAnte && i === players - 1);
  const dead = antes.dead.map((one, i) => (isTables(i) ? 0 : one) + (missed[i] ?? 0));
  const kill = kills.flatMap((amount, index) => (amount > 0 ? [{ index, amount }] : []));
  const extra = (what: ExtraBlind['what']) => (one: { index: number; amount: number }) => ({
    ...{ seat: seatIndex(one.index), amount: chips(one.amount), what },
  });
  return ok({
    stakes: {
      ...stakes,
      smallBlind: chips(smallBlind?.amount ?? 0),
      bigBlind: chips(bigBlind.amount),
      bigBlindAnte: chips(antes.dead[bigBlind.index] ?? 0),
      buttonAnte: chips(isButtonAnte ? (antes.dead[players - 1] ?? 0) : 0),
    },
    // An ante of everybody comes before the blinds, whichever pot it lies in.
    options: isWhole ? { bigBlindAnteFirst: true } : {},
    smallBlind: smallBlind?.index ?? null,
    bigBlind: bigBlind.index,
    extraBlinds: [...straddles.map(extra('straddle')), ...kill.map(extra('kill'))],
    live,
    dead,
  });
}
