/**
 * What happens in a hand, as one viewer may see it. Events carry the result (bet, stack, pot after it), so that a client shows
 * them without knowing the rules.
 */
import { z } from 'zod';
import { card, chips, handNo, seatIndex, timeMs } from '../units.ts';
import { logged, opening } from './deal.ts';

export const handStartedEvent = z.strictObject({
  kind: z.literal('hand-started'),
  handNo,
  /** May be an empty seat: a dead button. */
  button: seatIndex,
  smallBlind: seatIndex.nullable(),
  bigBlind: seatIndex,
  /** Who is dealt in, in deal order, with the chips each begins with. */
  seats: z.array(z.strictObject({ seat: seatIndex, stack: chips })).min(2),
});

export const postedEvent = z.strictObject({
  kind: z.literal('posted'),
  seat: seatIndex,
  what: z.enum(['ante', 'big-blind-ante', 'small-blind', 'big-blind', 'dead-blind', 'live-blind']),
  amount: chips,
  /** The seat's bet of this street after it; dead chips are in the pot instead. */
  bet: chips,
  stack: chips,
  pot: chips,
});

/** Two cards to a seat. Only its owner's frame has `cards` and their openings. */
export const holeDealtEvent = z.strictObject({
  kind: z.literal('hole-dealt'),
  seat: seatIndex,
  count: z.int().min(1),
  cards: z.array(card).optional(),
  openings: z.array(opening).optional(),
});

/** Legal actions with exact bounds, from the engine; a client offers these and no others. */
export const legalActions = z.strictObject({
  canFold: z.boolean(),
  canCheck: z.boolean(),
  /** Chips to add for a call; absent when there is nothing to call. */
  call: chips.optional(),
  /** Bounds of the whole bet; absent when the seat may not bet or raise. */
  raise: z.strictObject({ smallest: chips, largest: chips, isBet: z.boolean() }).optional(),
});
export type WireLegalActions = z.infer<typeof legalActions>;

export const turnEvent = z.strictObject({
  kind: z.literal('turn'),
  turnId: z.int().min(0),
  seat: seatIndex,
  legal: legalActions,
  pot: chips,
  /** The turn's own time ends here; then the time bank runs, if any is left. */
  deadlineMs: timeMs,
  timeBankMs: z.int().min(0),
});
/** The turn's own time is over: the seat lives on its time bank until `deadlineMs`. */
export const timeBankEvent = z.strictObject({
  kind: z.literal('time-bank'),
  turnId: z.int().min(0),
  seat: seatIndex,
  deadlineMs: timeMs,
});

const acted = { seat: seatIndex, timedOut: z.boolean() };
export const foldedEvent = z.strictObject({ kind: z.literal('folded'), ...acted });
export const checkedEvent = z.strictObject({ kind: z.literal('checked'), ...acted });
/** `amount` is what was added; `bet` the whole bet after it. */
export const calledEvent = z.strictObject({
  kind: z.literal('called'),
  ...acted,
  amount: chips,
  bet: chips,
  stack: chips,
  pot: chips,
});
export const raisedEvent = z.strictObject({
  kind: z.literal('raised'),
  ...acted,
  to: chips,
  isBet: z.boolean(),
  stack: chips,
  pot: chips,
});

export const uncalledReturnedEvent = z.strictObject({
  kind: z.literal('uncalled-returned'),
  seat: seatIndex,
  amount: chips,
  stack: chips,
  pot: chips,
});

/** The bets of a street are gathered: main pot first, then side pots, each with the seats that may win it. */
export const potsGatheredEvent = z.strictObject({
  kind: z.literal('pots-gathered'),
  pots: z.array(z.strictObject({ amount: chips, seats: z.array(seatIndex) })),
});

export const boardDealtEvent = z.strictObject({
  kind: z.literal('board-dealt'),
  cards: z.array(card).min(1),
  openings: z.array(opening),
});

export const handRank = z.strictObject({
  category: z.enum([
    'high-card',
    'pair',
    'two-pair',
    'three-of-a-kind',
    'straight',
    'flush',
    'full-house',
    'four-of-a-kind',
    'straight-flush',
  ]),
  /** Ranks that name it, most telling first, 0–12 = 2..A: kings full of fours is [11, 2]. */
  ranks: z.array(z.int().min(0).max(12)),
  /** The five cards used. */
  best: z.array(card).max(5),
});
export type HandRank = z.infer<typeof handRank>;

export const shownEvent = z.strictObject({
  kind: z.literal('shown'),
  seat: seatIndex,
  cards: z.array(card),
  openings: z.array(opening),
  /** Absent before there is a full board. */
  rank: handRank.optional(),
});
export const muckedEvent = z.strictObject({ kind: z.literal('mucked'), seat: seatIndex });

export const rakeTakenEvent = z.strictObject({ kind: z.literal('rake-taken'), amount: chips });

/** `pot` counts from 0, the main pot. */
export const potAwardedEvent = z.strictObject({
  kind: z.literal('pot-awarded'),
  pot: z.int().min(0),
  winners: z.array(z.strictObject({ seat: seatIndex, amount: chips, stack: chips })).min(1),
});

export const handEndReason = z.enum(['COMPLETED', 'SHARD_LOST', 'ADMIN_CLOSED', 'BOX_UNREADABLE']);

/**
 * The hand is settled and durable. `history` is the public history whose hash stands in CLOSE: start state, actions, shown
 * openings, result, and no accounts, names or clocks.
 */
export const handEndedEvent = z.strictObject({
  kind: z.literal('hand-ended'),
  handNo,
  reason: handEndReason,
  rake: chips,
  results: z.array(z.strictObject({ seat: seatIndex, delta: z.int(), stack: chips })),
  history: z.json(),
  close: logged,
  nextHandInMs: z.int().min(0),
});
