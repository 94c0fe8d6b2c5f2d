import { memoryLedger } from '../testing/memory-ledger.ts';
import type { LedgerEvent } from './book.ts';
import { ledgerContract } from './ledger.contract.ts';
import { type LedgerUnderTest, ledgerModelContract } from './ledger-model.contract.ts';
import type { LedgerPort } from './ledger-port.ts';

ledgerContract(
  '[LEDGER-2] [LEDGER-3] [LEDGER-4] [LEDGER-5] [LEDGER-15] [LEDGER-19] [LEDGER-20] [LEDGER-21] [LEDGER-22] [LEDGER-23] [LEDGER-24] [LEDGER-25] [LEDGER-26] in memory',
  () => memoryLedger(),
);

/** A ledger that starts again from its events, and can be cut off before it books something or before it says so. */
async function startedFrom(events: LedgerEvent[]): Promise<LedgerUnderTest> {
  const kept = memoryLedger(events);
  let statements = Number.POSITIVE_INFINITY;
  const post: LedgerPort['post'] = async (batch) => {
    if (statements === 0) throw new Error('cut off before it was booked');
    const answer = await kept.post(batch);
    if (statements < 8) throw new Error('cut off before it was said');
    return answer;
  };
  return {
    ledger: { ...kept, post },
    restart: () => startedFrom(events),
    crashAfter: (after) => {
      statements = after;
    },
  };
}

ledgerModelContract('[LEDGER-2] [LEDGER-3] [LEDGER-4] [LEDGER-5] [LEDGER-23] a ledger in memory', () => startedFrom([]), {
  runs: 100,
  commands: 60,
});
