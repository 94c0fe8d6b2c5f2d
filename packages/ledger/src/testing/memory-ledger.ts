/** A ledger in memory: the book behind the port. What a database does is compared with it. */
import { err, ok } from '@aboveboard/kit';
import { type Book, decide, EMPTY_BOOK, evolve, type LedgerCommand } from '../book/book.ts';
import type { LedgerPort } from '../book/ledger-port.ts';

export function memoryLedger(): LedgerPort {
  let book: Book = EMPTY_BOOK;
  const run = (command: LedgerCommand) => {
    const decided = decide(book, command);
    if (decided.ok) book = decided.value.reduce(evolve, book);
    return decided;
  };
  return {
    post: async (batch) => {
      const done = run({ kind: 'post', batch });
      return done.ok ? ok(done.value.length === 0 ? 'exists' : 'posted') : err(done.error);
    },
    expire: async (nowMs, limit) => {
      const done = run({ kind: 'expire', nowMs, limit });
      return done.ok ? done.value.flatMap((event) => (event.kind === 'expired' ? event.pending : [])) : [];
    },
    takeTable: async (tableId, epoch) => {
      const done = run({ kind: 'take-table', tableId, epoch });
      return done.ok ? ok(undefined) : done;
    },
    accounts: async () => book.accounts,
    reservation: async (id) => book.reservations.get(id) ?? null,
    batches: async () => [...book.batches.values()],
  };
}
