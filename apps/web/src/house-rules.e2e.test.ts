/**
 * House rules on a phone, in real browsers against a real room: a table is opened with them, the game is chosen by the player on the button, and
 * an empty seat is tapped to move to it.
 */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { guestOnPhone, PHONE } from './testing/guests.ts';
import { lastVerified, playUntil, seriousFindings } from './testing/play-page.ts';
import { setStage } from './testing/stage.ts';

const WITHIN_MS = 60_000;
const stage = setStage({ bots: false, betweenHandsMs: 1_000, turnMs: 20_000, stopWaitMs: 1_000 });

async function guest(nickname: string): Promise<Page> {
  const { page } = await guestOnPhone(stage.browser, stage.room.url, nickname);
  page.setDefaultTimeout(10_000);
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
