import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { budgets, precompressed } from './build/budget.ts';
import { leanZod } from './build/lean-zod.ts';

/** Where a server runs while the pages are being worked on (`vite`); the built pages are served by that server itself. */
const SERVER = process.env.ABOVEBOARD_SERVER ?? 'http://localhost:8080';

/** What lobby and table both need, in one file: a dozen small ones compress worse. */
const ON_EVERY_PAGE =
  /\/apps\/web\/src\/(app|ui|cards|games|chips|api)\/|\/packages\/kit\/|\/i18n\/(i18n|words|amount|en\/shared)\.ts|nickname-form|\/node_modules\/(react|react-dom|scheduler|i18next|react-i18next|zustand)\/|\/lucide-react\/dist\/esm\/(create|Icon|default|shared|context|icons\/plus\.)/;

/** The table, without the parts of it that come later. */
const AT_THE_TABLE =
  /\/apps\/web\/src\/(table|verify|ports|sound)\/(?!dock\/(draw-panel|choose-game)|felt\/chip-flights|refusal-words)|\/i18n\/en\/table\.ts/;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    leanZod(),
    budgets([
      { page: 'lobby', module: 'src/lobby/lobby-page.tsx', maxKb: 140 },
      { page: 'table', module: 'src/table/table-page.tsx', maxKb: 175 },
    ]),
    precompressed(),
  ],
  build: {
    target: 'es2023',
    outDir: resolve(import.meta.dirname, 'dist'),
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Our packages do nothing by being imported: what a page does not call of them stays out of it.
      treeshake: { moduleSideEffects: (id) => !/\/packages\/[a-z]+\/src\//.test(id) },
      output: {
        codeSplitting: {
          groups: [
            { name: 'shared', test: ON_EVERY_PAGE },
            { name: 'table', test: AT_THE_TABLE },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': SERVER, '/openapi.json': SERVER, '/ws': { target: SERVER, ws: true } } },
});
