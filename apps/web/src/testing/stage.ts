/** A room and a browser for the tests of one file: real server, real pages, real Chromium, and nothing left behind. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rest } from '@aboveboard/protocol';
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

/** Tables of the house at which bots play by themselves, whoever is there. */
export const BUSY_TABLES = { six: 'Willow, six seats', nine: 'Juniper, nine seats', headsUp: 'Hazel, heads-up' } as const;

/**
 * Opens both before the tests of the file that calls it, and closes them after.
 *
 * @param settings the room's
 * @param closed names of tables that its operator closes first: bots that nobody looks at cost the machine what the test needs
 */
export function setStage(settings: Partial<ServerConfig>, closed: readonly string[] = []): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-browser-'));
  const stage = { folder } as { room: RunningServer; browser: Browser; folder: string };
  beforeAll(async () => {
    const place = { port: 0, host: '127.0.0.1', data: join(folder, 'data'), web: buildPages(folder) };
    const overrides = { logLevel: 'silent' as const, ...place, ...settings };
    stage.room = await runServer({ config: loadConfig({ env: {}, cwd: folder, overrides }) });
    await closeTables(stage.room, closed);
    stage.browser = await launchChromium();
  }, 120_000);
  afterAll(async () => {
    await stage.browser?.close();
    await stage.room?.stop(0);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  return stage;
}

async function closeTables({ url, operatorToken }: RunningServer, names: readonly string[]): Promise<void> {
  const headers = { authorization: `Bearer ${operatorToken}` };
  const { tables } = rest.lobbyReply.parse(await (await fetch(`${url}/api/v1/lobby`)).json());
  for (const name of names) {
    const id = tables.find(({ settings }) => settings.name === name)?.settings.tableId;
    const answer = await fetch(`${url}/api/v1/operator/tables/${id}/close`, { method: 'POST', headers });
    if (!answer.ok) throw new Error(`${name} was not closed: ${await answer.text()}`);
  }
}
