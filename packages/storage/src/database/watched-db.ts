/** A database of which it is known whether anything that was asked of it is under way. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { assert } from '@aboveboard/kit';
import type { KyselyPlugin, QueryId } from 'kysely';
import type { Db } from './db.ts';

export interface WatchedDb {
  readonly db: Db;
  /** Comes when nothing is under way, neither in the database nor in what its answers set going. @throws when it does not answer. */
  rest(): Promise<void>;
}

const LONGEST_ANSWER_MS = 30_000;
/** Turns of the event loop without anything under way: an answer may ask the next thing a turn later. */
const QUIET_TURNS = 2;

export function watchedDb(real: Db): WatchedDb {
  const reads = new Set<QueryId>();
  let works = 0;
  const counting: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      reads.add(queryId);
      return node;
    },
    async transformResult({ result, queryId }) {
      reads.delete(queryId);
      return result;
    },
  };
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    works += 1;
    try {
      return await work();
    } finally {
      works -= 1;
    }
  };
  return {
    db: {
      reader: real.reader.withPlugin(counting),
      transaction: (work) => counted(() => real.transaction(work)),
      snapshot: (work) => counted(() => real.snapshot(work)),
      close: () => real.close(),
    },
    async rest() {
      const sinceMs = performance.now();
      for (let quiet = 0; quiet < QUIET_TURNS; ) {
        await nextTurn();
        quiet = works + reads.size === 0 ? quiet + 1 : 0;
        assert(performance.now() - sinceMs < LONGEST_ANSWER_MS, 'the database does not answer');
      }
    },
  };
}
