import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{packages,apps,bench,tools}/**/*.test.ts'],
    maxWorkers: 4, // much of the suite waits, for a browser, a clock, a process that is killed: two cores have time for more
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
