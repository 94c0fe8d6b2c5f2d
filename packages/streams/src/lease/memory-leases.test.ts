import { leasesContract } from './leases.contract.ts';
import { memoryLeases } from './memory-leases.ts';

leasesContract('leases in memory', () => {
  let nowMs = 1_000;
  return {
    leases: memoryLeases({ nowMs: () => nowMs }),
    advance: (ms) => {
      nowMs += ms;
    },
  };
});
