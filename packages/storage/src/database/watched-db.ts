/** A database of which it is known whether anything that was asked of it is under way. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KyselyPlugin, QueryId } from 'kysely';
import type { Db } from './db.ts';

export interface WatchedDb {
  readonly db: Db;
  /** Comes when nothing is under way, neither in the database nor in what its answers set going. @throws when the database does not answer. */
  rest(): Promise<void>;
}

const LONGEST_ANSWER_MS = 30_000;
/** Turns of the event loop without anything under way: an answer may ask the next thing a turn later. */
const QUIET_TURNS = 2;

export function watchedDb(real: Db): WatchedDb {
  const underWay = new Set<QueryId | symbol>();
  let answered = (): void => {};
  const done = (what: QueryId | symbol): void => {
    underWay.delete(what);
    if (underWay.size === 0) answered();
  };
  const counting: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      underWay.add(queryId);
      return node;
    },
    async transformResult({ result, queryId }) {
      done(queryId);
      return result;
    },
  };
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    const what = Symbol('work');
    underWay.add(what);
    return work().finally(() => done(what));
  };
  const allAnswered = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the database does not answer')), LONGEST_ANSWER_MS);
      answered = () => {
        clearTimeout(late);
        resolve();
      };
    });
  return {
    db: {
      reader: real.reader.withPlugin(counting),
      transaction: (work) => counted(() => real.transaction(work)),
      snapshot: (work) => counted(() => real.snapshot(work)),
      close: () => real.close(),
    },
    async rest() {
      for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
        await nextTurn();
        if (underWay.size === 0) continue;
        await allAnswered();
        quiet = -1;
      }
    },
  };
}
