/** A room and a browser for the tests of one file: real server, real pages, real Chromium, and nothing left behind. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, type RunningServer, runServer, type ServerConfig } from '@aboveboard/server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { buildPages } from './build-pages.ts';
import { launchChromium } from './chromium.ts';

/** What is on the stage, from the first test of the file on. */
export interface Stage {
  readonly room: RunningServer;
  readonly browser: Browser;
  /** For files of the tests; removed with all that is in it. */
  readonly folder: string;
}

/** Opens both before the tests of the file that calls it, and closes them after. `settings` are the room's. */
export function setStage(settings: Partial<ServerConfig>): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-browser-'));
  const stage = { folder } as { room: RunningServer; browser: Browser; folder: string };
  beforeAll(async () => {
    const place = { port: 0, host: '127.0.0.1', data: join(folder, 'data'), web: buildPages(folder) };
    const overrides = { logLevel: 'silent' as const, ...place, ...settings };
    stage.room = await runServer({ config: loadConfig({ env: {}, cwd: folder, overrides }) });
    stage.browser = await launchChromium();
  }, 120_000);
  afterAll(async () => {
    await stage.browser?.close();
    await stage.room?.stop(0);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  return stage;
}
