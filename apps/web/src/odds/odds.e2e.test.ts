/**
 * The odds page in a real browser: aces against kings counted in the worker, by tapping and by typing, on a desktop and on a phone.
 */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { DESKTOP, PHONE } from '../testing/guests.ts';
import { picture } from '../testing/picture.ts';
import { seriousFindings } from '../testing/play-page.ts';
import { setStage } from '../testing/stage.ts';

const stage = setStage({ bots: false });

/** What each hand is worth, as the page says it. */
function equities(page: Page): Promise<string[]> {
  return page.getByRole('list').locator('b').allInnerTexts();
}

test('aces against kings are tapped, counted in the worker, and the address can be sent on', async () => {
  const page = await stage.browser.newPage({ viewport: DESKTOP, locale: 'en-US' });
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(String(error)));
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.goto(`${stage.room.url}/odds`);
  const deck = page.getByRole('toolbar', { name: 'The deck' });
  for (const card of ['ace of spades', 'ace of hearts', 'king of diamonds', 'king of clubs'])
    await deck.getByRole('button', { name: card }).click();
  await page
    .getByRole('status')
    .getByText(/^All 1,712,304 deals counted in/)
    .waitFor();
  expect(await equities(page)).toEqual(['81.26%', '18.74%']);
  await picture(page, 'odds-desktop');
  expect(workers.join()).toMatch(/odds\.worker/);
  expect(await seriousFindings(page)).toEqual([]);
  expect(new URL(page.url()).search).toBe('?hand=AsAh&hand=KdKc');
  await page.reload();
  await page
    .getByRole('status')
    .getByText(/^All 1,712,304 deals counted in/)
    .waitFor();
  expect(await equities(page)).toEqual(['81.26%', '18.74%']);
  expect(broken).toEqual([]);
  await page.close();
}, 60_000);

test('by keyboard alone: ranges are typed, arrows walk the deck, and long counting can be stopped', async () => {
  const page = await stage.browser.newPage({ viewport: DESKTOP, locale: 'de-DE' });
  await page.goto(`${stage.room.url}/odds`);
  await page.getByLabel('Hand 1 als Text').fill('AA');
  await page.getByLabel('Hand 2 als Text').fill('KK, 76s-5');
  await page.getByText('Zeichen 5: 76s-5 ist keine Hand.').waitFor();
  await page.getByLabel('Hand 2 als Text').fill('KK:0.5');
  await page.reload(); // all of it is in the address
  await page
    .getByRole('status')
    .getByText(/^Alle 61.642.944 Deals/)
    .waitFor(); // 36 meetings of 1 712 304 boards
  expect((await equities(page))[0]).toMatch(/^81,9/);
  await page.getByRole('button', { name: /^Board: noch/ }).press('Enter');
  await page.getByRole('toolbar').getByRole('button', { name: 'Pik Ass' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter'); // the king of hearts
  await expect.poll(() => page.getByLabel('Board als Text').inputValue()).toBe('Kh');
  await page.getByRole('combobox').selectOption('PO6');
  for (const no of [1, 2]) await page.getByLabel(`Hand ${no} als Text`).fill('random');
  await page.getByRole('button', { name: 'Abbrechen' }).click();
  await page.getByRole('status').getByText('Angehalten.').waitFor();
  await page.getByRole('button', { name: 'Noch einmal zählen' }).click();
  await page.getByRole('progressbar').waitFor();
  await page.close();
}, 60_000);

test('on a phone the deck stays in reach and nothing hangs over the edge', async () => {
  const page = await stage.browser.newPage({
    viewport: PHONE,
    deviceScaleFactor: 2,
    locale: 'en-US',
    hasTouch: true,
  });
  await page.goto(`${stage.room.url}/odds?game=F7S%2F8&hand=AsKsQd2d&hand=3h4d8c9c`);
  await page.getByRole('status').getByText('200,000 deals by chance').waitFor({ timeout: 30_000 });
  const deck = page.getByRole('toolbar', { name: 'The deck' });
  await deck.getByRole('button', { name: 'five of hearts' }).tap();
  await expect.poll(() => page.url()).toContain('hand=AsKsQd2d5h');
  await page
    .getByRole('status')
    .getByText(/^All [\d,]+ deals counted/)
    .waitFor({ timeout: 30_000 });
  await picture(page, 'odds-phone');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  expect(await seriousFindings(page)).toEqual([]);
  await page.close();
}, 60_000);
