import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Difference, type DifferenceOf, differenceWords } from './difference-words.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../../runbooks/reconciliation.md'), 'utf8');
const account = 'wallet:ana' as never;
/** One of each: a code that is added is missing here. */
const ONE_OF_EACH: { readonly [Code in Difference['code']]: Omit<DifferenceOf<Code>, 'code'> } = {
  SUM_NOT_ZERO: { currency: 'chips' as never, sum: 1 },
  OVERDRAWN: { account, balance: -1 },
  BALANCE_NOT_POSTED: { account, balance: 1_001, posted: 1_000 },
  ESCROW_NOT_STACK: { account, escrow: 5, stack: 4 },
  HAND_NOT_SETTLED: { key: 'hand:t:1' },
  HAND_SETTLED_TWICE: { key: 'hand:t:1' },
  SETTLED_WITHOUT_HAND: { key: 'hand:t:1' },
  POT_NOT_EMPTY: { tableId: 't', pot: 5 },
  POOL_NOT_EMPTY: { account, balance: 5 },
  RESERVED_NOT_PENDING: { account, side: 'leaving', reserved: 5, pending: 4 },
  RESERVED_NOT_COVERED: { account, available: -1 },
  STALE_PENDING: { pending: 'transfer:ana:r/0', sinceMs: 0 },
  SUSPENSE_NOT_CLEARED: { account, balance: 5 },
  JOURNAL_NOT_WHOLE: { firstNo: 1, lastNo: 2, entries: 1 },
  OUTBOX_LAG: { events: 3, sinceMs: 0 },
  CLOSE_NOT_CONTINUOUS: { account, expected: 5, balance: 4 },
};

test('each kind of difference has its words here, and its line in the runbook', () => {
  for (const [code, rest] of Object.entries(ONE_OF_EACH)) {
    const words = differenceWords({ code, ...rest } as Difference);
    expect(words).toMatch(new RegExp(`^${code}: [^{]{20,}$`));
    expect(words).not.toContain('undefined');
    expect(page, code).toContain(`\`${code}\``);
  }
  expect(differenceWords({ code: 'NEW_ONE', x: '\u001b[2J' } as never)).toBe('NEW_ONE: {"code":"NEW_ONE","x":"\\u001b[2J"}');
});
