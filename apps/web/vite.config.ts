import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { budgets, precompressed } from './build/budget.ts';
import { withoutJsonSchema } from './build/without-json-schema.ts';

/** Where a server runs while the pages are being worked on (`vite`); the built pages are served by that server itself. */
const SERVER = process.env.ABOVEBOARD_SERVER ?? 'http://localhost:8080';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    withoutJsonSchema(),
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
  },
  server: { proxy: { '/api': SERVER, '/openapi.json': SERVER, '/ws': { target: SERVER, ws: true } } },
});
