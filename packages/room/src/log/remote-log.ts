/**
 * The log as shards see it where it runs in another process: asked through its stream, answered through the asker's own.
 *
 * A request that is not answered by its deadline fails, and whoever asked tries again when it likes: the log gives the same index and promise
 * again, whether it heard the first request or not.
 */
import { type Origin, toHex } from '@aboveboard/fairness';
import { err, type Ids, ok, type Scheduler, type Timer } from '@aboveboard/kit';
import type { StreamEntry, Streams, Subscription } from '@aboveboard/streams';
import type { TransparencyLog } from '../ports.ts';
import { LOG_STREAM, type LogAnswer, type LogRequest, logAnswers } from './log-messages.ts';

export interface RemoteLogPorts {
  readonly streams: Streams;
  readonly scheduler: Scheduler;
  readonly ids: Ids;
  readonly origin: Origin;
  /** One process in one life. */
  readonly asker: string;
  /** Of one answer. */
  readonly deadlineMs: number;
}

export interface RemoteLog extends TransparencyLog {
  /** Hears answers from now on. */
  start(): Promise<void>;
  stop(): void;
}

interface Waiting {
  readonly resolve: (entry: LogAnswer['entry']) => void;
  readonly reject: (error: Error) => void;
  readonly timer: Timer;
}

/** Requests without an answer; a table asks one at a time, so this is a great many tables whose log is gone. */
const MOST_WAITING = 4_096;
const AGAIN_MS = 200;

export function createRemoteLog({ streams, scheduler, ids, origin, asker, deadlineMs }: RemoteLogPorts): RemoteLog {
  const answers = logAnswers(asker);
  const waiting = new Map<string, Waiting>();
  let subscription: Subscription | null = null;
  let isStopped = false;

  const ask = async (request: Omit<LogRequest, 'id' | 'asker'>): Promise<LogAnswer['entry']> => {
    if (waiting.size >= MOST_WAITING) throw new Error('the log has too much to do');
    const id = ids.uuid();
    const answered = new Promise<LogAnswer['entry']>((resolve, reject) => {
      const timer = scheduler.after(deadlineMs, () => {
        waiting.delete(id);
        reject(new Error(`the log did not answer within ${deadlineMs} ms`));
      });
      waiting.set(id, { resolve, reject, timer });
    });
    answered.catch(() => {}); // heard below, unless the request itself fails first
    try {
      const sent = await streams.append(LOG_STREAM, [JSON.stringify({ id, asker, ...request } satisfies LogRequest)]);
      if (!sent.ok) throw new Error(`the log takes nothing: ${sent.error}`);
      return await answered;
    } finally {
      waiting.get(id)?.timer.cancel();
      waiting.delete(id);
    }
  };
  const hear = async (entries: readonly StreamEntry[]): Promise<void> => {
    for (const { payload } of entries) {
      const { id, entry } = JSON.parse(payload) as LogAnswer;
      waiting.get(id)?.resolve(entry);
    }
    const last = entries.at(-1);
    if (last) await streams.trim(answers, last.cursor);
  };
  const listen = async (): Promise<void> => {
    if (isStopped) return;
    const tail = await streams.tail(answers);
    subscription = streams.subscribe(answers, tail, { onEntries: hear, onEnd: againSoon });
  };
  const againSoon = (): void => void scheduler.after(AGAIN_MS, () => void listen().catch(againSoon)); // what was missed is asked for again
  return {
    origin,
    start: listen,
    stop: () => {
      isStopped = true;
      subscription?.unsubscribe();
      for (const { reject } of waiting.values()) reject(new Error('stopped'));
    },
    append: async (key, bytes) => {
      const entry = await ask({ key, bytes: toHex(bytes) });
      return entry === 'CONFLICT' || entry === null ? err('CONFLICT') : ok(entry);
    },
    find: async (key) => {
      const entry = await ask({ key, bytes: null });
      return entry === 'CONFLICT' ? null : entry;
    },
  };
}
