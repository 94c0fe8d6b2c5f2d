/**
 * The whole way of a guest, in a real browser against a real room: come in, sit down, play against bots, see the deal verified, take
 * the receipt home, and have it accepted as it is and refused with any bit of it changed.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyReceipt } from '@aboveboard/fairness';
import { expect, test } from 'vitest';
import { DESKTOP, PHONE } from './testing/guests.ts';
import { lineTo } from './testing/line.ts';
import { picture } from './testing/picture.ts';
import { lastVerified, playUntil, seriousFindings, sitDown } from './testing/play-page.ts';
import { setStage } from './testing/stage.ts';

const ROOT = join(import.meta.dirname, '../../..');
const stage = setStage({ botThinkMs: 40, betweenHandsMs: 700, turnMs: 8_000, stopWaitMs: 3_000 });

test('a guest sits down, plays three hands, sees them verified and takes the receipt home', async () => {
  const page = await stage.browser.newPage({ viewport: DESKTOP, locale: 'en-US' });
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(String(error)));
  // A stranger's first look at their own profile is answered 401, and the browser notes that.
  page.on('console', (note) => note.type() === 'error' && !note.location().url.endsWith('/me') && broken.push(note.text()));
  await page.goto(stage.room.url);
  await page.getByRole('region', { name: 'Quick play' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await picture(page, 'lobby-desktop');

  const arrivedMs = Date.now();
  await sitDown(page, stage.room.url, 'Ada Test', 'six seats');
  expect(Date.now() - arrivedMs).toBeLessThan(10_000);

  const verified = new Set<number>();
  let looked = false;
  let pictured = false;
  await playUntil(
    page,
    async () => verified.add(await lastVerified(page)).size > 3, // 0 is among them
    120_000,
    async () => {
      if (!looked) expect(await seriousFindings(page)).toEqual([]);
      looked = true;
      if (pictured || (await page.getByText(/^Board:/).count()) === 0) return;
      pictured = true;
      await picture(page, 'table-desktop');
    },
  );
  await page.locator('button[data-state="verified"]').click();
  await page.getByRole('button', { name: /Download receipt/ }).waitFor();
  expect(await page.getByRole('dialog').innerText()).toContain('not yet witnessed');
  expect(await seriousFindings(page)).toEqual([]);
  await picture(page, 'proof-desktop');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /Download receipt/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^hand-\d+\.hand$/);
  const file = join(stage.folder, 'kept.hand');
  await download.saveAs(file);
  expectAcceptedOnlyUnchanged(file);
  expect(broken).toEqual([]);
  await page.close();
}, 180_000);

/** The receipt verifies, by the library and by the command line; with one bit flipped, wherever, it does not. */
function expectAcceptedOnlyUnchanged(file: string): void {
  const bytes = Uint8Array.from(readFileSync(file));
  expect(verifyReceipt(bytes).ok).toBe(true);
  expect(aboveboardVerify(file)).toBe(0);
  const bits = Array.from({ length: 200 }, () => Math.floor(Math.random() * bytes.length * 8));
  const accepted = bits.filter((bit) => verifyReceipt(flipped(bytes, bit)).ok);
  expect(accepted, `bits whose flip went unnoticed, of ${bits.join(' ')}`).toEqual([]);
  const changed = join(stage.folder, 'changed.hand');
  writeFileSync(changed, flipped(bytes, bits[0] ?? 0));
  expect(aboveboardVerify(changed)).toBe(1);
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

function aboveboardVerify(file: string): number | null {
  return spawnSync(process.execPath, [join(ROOT, 'apps/cli/src/main.ts'), 'verify', file], { encoding: 'utf8' }).status;
}

test('on a phone the actions lie in the bottom third, large enough to press, and nothing hangs over the edge', async () => {
  const page = await stage.browser.newPage({ viewport: PHONE, deviceScaleFactor: 2, locale: 'en-US', hasTouch: true });
  await page.goto(stage.room.url);
  await page.getByRole('region', { name: 'Quick play' }).waitFor();
  await picture(page, 'lobby-phone');
  await sitDown(page, stage.room.url, 'Bo Test', 'nine seats');
  const actions = page.locator('section[aria-label="Your actions"] button:visible:not([data-state])');
  let seen = false;
  await playUntil(
    page,
    async () => seen,
    90_000,
    async () => {
      const boxes = await actions.evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().toJSON()));
      expect(boxes.length).toBeGreaterThanOrEqual(2);
      for (const box of boxes) {
        expect(box.top).toBeGreaterThanOrEqual((PHONE.height * 2) / 3);
        expect(box.height).toBeGreaterThanOrEqual(44);
        expect(box.right).toBeLessThanOrEqual(PHONE.width);
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
      expect(await seriousFindings(page)).toEqual([]);
      await picture(page, 'table-phone');
      seen = true;
    },
  );
  await page.close();
}, 120_000);

test('a lost line is said beside the actions, and play goes on when it is back', async () => {
  const line = await lineTo(stage.room.port);
  const page = await stage.browser.newPage({ viewport: DESKTOP, locale: 'en-US' });
  await sitDown(page, line.url, 'Cy Test', 'nine seats');
  const actions = page.getByRole('region', { name: 'Your actions' });
  await actions.getByText('live', { exact: true }).waitFor();
  line.cut();
  await actions.getByRole('alert').waitFor();
  expect(await actions.getByText(/^reconnecting/).count()).toBe(1);
  expect(await page.getByRole('region', { name: 'The table' }).isVisible()).toBe(true);
  await picture(page, 'reconnecting-desktop');
  line.mend();
  await actions
    .getByRole('button', { name: 'Try now' })
    .click({ timeout: 2_000 })
    .catch(() => {}); // it may be back by itself
  await actions.getByText('live', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Leave the table' }).count()).toBe(1);
  await page.close();
  line.close();
}, 60_000);
