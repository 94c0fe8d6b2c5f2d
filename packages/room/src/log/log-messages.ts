/** What shards and the log say to each other where they are not in one process. */
import type { LoggedEntry } from '@aboveboard/protocol';
import type { StreamSpec } from '@aboveboard/streams';
import type { LogKey } from '../ports.ts';

/** An entry to be appended, or one to be found. */
export interface LogRequest {
  /** The asker's own, sent back with the answer. */
  readonly id: string;
  /** Whose stream the answer goes to. */
  readonly asker: string;
  readonly key: LogKey;
  /** Lower-case hex; null: only find it. */
  readonly bytes: string | null;
}

export interface LogAnswer {
  readonly id: string;
  /** CONFLICT: other bytes stand under this key. Null: nothing was found. */
  readonly entry: LoggedEntry | 'CONFLICT' | null;
}

/** One for the room. An asker that meets FULL asks again later; the log trims what it has answered. */
export const LOG_STREAM: StreamSpec = { name: 'log', maxEntries: 8_192, maxBytes: 16 * 1024 * 1024, whenFull: 'refuse' };

/** Answers that were missed are asked for again. */
export const logAnswers = (asker: string): StreamSpec => ({
  name: `log-answers:${asker}`,
  maxEntries: 4_096,
  maxBytes: 16 * 1024 * 1024,
  whenFull: 'drop-oldest',
});
