export type { PhhAction } from './phh/action.ts';
export type { PhhDetails, PhhValue } from './phh/details.ts';
export { type PhhEntry, type PhhFault, readPhh } from './phh/read-phh.ts';
export type { PhhRecord } from './phh/record.ts';
export { writePhh, writePhhs } from './phh/write-phh.ts';
export { readHands } from './read-hands.ts';
export { type Mismatch, type Replayed, replayHand } from './replay/replay-hand.ts';
export { readText } from './text/read-text.ts';
