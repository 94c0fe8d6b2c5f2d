import { memoryLedger } from '../testing/memory-ledger.ts';
import type { LedgerEvent } from './book.ts';
import { ledgerContract } from './ledger.contract.ts';
import { type LedgerUnderTest, ledgerModelContract } from './ledger-model.contract.ts';

ledgerContract(
  '[LEDGER-2] [LEDGER-3] [LEDGER-4] [LEDGER-5] [LEDGER-15] [LEDGER-19] [LEDGER-20] [LEDGER-21] [LEDGER-22] [LEDGER-23] [LEDGER-24] [LEDGER-25] [LEDGER-26] in memory',
  () => memoryLedger(),
);

/** A ledger that starts again from its events. */
async function startedFrom(events: LedgerEvent[]): Promise<LedgerUnderTest> {
  return { ledger: memoryLedger(events), restart: () => startedFrom(events) };
}

ledgerModelContract('[LEDGER-2] [LEDGER-3] [LEDGER-4] [LEDGER-5] [LEDGER-23] a ledger in memory', () => startedFrom([]), {
  runs: 100,
  commands: 60,
});
