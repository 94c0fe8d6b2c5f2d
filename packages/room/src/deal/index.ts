export type { CutDeal, SealedDeal } from './deal-protocol.ts';
export { beginMap, cardsToDiscard, dealNext, type HandOnMap, type Proven, proveEvent } from './dealing.ts';
export { layoutOf } from './layout-of.ts';
export { publicDeal } from './public-deal.ts';
export { createDealer } from './scb1-dealer.ts';
