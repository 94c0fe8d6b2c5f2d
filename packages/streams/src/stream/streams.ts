/**
 * Streams: ordered, bounded messages between the roles of the room.
 *
 * A stream is a list of texts that grows at one end, is read from any position still kept, and is trimmed at the other.
 * Roles know each other by the names of their streams alone, so it makes no difference to them whether both ends are in
 * one process (memory) or on two machines (Redis).
 */
import type { Brand, Result } from '@aboveboard/kit';

/** A position in one stream, opaque: pass back what you were given, compare nothing. */
export type Cursor = Brand<string, 'Cursor'>;

/** Before the first entry a stream ever had. */
export const BEGINNING = '0' as Cursor;

/** Before the oldest entry that is still kept: `read` from here is never cut off. */
export const OLDEST = '-' as Cursor;

/** A stream's name and its bounds; every user of a stream states the same ones. */
export interface StreamSpec {
  readonly name: string;
  readonly maxEntries: number;
  /** Of all entries together, as UTF-8. */
  readonly maxBytes: number;
  /**
   * - `refuse`: nothing is lost; the sender is told, and the reader makes room with `trim` when it has handled an entry.
   *   For requests.
   * - `drop-oldest`: the sender never waits; a reader that falls behind the oldest entry kept is cut off. For histories
   *   that can be had another way, such as by a snapshot.
   */
  readonly whenFull: 'refuse' | 'drop-oldest';
}

export interface StreamEntry {
  readonly cursor: Cursor;
  readonly payload: string;
}

/**
 * `FULL`: nothing was appended; try again when the reader has made room, or when what this sender has on its way to a
 * slow server is less (it is counted in bytes, between a high and a low mark).
 * `FENCED`: a later epoch has appended already.
 */
export type AppendRefusal = 'FULL' | 'FENCED';

export type EndOfSubscription =
  | { readonly code: 'CUT_OFF' } // entries after the reader's position are gone; start again from a snapshot
  | { readonly code: 'HANDLER_FAILED'; readonly error: unknown }
  | { readonly code: 'DISCONNECTED'; readonly error: unknown }; // for good: the bounded attempts to connect again are used up

export interface Subscriber {
  /** Takes entries in order, never two calls at a time: the next waits for the promise. */
  onEntries(entries: readonly StreamEntry[]): void | Promise<void>;
  /** Nothing comes after this. Not called after `unsubscribe`. */
  onEnd(reason: EndOfSubscription): void;
}

export interface Subscription {
  /** No entry is delivered after this, except to a call of `onEntries` already under way. */
  unsubscribe(): void;
}

export interface Streams {
  /**
   * Appends all payloads, next to each other, or none.
   *
   * @param epoch the sender's epoch where the stream has one owner: an append below the highest epoch seen is refused.
   * @returns the cursor of the last payload.
   */
  append(stream: StreamSpec, payloads: readonly string[], epoch?: number): Promise<Result<Cursor, AppendRefusal>>;

  /** Up to `limit` entries after `after` (or `OLDEST`), oldest first, at once; `CUT_OFF` when some between are no longer kept. */
  read(stream: StreamSpec, after: Cursor, limit: number): Promise<Result<readonly StreamEntry[], 'CUT_OFF'>>;

  /** Delivers what is after `after` and then what comes, in order, never within the call itself. */
  subscribe(stream: StreamSpec, after: Cursor, subscriber: Subscriber): Subscription;

  /** Forgets entries up to and with `upTo`. Harmless when they are gone already. */
  trim(stream: StreamSpec, upTo: Cursor): Promise<void>;

  /**
   * Says that `reader` has handled entries up to `upTo`, and forgets what every reader of the stream has handled.
   *
   * A reader counts from the first time it says so, with `BEGINNING` before it has handled any, until it leaves.
   */
  acknowledge(stream: StreamSpec, reader: string, upTo: Cursor): Promise<void>;

  /** The reader counts no more; what it alone had not handled is forgotten, as long as another reader is left. */
  leave(stream: StreamSpec, reader: string): Promise<void>;

  /** Position of the newest entry, or `BEGINNING`: subscribe from here to hear only what is to come. */
  tail(stream: StreamSpec): Promise<Cursor>;
}
