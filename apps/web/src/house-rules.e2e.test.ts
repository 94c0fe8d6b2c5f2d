/**
 * House rules on a phone, in real browsers against a real room: a table is opened with them, the game is chosen by the player on the button, and
 * an empty seat is tapped to move to it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, type RunningServer, runServer } from '@aboveboard/server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPages } from './testing/build-pages.ts';
import { launchChromium } from './testing/chromium.ts';
import { lastVerified, playUntil, seriousFindings } from './testing/play-page.ts';

const PHONE = { width: 360, height: 640 };
const WITHIN_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'aboveboard-house-'));
let room: RunningServer;
let browser: Browser;

beforeAll(async () => {
  const quick = {
    ...{ port: 0, host: '127.0.0.1', data: join(folder, 'data'), web: buildPages(folder), logLevel: 'silent' as const },
    ...{ bots: false, betweenHandsMs: 1_000, turnMs: 20_000, stopWaitMs: 1_000 },
  };
  room = await runServer({ config: loadConfig({ env: {}, cwd: folder, overrides: quick }) });
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await room?.stop(0);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

async function guest(nickname: string): Promise<Page> {
  const page = await browser.newPage({ viewport: PHONE, locale: 'en-US' });
  page.setDefaultTimeout(10_000);
  await page.addInitScript(`localStorage.setItem('aboveboard:preferences', '{"state":{"motion":"off"},"version":0}')`);
  await page.goto(room.url);
  await page.getByLabel('Your nickname').fill(nickname);
  await page.getByRole('button', { name: 'Come in' }).click();
  await page.getByRole('button', { name: `Your account: ${nickname}` }).waitFor();
  return page;
}

async function sitAt(page: Page, seat: number): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^Seat ${seat}\\b`) }).click();
  await page.getByRole('button', { name: /^Sit down with/ }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('a table by house rules: opened on a phone, its game chosen, a seat changed, its deals verified', async () => {
  const [ana, bo] = [await guest('Ana Test'), await guest('Bo Test')];
  await ana.getByRole('button', { name: 'New table' }).click();
  await ana.getByRole('dialog').getByRole('combobox').selectOption('HORSE');
  await ana.getByText('More options').click();
  await ana.getByLabel('Dealer’s choice').check();
  await ana.getByRole('group', { name: 'Kill pots' }).getByText('Full').click();
  expect(await seriousFindings(ana)).toEqual([]);
  expect(await ana.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  await ana.getByLabel(/^Private/).uncheck();
  await ana.getByRole('button', { name: 'Open the table' }).click();
  await ana.getByRole('button', { name: 'Go to the table' }).click();
  await sitAt(ana, 1);

  await bo.getByText('dealer’s choice · full kill').waitFor();
  await bo.goto(ana.url());
  await sitAt(bo, 2);

  const choose = (page: Page) => page.getByRole('group', { name: 'Choose the next game' });
  await expect.poll(async () => (await choose(ana).count()) + (await choose(bo).count()), { timeout: 8_000 }).toBe(1);
  const [chooser, other] = (await choose(ana).count()) > 0 ? [ana, bo] : [bo, ana];
  await other.getByText('chooses the next game').waitFor();
  expect(await seriousFindings(chooser)).toEqual([]);
  expect(await chooser.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  await choose(chooser).getByRole('button', { name: 'Razz', exact: true }).click();
  await other.getByText('Razz').first().waitFor();

  await ana.getByRole('button', { name: 'Seat 5' }).click();
  await ana.getByRole('dialog', { name: 'Move to seat 5?' }).getByRole('button', { name: 'Move', exact: true }).click();
  await ana.getByRole('dialog').waitFor({ state: 'detached' });
  const hasMoved = async () => (await bo.getByRole('button', { name: 'Seat 1' }).count()) === 1;
  const both = [ana, bo].map((page) =>
    playUntil(page, async () => (await hasMoved()) && (await lastVerified(page)) > 1, WITHIN_MS),
  );
  await Promise.all(both);
}, 120_000);
