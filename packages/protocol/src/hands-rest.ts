/**
 * Bodies of the REST interface for hands that are over: found, read, gone through action by action, and taken away as PHH or JSON.
 *
 * Players never meet them in frames, so they are no part of the contract's fingerprint; contracts/openapi.json has them.
 */
import { z } from 'zod';
import { handReply } from './rest.ts';
import { tableEvent } from './tables/event.ts';
import { gameCode } from './tables/game.ts';
import { legalActions, streetName } from './tables/hand.ts';
import { card, chips, handNo, id, seatIndex, timeMs } from './units.ts';

const MAX_HANDS_A_PAGE = 100;

/** Names a hand in the whole room: its table, a point, its number there. */
export const handId = z
  .string()
  .regex(
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[1-9]\d{0,14}$/,
    'the id of a hand is the id of its table, a point, and its number there',
  );
export const handParams = z.strictObject({ id: handId });
export const handFormat = z.enum(['phh', 'json']);
const invite = z.string().max(64).optional();
const number = z.coerce.number<string>().int();
const whole = number.min(0);
/** An hour of a day, or milliseconds since 1970. */
const time = z.union([
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
  z.iso
    .datetime({ offset: true, message: 'a time such as 2026-11-21T18:00:00Z, or milliseconds since 1970' })
    .transform(Date.parse),
  z.iso.date().transform((day) => Date.parse(`${day}T00:00:00Z`)),
]);

const searchFields = {
  /** `from` ≤ end of the hand < `to`. */
  from: time.optional(),
  to: time.optional(),
  game: gameCode.optional(),
  /** `won` more than put in, or `lost` more than came back. */
  result: z.enum(['won', 'lost']).optional(),
  /** Won less put in, in chips. */
  netAtLeast: number.optional(),
  netAtMost: number.optional(),
  limit: number.min(1).max(MAX_HANDS_A_PAGE).default(20),
  /** `next` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f-]{36}\.\d{1,15}$/, '`next` of the page before')
    .optional(),
  /** The hands of the page themselves, in one file; `next` is then in the header `x-next`. */
  format: handFormat.optional(),
};
export const myHandsQuery = z.strictObject({ table: z.uuid().optional(), ...searchFields });
export type MyHandsQuery = z.infer<typeof myHandsQuery>;
export const handsQuery = myHandsQuery.extend({
  /** Whose hands: one's own; an operator may name anybody. */
  player: z.uuid().optional(),
  invite,
});
export type HandsQuery = z.infer<typeof handsQuery>;

/** `name` is null for who is no longer known. */
const handPlayer = z.strictObject({
  seat: seatIndex,
  playerId: z.string(),
  name: z.string().nullable(),
  isBot: z.boolean(),
  /** Won less put in. */
  delta: z.int(),
});
export const foundHand = z.strictObject({
  id: handId,
  tableId: z.uuid(),
  table: z.string(),
  handNo: z.int().min(1),
  game: gameCode.nullable(),
  endedMs: timeMs,
  /** Everybody dealt in, by seat. */
  players: z.array(handPlayer),
});
/** Newest first. A page may be shorter than asked for, or empty, where few of many hands match; `next` is null at the end. */
export const handsReply = z.strictObject({ hands: z.array(foundHand), next: z.string().nullable() });
export type HandsReply = z.infer<typeof handsReply>;

const seatCards = {
  seat: seatIndex,
  /** As they were held at the end. */
  cards: z.array(card),
  /** What was given up before, in order; `street` counts from 0. */
  discards: z.array(z.strictObject({ street: z.int().min(0), cards: z.array(card) })),
};
export const handQuery = z.strictObject({ invite, format: handFormat.optional() });
/** The public record of a hand that is over, who played it, and the own cards of who asks, if dealt in. */
export const storedHandReply = handReply.extend({
  id: handId,
  table: z.string(),
  game: gameCode.nullable(),
  players: z.array(handPlayer),
  own: z.strictObject(seatCards).nullable(),
  /** Actions there are, and so the last of its states; null for a hand that was not played. */
  actions: z.int().min(0).nullable(),
});
export type StoredHandReply = z.infer<typeof storedHandReply>;

export const stateParams = handParams.extend({ n: whole });
export const stateQuery = z.strictObject({ invite });
const turn = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('act'), seat: seatIndex, legal: legalActions }),
  z.strictObject({ kind: z.literal('draw'), seat: seatIndex, least: z.int().min(0), most: z.int().min(1) }),
  /** Shows its cards or mucks them. */
  z.strictObject({ kind: z.literal('show'), seat: seatIndex }),
]);
/** A hand after some of its actions, as the table showed it to who asks. */
export const handStateReply = z.strictObject({
  id: handId,
  /** Actions that have happened, from 0, and how many there are. */
  n: z.int().min(0),
  actions: z.int().min(0),
  isOver: z.boolean(),
  street: streetName,
  boards: z.array(z.array(card)),
  /** All chips in the middle and before the seats. */
  pot: chips,
  /** Those that are gathered: main pot first. */
  pots: z.array(z.strictObject({ amount: chips, seats: z.array(seatIndex) })),
  seats: z.array(
    z.strictObject({
      seat: seatIndex,
      stack: chips,
      /** Before the seat, on this street. */
      bet: chips,
      isFolded: z.boolean(),
      /** Null for a card that this viewer was not shown by then. */
      cards: z.array(card.nullable()),
    }),
  ),
  turn: turn.nullable(),
  /** What happened since the state before, as who asks saw it, without proofs: those of shown cards are in the hand's history. */
  events: z.array(tableEvent),
});
export type HandStateReply = z.infer<typeof handStateReply>;

/** Why an operator looks at cards that nobody showed, for the audit log. */
export const readCardsRequest = z.strictObject({ why: z.string().trim().min(1, 'say why, for the audit log').max(500) });
export const readCardsReply = z.strictObject({
  seats: z.array(z.strictObject({ playerId: z.string().nullable(), ...seatCards })),
});
export type ReadCardsReply = z.infer<typeof readCardsReply>;

/** As an operator sees hands: with their PHH where it is asked for, `????` for every card that was not shown. */
export const operatorHandsQuery = myHandsQuery.omit({ format: true }).extend({
  player: z.uuid().optional(),
  phh: z.stringbool().default(false),
});
const phh = z.string().nullable();
export const operatorHandsReply = handsReply.extend({ hands: z.array(foundHand.extend({ phh })) });
export type OperatorHandsReply = z.infer<typeof operatorHandsReply>;
/** `phh` is null for a hand that was not played. */
export const operatorHandReply = storedHandReply.extend({ phh });
export type OperatorHandReply = z.infer<typeof operatorHandReply>;

/** What is known of a hand that a fault ended. */
export const terminationContext = z.strictObject({
  /** The process that ended it, and the one that had lost it; null where that is not known. */
  endedBy: z.string(),
  lostOwner: z.string().nullable(),
  startedMs: timeMs,
  /** When the last action or seed was accepted, and how many were; null for none. */
  lastAcceptedMs: timeMs.nullable(),
  accepted: z.int().min(0),
  /** Commands at the table that were carried out since the hand began, the latest of them. */
  acknowledged: z.array(z.string()),
  /** Who was dealt in: connected or not (null: nobody can say), turns timed out in a row, and seeds that went missing lately. */
  seats: z.array(
    z.strictObject({
      seat: seatIndex,
      isConnected: z.boolean().nullable(),
      timeOuts: z.int().min(0),
      missedSeeds: z.int().min(0),
    }),
  ),
});
export type TerminationContext = z.infer<typeof terminationContext>;

/** How a hand that the books refused is to end: settled after all, or with everybody's stack as before it. */
export const endRefusedHandRequest = z.strictObject({
  how: z.enum(['settle', 'refund']),
  why: z.string().trim().min(1, 'say why, for the audit log').max(500),
});
export const endRefusedHandReply = z.strictObject({
  id: handId,
  /** False: its table could not be reached in time, or the books refuse it again; it is ended as was said as soon as its table opens. */
  isOver: z.boolean(),
  endReason: z.string().nullable(),
});
export type EndRefusedHandReply = z.infer<typeof endRefusedHandReply>;

export const terminationsQuery = z.strictObject({ limit: number.min(1).max(1_000).default(100) });
/** Hands that a fault ended in the last 24 hours, newest first. */
export const terminationsReply = z.strictObject({
  terminations: z.array(z.strictObject({ tableId: id, handNo, reason: z.string(), atMs: timeMs, context: terminationContext })),
});
export type TerminationsReply = z.infer<typeof terminationsReply>;
