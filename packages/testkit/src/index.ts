export { anyPlay, anyPlayOf, type Play } from './any-play.ts';
export { chipsAtTable } from './chips-at-table.ts';
export { FrameWatch } from './frame-watch.ts';
export { type Replayed, replay } from './hand-script/replay.ts';
export { judge, type Verdict } from './referee.ts';
export { seededIds, seededRandom } from './seeded-chance.ts';
export { type VirtualTime, virtualTime } from './virtual-time.ts';
