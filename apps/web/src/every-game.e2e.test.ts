/**
 * Games of three kinds in a real browser against a real room with bots: open cards, cards changed, and a pot for high and low. Each hand is
 * played to its end by the page's own buttons and its deal verified; nobody else's cards reach the browser before they are shown.
 */
import { expect, test } from 'vitest';
import { guestOnPhone, PHONE } from './testing/guests.ts';
import { joinTable, lastVerified, playUntil, seriousFindings } from './testing/play-page.ts';
import { BUSY_TABLES, setStage } from './testing/stage.ts';

const WITHIN_MS = 60_000;
const stage = setStage({ botThinkMs: 10, betweenHandsMs: 300, turnMs: 10_000, stopWaitMs: 1_000 }, Object.values(BUSY_TABLES));
const guest = (nickname: string) => guestOnPhone(stage.browser, stage.room.url, nickname);

test('stud: open cards of all seats are read, the low card brings in, and the deal verifies', async () => {
  const { page, watch } = await guest('Ana Test');
  await joinTable(page, stage.room.url, 'Seven-card stud');
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
  await joinTable(page, stage.room.url, '2-7 triple draw');
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
  await joinTable(page, stage.room.url, 'Pot-limit Omaha hi-lo');
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
