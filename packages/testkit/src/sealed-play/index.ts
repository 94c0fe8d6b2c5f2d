export { anyDecision } from './any-decision.ts';
export { playSealed, type SealedPlay, type SealedPlayRequest } from './sealed-play.ts';
