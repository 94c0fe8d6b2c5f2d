export { seededIds, seededRandom } from './seeded-chance.ts';
export { type VirtualTime, virtualTime } from './virtual-time.ts';
