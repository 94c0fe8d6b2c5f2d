/**
 * Who posts what in a hand, and whom its blinds have passed.
 *
 * @see rules/TABLE.md TABLE-3, TABLE-8, TABLE-19 to TABLE-22.
 */
import type { Game } from '../poker/game.ts';
import { inDealOrder } from '../poker/seats.ts';
import type { Stakes } from '../poker/setup.ts';
import { chips, type SeatIndex } from '../units.ts';
import { buyerOf, type Candidate, isBetween, isOwing, type Placement, passedOver, seatsOf } from './places.ts';
import type { HandInPlay, Positions, SeatInHand, Table } from './state.ts';
import { isBlindTable } from './turns.ts';

export type Posting = Pick<
  HandInPlay,
  'positions' | 'smallBlind' | 'bigBlind' | 'seats' | 'missedBigBlind' | 'missedSmallBlind'
>;

/** A hand as far as it is drawn up: where the positions are, and who could be dealt in. */
export interface Outline {
  readonly table: Table;
  readonly game: Game;
  readonly stakes: Stakes;
  readonly placement: Placement;
  readonly present: readonly Candidate[];
}

/**
 * No blinds, no debts: every seat that is there is dealt in, and what it owes it owes still (MIX-5). `isMoving`: the button moves with
 * this hand all the same.
 */
export function withoutBlinds({ table, placement, present }: Outline, isMoving: boolean): Posting {
  const { positions } = placement;
  const passed = isBlindTable(table.rules) ? passedByBigBlind(table, placement) : passedByButton(table, positions);
  return {
    ...{ positions, smallBlind: null, bigBlind: null, seats: seatsIn(placement, present, () => ({})) },
    ...{ missedBigBlind: isMoving ? without(present, passed) : [], missedSmallBlind: [] },
  };
}

/** The button alone posts a blind. */
export function withButtonBlind({ table, stakes, placement, present }: Outline): Posting {
  const { positions, dealtIn } = placement;
  const seats = seatsIn(placement, dealtIn, owedIn(placement, stakes, [positions.button]));
  const missedBigBlind = without(present, passedByButton(table, positions));
  return { positions, smallBlind: null, bigBlind: positions.button, seats, missedBigBlind, missedSmallBlind: [] };
}

/** Small and big blind; a small blind whose position is not dealt in is dead. */
export function withTwoBlinds(outline: Outline): Posting {
  const { table, stakes, placement, present } = outline;
  const { positions, dealtIn } = placement;
  const passed = regularsPassed(table, placement);
  const isIn = seatsOf(dealtIn).includes(positions.smallBlind);
  const smallBlind = isIn && !passed.includes(positions.smallBlind) ? positions.smallBlind : null;
  const blinds = smallBlind === null ? [positions.bigBlind] : [smallBlind, positions.bigBlind];
  const owed = owedIn(placement, stakes, blinds);
  const seats = seatsIn(placement, dealtIn, (one) => (passed.includes(one.seat) ? { owesLive: stakes.bigBlind } : owed(one)));
  return {
    ...{ positions, smallBlind, bigBlind: positions.bigBlind, seats },
    missedBigBlind: without(present, passedByBigBlind(table, placement)),
    missedSmallBlind: table.positions === null ? [] : smallBlindMissed(table, table.positions.bigBlind, dealtIn),
  };
}

/** One seat posts both blinds and nobody else does; it has the button next. `null` where nobody buys it (TABLE-22). */
export function withButtonBought({ table, stakes, placement, present }: Outline): Posting | null {
  const { positions: last } = table;
  const buyer = last === null ? null : buyerOf(table, last, placement, present);
  if (last === null || buyer === null) return null;
  const others = placement.dealtIn.filter(({ seat, at }) => seat !== placement.positions.bigBlind || !isOwing(at));
  const dealtIn = [...others, buyer];
  if (dealtIn.length < 3) return null;
  const positions: Positions = { button: last.smallBlind, smallBlind: buyer.seat, bigBlind: last.bigBlind };
  const owed = owedIn(placement, stakes, [buyer.seat]);
  const seats = seatsIn({ ...placement, positions }, dealtIn, (one) =>
    one.seat === buyer.seat ? { owesDead: stakes.smallBlind } : owed(one),
  );
  return { positions, smallBlind: null, bigBlind: buyer.seat, seats, missedBigBlind: [], missedSmallBlind: [] };
}

type Owed = Partial<Pick<SeatInHand, 'owesLive' | 'owesDead'>>;

function seatsIn(
  { positions }: Placement,
  dealtIn: readonly Candidate[],
  owed: (one: Candidate) => Owed,
): readonly SeatInHand[] {
  return inDealOrder(dealtIn, positions.button).map((one) => {
    const { seat, isAbsent } = one;
    return { seat, owesLive: chips(0), owesDead: chips(0), ...owed(one), isAbsent };
  });
}

/** What a seat makes up for. One that posts a blind in this hand has nothing else to post, and in a new game nobody has. */
function owedIn(
  { isNewGame }: Placement,
  { smallBlind, bigBlind }: Stakes,
  blinds: readonly SeatIndex[],
): (one: Candidate) => Owed {
  return ({ seat, at }) => {
    if (isNewGame || blinds.includes(seat)) return {};
    return { owesLive: chips(at.owesBigBlind ? bigBlind : 0), owesDead: chips(at.owesSmallBlind ? smallBlind : 0) };
  };
}

/** Regulars that the big blind of a forward-moving button has jumped over: they post it too (TABLE-19). */
function regularsPassed({ rules, positions: last }: Table, { positions, dealtIn }: Placement): SeatIndex[] {
  const { button, isTournament } = rules.tableOptions;
  if (button !== 'forward' || isTournament || last === null) return [];
  return seatsOf(dealtIn.filter(({ seat, at }) => !isOwing(at) && isBetween(last.bigBlind, seat, positions.bigBlind)));
}

/** Whoever was big blind before is due for the small one, heads-up too; a newcomer in that seat owes the big one only. */
function smallBlindMissed({ seats }: Table, due: SeatIndex, dealtIn: readonly Candidate[]): SeatIndex[] {
  const at = seats[due];
  return at && !at.owesBigBlind && !seatsOf(dealtIn).includes(due) ? [due] : [];
}

/** In a new game it passes those between the button and itself; whoever comes back to a game that began anew is a newcomer. */
function passedByBigBlind(table: Table, { positions: { button, bigBlind }, isNewGame }: Placement): SeatIndex[] {
  const { positions: last } = table;
  if (last === null) return passedOver(table, button, bigBlind);
  return passedOver(table, isNewGame ? bigBlind : last.bigBlind, bigBlind);
}

function passedByButton(table: Table, { button }: Positions): SeatIndex[] {
  return table.positions === null ? [] : passedOver(table, table.positions.button, button);
}

/** Only who is away misses a blind. */
function without(present: readonly Candidate[], passed: readonly SeatIndex[]): SeatIndex[] {
  const there = seatsOf(present);
  return passed.filter((seat) => !there.includes(seat));
}
