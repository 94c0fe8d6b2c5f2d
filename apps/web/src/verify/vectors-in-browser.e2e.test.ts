/**
 * The vectors of SCB-1 in a real browser, on a page that came over plain HTTP from a host that is not this machine's own name: there
 * the browser has no `crypto.subtle`, as on a home network.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../testing/chromium.ts';

const root = join(import.meta.dirname, '../../../..');
const HOST = 'cards.test';
let server: Server;
let browser: Browser;

/** The runner as one script, bundled from its sources as the web client is. */
async function bundle(): Promise<string> {
  const entry = 'virtual:vectors';
  const built = await build({
    root: join(root, 'apps/web'),
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, rollupOptions: { input: entry } },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? `\0${entry}` : null),
        load: (id) =>
          id === `\0${entry}`
            ? "import { runVectors } from '@aboveboard/fairness/vectors'; window.runVectors = runVectors;"
            : null,
      },
    ],
  });
  const [{ output }] = [built].flat() as [Rolldown.RolldownOutput];
  return output[0].code;
}

beforeAll(async () => {
  const script = await bundle();
  const pages: Record<string, [string, string]> = {
    '/': ['text/html', '<!doctype html><title>vectors</title><script type="module" src="/run.js"></script>'],
    '/run.js': ['text/javascript', script],
    '/scb1.json': ['application/json', readFileSync(join(root, 'fixtures/vectors/scb1.json'), 'utf8')],
  };
  server = createServer((request, response) => {
    const [type, body] = pages[request.url ?? ''] ?? ['text/plain', ''];
    response.writeHead(body ? 200 : 404, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await launchChromium(`--host-resolver-rules=MAP ${HOST} 127.0.0.1`);
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

test('[FAIR-5] all vectors pass and all faults are refused in a browser over plain HTTP', async () => {
  const page = await browser.newPage();
  await page.goto(`http://${HOST}:${(server.address() as AddressInfo).port}/`);
  expect(await page.evaluate('typeof crypto.subtle')).toBe('undefined');
  await page.waitForFunction('typeof window.runVectors === "function"');
  const outcome = await page.evaluate(
    'fetch("/scb1.json").then((reply) => reply.json()).then((vectors) => window.runVectors(vectors))',
  );
  expect(outcome).toEqual({ passed: 97, refused: 127, failures: [] });
}, 120_000);
