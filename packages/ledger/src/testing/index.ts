export { playPage } from './ledger-page.ts';
export { memoryLedger } from './memory-ledger.ts';
