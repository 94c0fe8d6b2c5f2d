/**
 * Games of three kinds in a real browser against a real room with bots: open cards, cards changed, and a pot for high and low. Each hand is
 * played to its end by the page's own buttons and its deal verified; nobody else's cards reach the browser before they are shown.
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
import { joinTable, lastVerified, playUntil, seriousFindings } from './testing/play-page.ts';

const PHONE = { width: 360, height: 640 };
const WITHIN_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'aboveboard-games-'));
let room: RunningServer;
let browser: Browser;

beforeAll(async () => {
  const quick = {
    ...{ port: 0, host: '127.0.0.1', data: join(folder, 'data'), web: buildPages(folder), logLevel: 'silent' as const },
    ...{ botThinkMs: 10, betweenHandsMs: 300, turnMs: 10_000, stopWaitMs: 1_000 },
  };
  room = await runServer({ config: loadConfig({ env: {}, cwd: folder, overrides: quick }) });
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await room?.stop(0);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** A guest with the cards lying still, so that nothing waits for pictures. */
async function guest(nickname: string): Promise<{ page: Page; watch: FrameWatch }> {
  const page = await browser.newPage({ viewport: PHONE, locale: 'en-US' });
  await page.addInitScript(`localStorage.setItem('aboveboard:preferences', '{"state":{"motion":"off"},"version":0}')`);
  const watch = new FrameWatch();
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => watch.read(String(payload))));
  await page.goto(room.url);
  await page.getByLabel('Your nickname').fill(nickname);
  await page.getByRole('button', { name: 'Come in' }).click();
  await page.getByRole('button', { name: `Your account: ${nickname}` }).waitFor();
  return { page, watch };
}

test('stud: open cards of all seats are read, the low card brings in, and the deal verifies', async () => {
  const { page, watch } = await guest('Ana Test');
  await joinTable(page, room.url, 'Seven-card stud');
  let open = 0;
  let looked = false;
  await playUntil(
    page,
    async () => open > 0 && (await lastVerified(page)) > 0,
    WITHIN_MS,
    async () => {
      expect(await page.getByRole('slider').count()).toBe(0); // bets are fixed
      open = Math.max(open, await page.getByText(/ Open: /).count());
      if (looked) return;
      looked = true;
      expect(await seriousFindings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
    },
  );
  expect(watch.fouls).toEqual([]);
  await page.close();
}, 90_000);

test('2-7 triple draw: cards are picked on the felt and changed, and the deal verifies', async () => {
  const { page, watch } = await guest('Bo Test');
  await joinTable(page, room.url, '2-7 triple draw');
  const draw = page.locator('button[aria-keyshortcuts="d"]');
  const picked = page.getByRole('region', { name: 'The table' }).locator('button[aria-pressed]');
  let draws = 0;
  const change = async () => {
    expect(await picked.count()).toBe(5);
    if (draws === 0) expect(await seriousFindings(page)).toEqual([]);
    await picked.first().click();
    await page.keyboard.press('2');
    await expect.poll(() => draw.textContent()).toBe('Draw 2');
    await page.keyboard.press('d');
    await draw.waitFor({ state: 'detached' });
    draws += 1;
  };
  await playUntil(page, async () => draws >= 2 && (await lastVerified(page)) > 0, WITHIN_MS, undefined, change);
  expect(watch.fouls).toEqual([]);
  await page.close();
}, 90_000);

test('pot-limit Omaha hi-lo: four cards, the pot as the limit, and the deal verifies', async () => {
  const { page, watch } = await guest('Cy Test');
  await joinTable(page, room.url, 'Pot-limit Omaha hi-lo');
  let looked = false;
  await playUntil(
    page,
    async () => looked && (await lastVerified(page)) > 0,
    WITHIN_MS,
    async () => {
      if (looked) return;
      looked = true;
      expect(await page.getByRole('button', { name: 'Pot', exact: true }).count()).toBe(1);
      expect(await page.getByRole('button', { name: 'All-in', exact: true }).count()).toBe(0);
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('?');
      await page.getByText('exactly two of them play').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  );
  expect(watch.fouls).toEqual([]);
  await page.close();
}, 90_000);
