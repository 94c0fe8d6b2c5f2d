/**
 * What happens in a hand, as one viewer may see it. Events carry the result (bet, stack, pot after it), so that a client shows
 * them without knowing the rules.
 */
import { z } from 'zod';
import { card, chips, handNo, seatIndex, timeMs } from '../units.ts';
import { logged, opening, reshuffleStep } from './deal.ts';
import { gameCode, stakes } from './game.ts';

/** A card that this viewer may not see is null. */
const maybeCard = card.nullable();

export const handStartedEvent = z.strictObject({
  kind: z.literal('hand-started'),
  handNo,
  /** What is played: one game, also at a table where games change. */
  game: gameCode,
  /** What this hand is played for; what the game does not use is 0. */
  stakes,
  /** May be an empty seat: a dead button. */
  button: seatIndex,
  /** Null for a dead small blind, and in a game without one. */
  smallBlind: seatIndex.nullable(),
  /** Null in a game without blinds. */
  bigBlind: seatIndex.nullable(),
  /** Who is dealt in, in deal order, with the chips each begins with. */
  seats: z.array(z.strictObject({ seat: seatIndex, stack: chips })).min(2),
});

export const postedEvent = z.strictObject({
  kind: z.literal('posted'),
  seat: seatIndex,
  what: z.enum([
    'ante',
    'big-blind-ante',
    'button-ante',
    'small-blind',
    'big-blind',
    'dead-blind',
    'live-blind',
    'straddle',
    'kill',
    'bring-in',
  ]),
  amount: chips,
  /** The seat's bet of this street after it; dead chips are in the pot instead. */
  bet: chips,
  stack: chips,
  pot: chips,
});

/**
 * Own cards to a seat, added to what it holds: at the start, on a later street of stud, or for what was discarded. Its owner sees all of
 * them, everybody else the open ones of stud. `openings` are those of the cards that are not null, in their order. `walk`: the deck was used
 * up, and the last of the cards come from the reshuffle.
 */
export const holeDealtEvent = z.strictObject({
  kind: z.literal('hole-dealt'),
  seat: seatIndex,
  count: z.int().min(1),
  cards: z.array(maybeCard).min(1),
  /** Which of them lie face up before the seat. */
  isOpen: z.array(z.boolean()).min(1),
  openings: z.array(opening),
  walk: z.array(reshuffleStep).optional(),
});

/**
 * Cards given up: none for who stands pat. Only the seat's owner sees which. `isShort`: the seat asked for more than deck and reshuffle can
 * still give, and keeps the rest; the reshuffle is then walked to its end, in the `hole-dealt` that follows, or here where nothing follows.
 */
export const discardedEvent = z.strictObject({
  kind: z.literal('discarded'),
  seat: seatIndex,
  count: z.int().min(0),
  cards: z.array(maybeCard),
  timedOut: z.boolean(),
  isShort: z.boolean(),
  walk: z.array(reshuffleStep).optional(),
});

export const streetName = z.enum([
  'preflop',
  'flop',
  'turn',
  'river',
  'third-street',
  'fourth-street',
  'fifth-street',
  'sixth-street',
  'seventh-street',
  'before-draw',
  'first-draw',
  'second-draw',
  'third-draw',
]);

/** Legal actions with exact bounds, from the engine; a client offers these and no others. */
export const legalActions = z.strictObject({
  canFold: z.boolean(),
  canCheck: z.boolean(),
  /** Chips to add for a call; absent when there is nothing to call. */
  call: chips.optional(),
  /** Chips of the bring-in that is due; then the seat brings in or bets in full, and nothing else. */
  bringIn: chips.optional(),
  /** The whole bet: `smallest`, every `step` above it, and `largest`; absent when the seat may not bet or raise. */
  raise: z.strictObject({ smallest: chips, largest: chips, step: chips.min(1), isBet: z.boolean() }).optional(),
});
export type WireLegalActions = z.infer<typeof legalActions>;

const turn = {
  turnId: z.int().min(0),
  seat: seatIndex,
  street: streetName,
  pot: chips,
  /** The turn's own time ends here; then the time bank runs, if any is left. */
  deadlineMs: timeMs,
  timeBankMs: z.int().min(0),
};
export const turnEvent = z.strictObject({ kind: z.literal('turn'), ...turn, legal: legalActions });
/** The seat gives up `least` to `most` of its cards (`act` with `discard`); none of them stands pat. */
export const drawTurnEvent = z.strictObject({
  kind: z.literal('draw-turn'),
  ...turn,
  least: z.int().min(0),
  most: z.int().min(1),
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

/** All who are in the hand wish it: from here on there are `times` boards, each beginning with the cards that lie already. */
export const runsAgreedEvent = z.strictObject({ kind: z.literal('runs-agreed'), times: z.int().min(2).max(3) });

/** `board` counts from 0. */
export const boardDealtEvent = z.strictObject({
  kind: z.literal('board-dealt'),
  board: z.int().min(0),
  cards: z.array(card).min(1),
  openings: z.array(opening),
});

/** One way to win a pot; a game with several splits each pot between them. */
export const winRule = z.strictObject({
  type: z.enum(['high', 'short-deck', 'short-deck-trips', 'low-8', 'low-a5', 'low-27', 'badugi', 'badugi-27', 'three-card']),
  /** Any own and board cards; two own and three of the board; own cards alone. */
  use: z.enum(['any', 'two-and-three', 'own']),
});
export type WireWinRule = z.infer<typeof winRule>;

export const handRank = z.strictObject({
  type: winRule.shape.type,
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
    'low',
    'badugi',
  ]),
  /** Ranks that name it, most telling first, 0–12 = 2..A: kings full of fours is [11, 2], an eight-six low [6, 4, 2, 1, 12]. */
  ranks: z.array(z.int().min(0).max(12)),
  /** The cards used, up to five. */
  best: z.array(card).max(5),
});
export type HandRank = z.infer<typeof handRank>;

/** What a hand makes under one way to win on one board. */
export const rankedHand = z.strictObject({ board: z.int().min(0), win: winRule, rank: handRank });
export type RankedHand = z.infer<typeof rankedHand>;

export const shownEvent = z.strictObject({
  kind: z.literal('shown'),
  seat: seatIndex,
  cards: z.array(card),
  openings: z.array(opening),
  /** Steps of the reshuffle that dealt some of these cards, opened now. */
  walk: z.array(reshuffleStep).optional(),
  /** One for each way to win and board, where the hand makes one; empty while cards are to come. */
  ranks: z.array(rankedHand),
});
export const muckedEvent = z.strictObject({ kind: z.literal('mucked'), seat: seatIndex });

/** `perPot` in the order of the pots; `amount` is their sum. */
export const rakeTakenEvent = z.strictObject({ kind: z.literal('rake-taken'), amount: chips, perPot: z.array(chips) });

/**
 * `pot` counts from 0, the main pot. `win` is null for a pot, or a board's part of it, that was not divided by ways to win: uncontested, or
 * all of it to the same hands.
 */
export const potAwardedEvent = z.strictObject({
  kind: z.literal('pot-awarded'),
  pot: z.int().min(0),
  board: z.int().min(0),
  win: winRule.nullable(),
  winners: z.array(z.strictObject({ seat: seatIndex, amount: chips, stack: chips })).min(1),
});

/** How a hand came to its end; what each means for its chips stands in the contract. */
export const handEndReason = z.enum([
  'COMPLETED',
  'SHARD_LOST',
  'DRAINED',
  'ADMIN_CLOSED',
  'STALE_OWNER',
  'RNG_FAULT',
  'LEDGER_FAULT',
  'ABANDONED',
]);
/** As records and events may have it: until version 1.1.0 of the contract `RNG_FAULT` was called `BOX_UNREADABLE`. */
export const recordedEndReason = z.enum([...handEndReason.options, 'BOX_UNREADABLE']);

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
