import { memoryLedger } from '../testing/memory-ledger.ts';
import { ledgerContract } from './ledger.contract.ts';

ledgerContract(
  '[LEDGER-2] [LEDGER-3] [LEDGER-4] [LEDGER-5] [LEDGER-15] [LEDGER-19] [LEDGER-20] [LEDGER-21] [LEDGER-22] [LEDGER-23] [LEDGER-24] [LEDGER-25] [LEDGER-26] in memory',
  memoryLedger,
);
