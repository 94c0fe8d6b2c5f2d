export { type PhhEntry, type PhhFault, readPhh } from './phh/read-phh.ts';
export type { PhhRecord } from './phh/record.ts';
export { type Mismatch, type Replayed, replayHand } from './replay/replay-hand.ts';
