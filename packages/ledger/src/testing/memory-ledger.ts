/** A ledger in memory: the book behind the port. What a database does is compared with it. */
import { err, ok } from '@aboveboard/kit';
import { type Book, decide, evolve, type LedgerCommand, type LedgerEvent, replay } from '../book/book.ts';
import type { LedgerPort } from '../book/ledger-port.ts';

/** @param events what happened before; what happens now is added, so that another ledger can begin where this one stopped. */
export function memoryLedger(events: LedgerEvent[] = []): LedgerPort {
  let book: Book = replay(events);
  const run = (command: LedgerCommand) => {
    const decided = decide(book, command);
    if (decided.ok) {
      events.push(...decided.value);
      book = decided.value.reduce(evolve, book);
    }
    return decided;
  };
  return {
    post: async (batch) => {
      const done = run({ kind: 'post', batch });
      return done.ok ? ok(done.value.length === 0 ? 'exists' : 'posted') : done;
    },
    expire: async (nowMs, limit) => {
      const done = run({ kind: 'expire', nowMs, limit });
      return done.ok ? done.value.flatMap((event) => (event.kind === 'expired' ? event.pending : [])) : [];
    },
    takeTable: async (tableId, epoch) => {
      const done = run({ kind: 'take-table', tableId, epoch });
      return done.ok ? ok(undefined) : err(done.error);
    },
    accounts: async () => book.accounts,
    reservation: async (id) => book.reservations.get(id) ?? null,
    batches: async () => [...book.batches.values()],
  };
}
