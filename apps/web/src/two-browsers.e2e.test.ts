/**
 * Two browsers and bots at one table for twenty hands, or as many as `ABOVEBOARD_BROWSER_HANDS` says. Every frame that reaches either
 * browser is read as it came over the wire: none holds another's unshown cards, every hand conserves the chips, and neither browser ever
 * shows a deal that does not verify.
 */
import type { FrameWatch } from '@aboveboard/testkit';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { DESKTOP, WITHOUT_MOTION, watchFrames } from './testing/guests.ts';
import { lastVerified, sitDown } from './testing/play-page.ts';
import { setStage } from './testing/stage.ts';

const HANDS = Number(process.env.ABOVEBOARD_BROWSER_HANDS ?? 20);
/** For a machine that has much else to do; a hand takes a quarter of a second where it is quiet. */
const PATIENCE_MS = Math.max(120_000, HANDS * 2_000);
const stage = setStage({
  ...{ botsPerTable: 3, botThinkMs: 0, betweenHandsMs: 0, turnMs: 10_000, revealMs: 5_000, stopWaitMs: 1_000 },
  ...{ commandsPerPlayer: 100_000, commandsPerAddress: 1_000_000 },
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

async function person(nickname: string) {
  const context = await stage.browser.newContext({ viewport: DESKTOP, locale: 'en-US' });
  const page = await context.newPage();
  await page.addInitScript(WITHOUT_MOTION);
  const watch = watchFrames(page);
  await sitDown(page, stage.room.url, nickname, 'six seats');
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

test(
  'two browsers and bots: chips conserved, cards kept, every deal verified',
  async () => {
    const people = [await person('Ana'), await person('Bo')];
    await Promise.all(people.map(({ page, watch }) => handsPlayed(page, watch)));
    for (const { page, watch } of people) {
      expect(watch.fouls).toEqual([]);
      expect(watch.frames).toBeGreaterThan(HANDS * 10);
      expect(await page.evaluate('window.sawFailure')).toBe(false);
      await expect.poll(() => lastVerified(page), { timeout: 10_000 }).toBeGreaterThan(0);
    }
  },
  PATIENCE_MS + 60_000,
);
