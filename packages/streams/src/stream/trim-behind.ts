/**
 * Trims a stream behind its one reader, now and then: where a stream is kept on disk a trim costs as much as an append does, and whoever
 * read some entries has better things to do than to wait until they are forgotten.
 */
import type { Scheduler, Timer } from '@aboveboard/kit';
import type { StreamEntry, StreamSpec, Streams } from './streams.ts';

export interface TrimmerBehind {
  /** These were read and are not needed any more. */
  read(entries: readonly StreamEntry[]): void;
  /** Trims no more. What was read since the last time stays where it is. */
  stop(): void;
}

/** What was read is gone after this … */
const WITHIN_MS = 250;
/** … or as soon as it takes this part of what the stream may hold. */
const PART = 1 / 8;

/** A trim that fails is left to the next one, which takes its entries along. */
export function trimBehind(streams: Streams, stream: StreamSpec, scheduler: Scheduler): TrimmerBehind {
  let last: StreamEntry | null = null;
  let [entries, units] = [0, 0];
  let timer: Timer | null = null;

  const trim = (): void => {
    timer?.cancel();
    timer = null;
    if (last) streams.trim(stream, last.cursor).catch(() => undefined);
    last = null;
    entries = units = 0;
  };
  return {
    read: (some) => {
      last = some.at(-1) ?? last;
      entries += some.length;
      for (const { payload } of some) units += payload.length;
      if (entries > stream.maxEntries * PART || units > stream.maxBytes * PART) trim();
      else if (last) timer ??= scheduler.after(WITHIN_MS, trim);
    },
    stop: () => {
      timer?.cancel();
      timer = null;
      last = null;
    },
  };
}
