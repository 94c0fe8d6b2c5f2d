/** What stands in a table's stream: its owners, its hands' entries, and where a hand's play begins. */
import type { StreamSpec } from '@aboveboard/streams';
import type { HandEntry } from './journal.ts';

export type StreamedEntry =
  /** A new owner; with it the stream takes its epoch, so that nobody before it appends any more. */
  | { readonly is: 'claimed'; readonly epoch: number }
  /** The hand's cut follows in the database; its actions are numbered from `nextSeq`. */
  | { readonly is: 'cut'; readonly handNo: number; readonly nextSeq: number }
  | ({ readonly is: 'entry' } & HandEntry)
  /** Behind an append in doubt: what is not in front of it will never come. */
  | { readonly is: 'settled-doubt' };

/** More than a hand can have turns (`TURNS_PER_HAND`), several ordinary hands over. */
const MAX_ENTRIES = 2_048;
const MAX_BYTES = 1_024 * 1_024;

export const tableStream = (tableId: string): StreamSpec => ({
  name: `table:${tableId}`,
  maxEntries: MAX_ENTRIES,
  maxBytes: MAX_BYTES,
  whenFull: 'drop-oldest',
});

/** Whether that is `entry` as it stands in the stream: within one hand a number stands once. */
export function isEntry(streamed: StreamedEntry, { handNo, seq }: HandEntry): boolean {
  return streamed.is === 'entry' && streamed.handNo === handNo && streamed.seq === seq;
}
