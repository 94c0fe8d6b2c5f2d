/**
 * One ended hand as counts of each seat, read from its events as everybody saw them: no count needs a card that nobody showed.
 *
 * @see rules/STAT.md STAT-1 to STAT-10.
 */
import {
  evolveHand,
  type Hand,
  type HandEvent,
  type HandEventOf,
  handResult,
  initialHand,
  legalActions,
  type SeatIndex,
} from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import { bigBlindOf, inMilliBlinds } from './big-blind.ts';
import { type Counts, type CountsDraft, NO_COUNTS } from './counts.ts';

type Turn = HandEventOf<'folded' | 'checked' | 'called' | 'raised'>;

interface Course {
  /** Who raised on the opening street, in order. */
  readonly raisers: SeatIndex[];
  readonly counts: Map<SeatIndex, CountsDraft>;
  /** Street on which a seat folded. */
  readonly foldedOn: Map<SeatIndex, number>;
}

/** @param events all of one hand, from `hand-started` to `hand-ended`, and what was shown after it. */
export function countHand(events: readonly HandEvent[]): ReadonlyMap<SeatIndex, Counts> {
  const course: Course = { raisers: [], counts: new Map(), foldedOn: new Map() };
  let hand = initialHand;
  for (const event of events) {
    if (event.kind === 'folded') course.foldedOn.set(event.seat, hand.street);
    if (isTurn(hand, event)) countTurn(course, hand, event);
    hand = evolveHand(hand, event);
  }
  countEnd(course, hand);
  return course.counts;
}

/** An absent seat is folded out of turn, which is nobody's doing. */
function isTurn(hand: Hand, event: HandEvent): event is Turn {
  switch (event.kind) {
    case 'folded':
    case 'checked':
    case 'called':
    case 'raised':
      return hand.phase === 'betting' && hand.toAct === event.seat;
    default:
      return false;
  }
}

/** Streets before this one are the opening; bomb pots and other games of antes alone have none (STAT-2). */
function firstStreetAfterOpening({ setup }: Hand): number {
  return setup.game.forced === 'antes' ? 0 : 1;
}

function countTurn(course: Course, hand: Hand, event: Turn): void {
  const counts = countsOf(course, event.seat);
  const later = firstStreetAfterOpening(hand);
  if (hand.street < later) {
    countOpening(course, counts, hand, event);
    return;
  }
  if (event.kind === 'raised') counts.bets += 1;
  if (event.kind === 'called') counts.calls += 1;
  if (later === 1 && hand.street === 1) countContinuation(course, counts, hand, event);
}

function countOpening({ raisers }: Course, counts: CountsDraft, hand: Hand, { kind, seat }: Turn): void {
  counts.turns = 1;
  if (kind === 'called' || kind === 'raised') counts.vpip = 1;
  if (kind === 'raised') counts.pfr = 1;
  if (raisers.length === 1 && mayRaise(hand)) {
    counts.threeBetChances += 1;
    if (kind === 'raised') counts.threeBets += 1;
  }
  if (raisers.length === 2 && raisers[0] === seat) {
    counts.threeBetsFaced += 1;
    if (kind === 'folded') counts.threeBetFolds += 1;
  }
  if (kind === 'raised') raisers.push(seat);
}

function countContinuation({ raisers }: Course, counts: CountsDraft, hand: Hand, { kind, seat }: Turn): void {
  if (raisers.at(-1) !== seat || hand.betToMatch > 0) return;
  counts.cBetChances += 1;
  if (kind === 'raised') counts.cBets += 1;
}

function mayRaise(hand: Hand): boolean {
  return (legalActions(hand)?.raise ?? null) !== null;
}

function countEnd(course: Course, hand: Hand): void {
  const result = handResult(hand);
  assert(result, 'a hand that has not ended counts for nobody');
  const later = firstStreetAfterOpening(hand);
  const isShowdown = hand.seats.filter(({ isFolded }) => !isFolded).length > 1;
  const winners = new Set(result.pots.flatMap((pot) => pot.winners.map(({ seat }) => seat)));
  for (const { seat, delta } of result.seats) {
    const counts = countsOf(course, seat);
    const lastStreet = course.foldedOn.get(seat) ?? hand.street;
    counts.hands = 1;
    counts.net = delta;
    counts.netMilliBlinds = inMilliBlinds(delta, bigBlindOf(hand.setup.stakes));
    if (lastStreet < later) continue;
    counts.sawNext = 1;
    if (!isShowdown || course.foldedOn.has(seat)) continue;
    counts.showdowns = 1;
    if (winners.has(seat)) counts.showdownsWon = 1;
  }
}

function countsOf({ counts }: Course, seat: SeatIndex): CountsDraft {
  const known = counts.get(seat);
  if (known) return known;
  const fresh = { ...NO_COUNTS };
  counts.set(seat, fresh);
  return fresh;
}
