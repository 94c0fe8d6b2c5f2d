/**
 * Why a command was not carried out. A refusal changes nothing, and carries the numbers needed to explain it.
 */
import { z } from 'zod';

export const refusalCode = z.enum([
  // the betting (engine)
  'NOT_YOUR_TURN',
  'STALE_TURN',
  'NO_HAND',
  'CANNOT_CHECK',
  'NOTHING_TO_CALL',
  'RAISE_NOT_OPEN',
  'RAISE_TOO_SMALL',
  /** Above what the limit of the game allows. */
  'RAISE_TOO_LARGE',
  'RAISES_CAPPED',
  'BRING_IN_DUE',
  'WRONG_DISCARD_COUNT',
  'NOT_YOUR_CARDS',
  'NOT_ENOUGH_CHIPS',
  'NOT_POSSIBLE_NOW',
  // seats and chips
  'TABLE_NOT_FOUND',
  'INVITE_NEEDED',
  'TABLE_CLOSED',
  'SEAT_TAKEN',
  /** Free, and on offer to somebody who waited longer. */
  'SEAT_RESERVED',
  'NO_SUCH_SEAT',
  'SEATS_FREE',
  'ALREADY_SEATED',
  'NOT_SEATED',
  'BUY_IN_OUT_OF_RANGE',
  'ABOVE_MAXIMUM',
  'INSUFFICIENT_CHIPS',
  'HAND_IN_PLAY',
  'ALREADY_WAITING',
  'NOT_WAITING',
  'WAIT_LIST_FULL',
  /** This table does not play with it. */
  'NOT_OFFERED',
  /** Another player chooses the game, or none does just now. */
  'NOT_YOUR_CHOICE',
  // the deal
  'COMMIT_TOO_LATE',
  'COMMIT_CHANGED',
  'REVEAL_MISMATCH',
  'NO_REVEAL_DUE',
  // the room
  'NOT_ALLOWED',
  'RATE_LIMITED',
  'BUSY',
  'PAUSED',
  'STOPPING',
]);
export type RefusalCode = z.infer<typeof refusalCode>;

/** Names used in `detail`: smallest, largest, toCall, amount (chips); min, max (chips); least, most (cards); retryAfterMs (milliseconds). */
export const refusal = z.strictObject({
  code: refusalCode,
  detail: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
});
export type WireRefusal = z.infer<typeof refusal>;
