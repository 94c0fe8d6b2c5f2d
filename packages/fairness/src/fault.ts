/**
 * Faults: why something was refused, as a value with a code for programs and a sentence for people.
 *
 * The first groups are the reasons that SCB-1's own vectors name, in capitals; the last group is ours, for what a client
 * or a receipt can meet beyond the entries themselves.
 */
import { type Err, err } from '@aboveboard/kit';

export type FaultCode =
  // bytes and entries
  | 'ORIGIN_NOT_ASCII'
  | 'MAGIC'
  | 'TRUNCATED'
  | 'TRAILING_BYTES'
  | 'UNKNOWN_SPEC'
  | 'DECK_COUNT'
  | 'DUPLICATE_SEAT'
  // seeds, cut, close
  | 'NO_COMMIT'
  | 'SEED_MISMATCH'
  | 'SEED_ORDER'
  | 'PARTIAL_CUT'
  | 'BEACON_MISSING'
  | 'BEACON_UNASKED'
  | 'BEACON_FORM'
  | 'STATUS_UNKNOWN'
  | 'PLAY_MISMATCH'
  | 'DECK_MISMATCH'
  | 'VOID_NOT_ZERO'
  | 'HISTORY_MISMATCH'
  | 'SETTLE_MISMATCH'
  | 'SUM'
  // trees and openings
  | 'PATH_LENGTH'
  | 'WRONG_ROOT'
  | 'CARD_UNKNOWN'
  | 'SLOT_RANGE'
  | 'DUPLICATE_CARD'
  | 'POSITION'
  | 'LEAF_MISMATCH'
  | 'BAD_SIGNATURE'
  | 'BOX_UNREADABLE'
  | 'KEK_UNKNOWN'
  | 'TOO_MANY_CARDS'
  | 'EPOCH_SIZE'
  | 'WALK_ORDER'
  | 'WALK_SKIPPED'
  | 'WALK_OUTSIDE'
  | 'WALK_EARLY'
  | 'DISCARD'
  // the log
  | 'PREV'
  | 'SECOND_OPEN'
  | 'SECOND_CLOSE'
  | 'OPEN_UNKNOWN'
  | 'VOID_AFTER_CUTNOTE'
  | 'VOID_AFTER_REVEALS'
  | 'CUTNOTE_MISMATCH'
  | 'PROMISE_BROKEN'
  | 'NOTE_FORM'
  | 'QUORUM'
  // beyond the vectors
  | 'NOT_JSON'
  | 'RULES_MISMATCH'
  | 'COMMIT_DROPPED'
  | 'COMMIT_CHANGED'
  | 'OTHER_TABLE'
  | 'OTHER_HAND'
  | 'HAND_REPEATED'
  | 'OUT_OF_TURN'
  | 'BEACON_UNCHECKED'
  | 'CLOSE_CHANGED'
  | 'RECEIPT_FORM'
  | 'WRONG_KEY'
  | 'HOLE_CARDS';

export interface Fault {
  readonly code: FaultCode;
  /** One sentence for a person, without a full stop's worth of jargon. */
  readonly detail: string;
}

export function refuse(code: FaultCode, detail: string): Err<Fault> {
  return err({ code, detail });
}
