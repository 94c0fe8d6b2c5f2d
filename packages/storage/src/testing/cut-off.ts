/** A database whose transactions can be cut off: between any two statements, or when they are committed and nobody has heard of it yet. */
import type { KyselyPlugin } from 'kysely';
import type { Db } from '../database/db.ts';
import type { Trx } from '../database/schema.ts';

export interface CutOffDb {
  readonly db: Db;
  /** Lets what is asked fail after so many statements (0: before the first), of which a commit is one that was done; null: nothing fails. */
  crashAfter(statements: number | null): void;
}

export function cutOff(db: Db): CutOffDb {
  let left: number | null = null;
  const spend = (): void => {
    if (left === 0) throw new Error('cut off');
    if (left !== null) left--;
  };
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      spend();
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const transaction: Db['transaction'] = async (work) => {
    const done = await db.transaction((trx) => work(trx.withPlugin(counting) as Trx));
    spend(); // committed, and nobody hears of it
    return done;
  };
  return {
    db: { ...db, transaction },
    crashAfter: (statements) => {
      left = statements;
    },
  };
}
