import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AccountId, ISSUANCE, walletOf } from '../chart/accounts.ts';
import { amount } from '../posting/leg.ts';
import { anyBatch, inPlay } from '../testing/any-batch.ts';
import { type Book, decide, EMPTY_BOOK, evolve } from './book.ts';
import { addBalances, NOTHING } from './changes.ts';
import { linkedBatch, type Step } from './linked-batch.ts';
import { postAll } from './post-all.ts';

const transfer = (debit: AccountId, credit: AccountId, chips: number): Step => ({
  kind: 'transfer',
  debit,
  credit,
  amount: amount(chips),
  reason: 'transfer',
});
const [ana, bo] = [walletOf('ana'), walletOf('bo')];

test('[LEDGER-41] a batch sees what the ones before it did, and a refusal is its own', () => {
  const all = postAll(EMPTY_BOOK, [
    linkedBatch({ key: 'a', atMs: 0 }, [transfer(ISSUANCE, ana, 10)]),
    linkedBatch({ key: 'b', atMs: 0 }, [transfer(ana, bo, 11)]),
    linkedBatch({ key: 'c', atMs: 0 }, [transfer(ana, bo, 10)]),
    linkedBatch({ key: 'a', atMs: 0 }, [transfer(ISSUANCE, ana, 10)]),
  ]);
  expect(all.answers.map((answer) => (answer.ok ? answer.value : answer.error.status))).toEqual([
    'posted',
    'insufficient_chips',
    'posted',
    'exists',
  ]);
  expect(all.posted.map(({ key }) => key)).toEqual(['a', 'c']);
  expect([...all.changes].map(([account, { balance }]) => `${account} ${balance}`)).toEqual(['issuance -10', 'wallet:bo 10']);
});

test('[LEDGER-41] any batches come to the same at once as one after the other', () => {
  const anyBatches = fc.array(anyBatch, { minLength: 10, maxLength: 40, size: 'max' });
  fc.assert(
    fc.property(anyBatches, fc.nat(20), (batches, first) => {
      const step = (book: Book, any: (typeof batches)[number]): Book => {
        const decided = decide(book, { kind: 'post', batch: inPlay(any, [...book.reservations.keys()], 0) });
        return decided.ok ? decided.value.reduce(evolve, book) : book;
      };
      const book = batches.slice(0, first).reduce(step, EMPTY_BOOK);
      const rest = batches.slice(first).map((any) => inPlay(any, [...book.reservations.keys()], 0));
      let serial = book;
      const answers = rest.map((batch) => {
        const decided = decide(serial, { kind: 'post', batch });
        if (decided.ok) serial = decided.value.reduce(evolve, serial);
        return decided.ok ? (decided.value.length === 0 ? 'exists' : 'posted') : decided.error;
      });
      const all = postAll(book, rest);
      expect(all.answers.map((answer) => (answer.ok ? answer.value : answer.error))).toEqual(answers);
      for (const [account, after] of serial.accounts) {
        const change = all.changes.get(account) ?? NOTHING;
        expect(addBalances(book.accounts.get(account) ?? NOTHING, change)).toEqual(after);
      }
      expect([...all.changes.keys()]).toEqual([...all.changes.keys()].sort());
    }),
  );
});
