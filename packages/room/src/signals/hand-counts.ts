/**
 * One settled hand as counts of the people in it and of each two of them: whole numbers only, so that hands in any order, from any table,
 * add up to the same.
 *
 * Nothing here needs a card: what each seat won or lost, who folded, and when calls and raises came.
 *
 * @see rules/SIGNAL.md SIGNAL-2 to SIGNAL-5.
 */
import type { PublicHistory } from '@aboveboard/fairness';
import type { HandWithPlayers, Reply } from '@aboveboard/storage';
import { bigBlindOf } from '../stats/big-blind.ts';
import { setupOf } from '../table/hand-record.ts';
import { weekOf } from './weeks.ts';

/** Of a person in a week. A hand against four others counts four times where it says `met`. */
export interface PlayerCounts {
  readonly weekMs: number;
  readonly player: string;
  readonly met: number;
  /** Tenths of the big blind that went to others, less those that came from them. */
  readonly lost: number;
  /** Large losses to one other, and large wins from one. */
  readonly bigLost: number;
  readonly bigWon: number;
  readonly gifts: number;
  /** Calls and raises after somebody else's action, and those of them that came at once. */
  readonly replies: number;
  readonly instant: number;
}

/** Of two people in a week, `a` before `b` as text. */
export interface PairCounts {
  readonly weekMs: number;
  readonly a: string;
  readonly b: string;
  readonly hands: number;
  /** Tenths of the big blind that `a` lost to `b`, less what `b` lost to `a`. */
  readonly net: number;
  /** The sum of its squares, hand by hand. */
  readonly squares: number;
  readonly bigToB: number;
  readonly bigToA: number;
  readonly giftsToB: number;
  readonly giftsToA: number;
  /** Calls and raises of one right after the other's action, and those that came at once. */
  readonly replies: number;
  readonly instant: number;
  /** To look at: gifts first, then the largest; `REFERENCES` at most. */
  readonly largest: readonly HandReference[];
}

export interface HandReference {
  readonly tableId: string;
  readonly handNo: number;
  /** Tenths of the big blind that went from `a` to `b`; negative the other way. */
  readonly tenths: number;
  readonly isGift: boolean;
}

/** Tenths of the big blind from which a loss to one other is large (SIGNAL-3). */
export const LARGE = 200;
/** Hands named for two people in a week. */
export const REFERENCES = 5;
/** A reply that takes no longer came at once (SIGNAL-5). */
const INSTANT_MS = 700;

interface At {
  readonly seat: number;
  readonly player: string;
  readonly isBot: boolean;
  readonly delta: number;
  readonly isFolded: boolean;
}

export interface HandCounts {
  readonly players: readonly PlayerCounts[];
  readonly pairs: readonly PairCounts[];
}

/** Bots have no counts, though chips that went to one or came from one count for the person. */
export function countsOfHand(hand: HandWithPlayers, replies: readonly Reply[]): HandCounts {
  if (hand.closeStatus !== 0) return { players: [], pairs: [] }; // not played to its end: nobody's doing
  const course = courseOf(hand);
  const people = course.seats.filter(({ isBot }) => !isBot);
  const players = people.map((at) => playerCounts(course, at, replies));
  const pairs = people.flatMap((one, i) => people.slice(i + 1).map((other) => pairCounts(course, one, other, replies)));
  return { players, pairs };
}

interface Course {
  readonly hand: HandWithPlayers;
  readonly weekMs: number;
  readonly bigBlind: number;
  readonly seats: readonly At[];
  /** What all losers lost together, in chips. */
  readonly lost: number;
}

/** The game and the unit of its stakes: what people choose tables by. */
export function gameOfHand(hand: HandWithPlayers): string {
  return `${hand.game}/${bigBlindIn(hand)}`;
}

function bigBlindIn({ publicHistory }: HandWithPlayers): number {
  return bigBlindOf(setupOf((publicHistory as PublicHistory).start).stakes);
}

function courseOf(hand: HandWithPlayers): Course {
  const { actions } = hand.publicHistory as PublicHistory;
  const folded = new Set(
    (actions as unknown as readonly { readonly kind: string; readonly seat?: number }[]).flatMap(({ kind, seat }) =>
      kind === 'fold' ? [seat] : [],
    ),
  );
  const seats = hand.players.map(({ seat, playerId, isBot, delta }) => {
    return { seat, player: playerId, isBot, delta, isFolded: folded.has(seat) };
  });
  const lost = seats.reduce((sum, { delta }) => sum + Math.max(0, -delta), 0);
  return { hand, weekMs: weekOf(hand.endedMs), bigBlind: bigBlindIn(hand), seats, lost };
}

/**
 * Tenths of the big blind that went from one to the other; negative the other way, 0 where both won or both lost.
 *
 * Who lost, lost to each winner by what that one won, so that all flows of a hand together are what was won.
 */
function flow({ lost, bigBlind }: Course, one: At, other: At): number {
  if (one.delta < 0 && other.delta > 0) return Math.round((-one.delta * other.delta * 10) / (lost * bigBlind));
  if (one.delta > 0 && other.delta < 0) return -Math.round((one.delta * -other.delta * 10) / (lost * bigBlind));
  return 0;
}

function playerCounts(course: Course, at: At, replies: readonly Reply[]): PlayerCounts {
  const flows = course.seats.filter((other) => other !== at).map((other) => flow(course, at, other));
  const bigLost = flows.filter((tenths) => tenths >= LARGE).length;
  const own = replies.filter(({ seat }) => seat === at.seat);
  return {
    weekMs: course.weekMs,
    player: at.player,
    met: flows.length,
    lost: flows.reduce((sum, tenths) => sum + tenths, 0),
    bigLost,
    bigWon: flows.filter((tenths) => tenths <= -LARGE).length,
    gifts: at.isFolded ? bigLost : 0,
    replies: own.length,
    instant: own.filter(isInstant).length,
  };
}

function pairCounts(course: Course, one: At, other: At, replies: readonly Reply[]): PairCounts {
  const [a, b] = one.player < other.player ? [one, other] : [other, one];
  const tenths = flow(course, a, b);
  const toB = tenths >= LARGE ? 1 : 0;
  const toA = tenths <= -LARGE ? 1 : 0;
  const giftsToB = toB > 0 && a.isFolded ? 1 : 0;
  const giftsToA = toA > 0 && b.isFolded ? 1 : 0;
  const { tableId, handNo } = course.hand;
  const between = replies.filter(
    ({ seat, after }) => (seat === a.seat && after === b.seat) || (seat === b.seat && after === a.seat),
  );
  return {
    weekMs: course.weekMs,
    ...{ a: a.player, b: b.player, hands: 1, net: tenths, squares: tenths * tenths },
    ...{ bigToB: toB, bigToA: toA, giftsToB, giftsToA },
    replies: between.length,
    instant: between.filter(isInstant).length,
    largest: toA + toB > 0 ? [{ tableId, handNo, tenths, isGift: giftsToA + giftsToB > 0 }] : [],
  };
}

function isInstant({ tookMs }: Reply): boolean {
  return tookMs <= INSTANT_MS;
}
