import { defineConfig } from 'vitest/config';

/** What is tested without the whole house: no process is started, no browser, and most of it waits for nobody. */
const PACKAGES = 'packages/*/src/**/*.test.ts';

export default defineConfig({
  test: {
    isolate: false, // a worker reads the sources once: no test leaves behind what the next file of its worker could see
    maxWorkers: 4, // much of the suite waits, for a browser, a clock, a process that is killed: two cores have time for more
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: 'packages/storage/src/testing/mariadb-of-the-run.ts',
    // They run in the order of their names: what takes long and waits comes first, what is short fills the cores to the end.
    projects: [
      {
        extends: true,
        test: {
          name: 'house',
          include: ['{packages,apps,bench,tools}/**/*.test.ts'],
          exclude: [PACKAGES, '**/node_modules/**'],
        },
      },
      { extends: true, test: { name: 'packages', include: [PACKAGES] } },
    ],
  },
});
