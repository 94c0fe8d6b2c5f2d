/**
 * The log as a role of its own: reads what shards ask, appends what came together in one transaction, and answers each.
 *
 * Whatever is asked twice is appended once and answered twice. So askers that hear nothing ask again: what a log that was killed had not
 * answered comes once more, and its successor begins with what comes after its start.
 */
import { fromHex } from '@aboveboard/fairness';
import { assert, type Result, type Scheduler, type Timer } from '@aboveboard/kit';
import type { LoggedEntry } from '@aboveboard/protocol';
import type { Cursor, StreamEntry, Streams, Subscription } from '@aboveboard/streams';
import type { AppendOnlyLog } from './append-only-log.ts';
import { LOG_STREAM, type LogAnswer, type LogRequest, logAnswers } from './log-messages.ts';

export interface LogRolePorts {
  readonly streams: Streams;
  readonly scheduler: Scheduler;
  readonly log: AppendOnlyLog;
  /** Hears of what went wrong; it is tried again. */
  readonly failed: (error: unknown) => void;
}

export interface LogRole {
  /** Whether requests are read and, as far as it knows, answered. */
  isHealthy(): boolean;
  /** Takes no more; what is under way is answered. */
  stop(): Promise<void>;
}

/** Entries of one transaction. */
const BATCH = 100;
const RETRY_MS = 500;

/** Answers what is asked from now on. */
export async function startLogRole({ streams, scheduler, log, failed }: LogRolePorts): Promise<LogRole> {
  let position = await streams.tail(LOG_STREAM);
  let subscription: Subscription | null = null;
  let retry: Timer | null = null;
  let isStopped = false;
  let isFailing = false;
  let working: Promise<void> = Promise.resolve();

  const take = async (entries: readonly StreamEntry[]): Promise<void> => {
    for (let i = 0; i < entries.length && !isStopped; i += BATCH) {
      const some = entries.slice(i, i + BATCH);
      await answerAll(streams, log, some.map(requestOf));
      await trimTo(some.at(-1)?.cursor ?? position);
    }
    isFailing = false;
  };
  const trimTo = async (cursor: Cursor): Promise<void> => {
    position = cursor;
    await streams.trim(LOG_STREAM, cursor);
  };
  const again = async (wasCutOff: boolean): Promise<void> => {
    try {
      if (wasCutOff) position = await streams.tail(LOG_STREAM);
      begin();
    } catch (error) {
      failed(error);
      retry = scheduler.after(RETRY_MS, () => void again(wasCutOff));
    }
  };
  const begin = (): void => {
    if (isStopped) return;
    subscription = streams.subscribe(LOG_STREAM, position, {
      onEntries: (entries) => (working = take(entries)),
      onEnd: (reason) => {
        isFailing = true;
        failed(reason.code === 'CUT_OFF' ? new Error('the log fell behind its stream') : reason.error);
        retry = scheduler.after(RETRY_MS, () => void again(reason.code === 'CUT_OFF'));
      },
    });
  };
  await trimTo(position); // whoever asked that has asked again, or will
  begin();
  return {
    isHealthy: () => !isStopped && !isFailing,
    async stop() {
      isStopped = true;
      retry?.cancel();
      subscription?.unsubscribe();
      await working.catch(failed);
    },
  };
}

function requestOf({ payload }: StreamEntry): LogRequest {
  return JSON.parse(payload) as LogRequest;
}

async function answerAll(streams: Streams, log: AppendOnlyLog, requests: readonly LogRequest[]): Promise<void> {
  const appends = requests.filter(({ bytes }) => bytes !== null);
  const appended = await log.appendAll(appends.map(({ key, bytes }) => ({ key, bytes: fromHex(bytes ?? '') })));
  const answers = new Map<LogRequest, LogAnswer['entry']>(appends.map((request, i) => [request, entryOf(appended[i])]));
  for (const request of requests) if (request.bytes === null) answers.set(request, await log.find(request.key));
  for (const asker of new Set(requests.map((request) => request.asker))) {
    const own = requests.filter((request) => request.asker === asker);
    const texts = own.map((request) =>
      JSON.stringify({ id: request.id, entry: answers.get(request) ?? null } satisfies LogAnswer),
    );
    await streams.append(logAnswers(asker), texts);
  }
}

function entryOf(result: Result<LoggedEntry, 'CONFLICT'> | undefined): LoggedEntry | 'CONFLICT' {
  assert(result, 'an entry without an answer');
  return result.ok ? result.value : result.error;
}
