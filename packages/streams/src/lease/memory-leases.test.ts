import { virtualTime } from '@aboveboard/testkit';
import { leasesContract } from './leases.contract.ts';
import { memoryLeases } from './memory-leases.ts';

leasesContract('[STREAM-11] leases in memory', () => {
  const time = virtualTime();
  return { leases: memoryLeases(time.clock, time.scheduler), advance: (ms) => time.advance(ms) };
});
