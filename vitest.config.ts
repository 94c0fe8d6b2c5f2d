import { defineConfig } from 'vitest/config';

/** Packages without I/O: nothing that one of their tests does is there for the next, so they share their workers. */
const PURE = '{kit,engine,fairness,ledger,protocol,odds,notation,client}';
/** Packages whose tests have databases, streams and time of their own: nothing of one file is there for the next either. */
const PARTS = '{room,bots,storage,streams,testkit}';
const MARIADB = 'packages/storage/src/testing/mariadb-of-the-run.ts';

export default defineConfig({
  test: {
    maxWorkers: 4, // much of the suite waits, for a browser, a clock, a process that is killed: two cores have time for more
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: [`packages/${PURE}/src/**/*.test.ts`], isolate: false },
      },
      {
        extends: true,
        test: { name: 'parts', globalSetup: MARIADB, include: [`packages/${PARTS}/src/**/*.test.ts`], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'house',
          globalSetup: MARIADB,
          include: ['{packages,apps,bench,tools}/**/*.test.ts'],
          exclude: [`packages/${PURE}/**`, `packages/${PARTS}/**`, '**/node_modules/**'],
        },
      },
    ],
  },
});
