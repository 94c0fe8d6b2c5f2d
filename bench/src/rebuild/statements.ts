/** A database whose statements are counted. */
import type { Db } from '@aboveboard/storage';

type Plugin = Parameters<Db['reader']['withPlugin']>[0];

/** Counts what it is asked, in transactions and outside, `begin` and `commit` too. */
export function statementsOf(db: Db): { readonly db: Db; statements(): number } {
  let sent = 0;
  const counting: Plugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      sent += 1;
      return result;
    },
  };
  const transaction: Db['transaction'] = (work) => {
    sent += 2;
    return db.transaction((trx) => work(trx.withPlugin(counting) as typeof trx));
  };
  return { db: { ...db, reader: db.reader.withPlugin(counting), transaction }, statements: () => sent };
}
