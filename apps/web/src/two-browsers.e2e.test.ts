/**
 * Two browsers and bots at one table for two hundred hands. Every frame that reaches either browser is read as it came over the wire:
 * none holds another's unshown cards, every hand conserves the chips, and neither browser ever shows a deal that does not verify.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, type RunningServer, runServer } from '@aboveboard/server';
import { FrameWatch } from '@aboveboard/testkit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPages } from './testing/build-pages.ts';
import { launchChromium } from './testing/chromium.ts';
import { lastVerified, sitDown } from './testing/play-page.ts';

const HANDS = 200;
const PATIENCE_MS = 200_000;
const folder = mkdtempSync(join(tmpdir(), 'aboveboard-browsers-'));
let room: RunningServer;
let browser: Browser;

beforeAll(async () => {
  const fast = {
    ...{ port: 0, host: '127.0.0.1', data: join(folder, 'data'), web: buildPages(folder), logLevel: 'silent' as const },
    ...{ botsPerTable: 3, botThinkMs: 0, betweenHandsMs: 0, turnMs: 10_000, revealMs: 5_000, stopWaitMs: 1_000 },
    ...{ commandsPerPlayer: 100_000, commandsPerAddress: 1_000_000 },
  };
  room = await runServer({ config: loadConfig({ env: {}, cwd: folder, overrides: fast }) });
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await room?.stop(0);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/**
 * Plays by the page's own buttons, as fast as they appear: checks where it is free and folds elsewhere, so that the chips last. Runs in
 * the page, and notes whether the badge ever says that a deal did not verify.
 */
const PLAY_BY_THE_BUTTONS = `
  window.sawFailure = false;
  const press = (button) => button && !button.disabled && (button.click(), true);
  setInterval(() => {
    if (document.querySelector('[data-state="failed"]')) window.sawFailure = true;
    const call = document.querySelector('button[aria-keyshortcuts="c"]');
    const price = Number((call?.textContent ?? '').replace(/\\D/g, ''));
    press(price === 0 ? call : document.querySelector('button[aria-keyshortcuts="f"]'));
    press([...document.querySelectorAll('[role="dialog"] button, [role="alertdialog"] button')].find((b) => /^Fold/.test(b.textContent)));
  }, 20);
`;

/** Cards and chips lie where they belong at once, as a player may choose in the settings. */
const WITHOUT_MOTION = `localStorage.setItem('aboveboard:preferences', '{"state":{"motion":"off"},"version":0}')`;

async function person(nickname: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  const page = await context.newPage();
  await page.addInitScript(WITHOUT_MOTION);
  const watch = new FrameWatch();
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => watch.read(String(payload))));
  await sitDown(page, room.url, nickname, 'six seats');
  await page.evaluate(PLAY_BY_THE_BUTTONS);
  return { page, watch };
}

/** Waits for the hands; what the page says belongs to a failure. */
async function handsPlayed(page: Page, watch: FrameWatch): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (watch.hands < HANDS) {
    if (Date.now() > deadline)
      throw new Error(`${watch.hands} hands; the page says: ${await page.locator('main').innerText()}`);
    await page.waitForTimeout(200);
  }
}

test('two browsers and bots, two hundred hands: chips conserved, cards kept, every deal verified', async () => {
  const people = [await person('Ana'), await person('Bo')];
  await Promise.all(people.map(({ page, watch }) => handsPlayed(page, watch)));
  for (const { page, watch } of people) {
    expect(watch.fouls).toEqual([]);
    expect(watch.frames).toBeGreaterThan(HANDS * 10);
    expect(await page.evaluate('window.sawFailure')).toBe(false);
    await expect.poll(() => lastVerified(page), { timeout: 10_000 }).toBeGreaterThan(0);
  }
}, 240_000);
