/** Playing with a real browser as a person does: by what is on the page, and nothing else. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Comes in through the lobby and takes a seat by quick play: nickname, tile, buy-in. */
export async function sitDown(page: Page, url: string, nickname: string, tableName: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Your nickname').fill(nickname);
  await page.getByRole('region', { name: 'Quick play' }).getByRole('button', { name: tableName }).click();
  await page.getByRole('button', { name: /^Sit down with/ }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Takes a seat at the one table of `game` in the list, with the smallest buy-in; a guest is already here. */
export async function joinTable(page: Page, url: string, game: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('listitem').filter({ hasText: game }).getByRole('button', { name: /^Join/ }).click();
  await page.getByRole('button', { name: 'Min', exact: true }).click();
  await page.getByRole('button', { name: /^Sit down with/ }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** A guest who calls more than this may be broke before the test has seen what it came for. */
const DEAREST_CALL = 500;

/** Checks or calls whenever it is the own turn, folds what is too dear, until `isDone`; `onTurn` sees each turn before it is answered, `onDraw` answers a draw. */
export async function playUntil(
  page: Page,
  isDone: () => Promise<boolean>,
  withinMs: number,
  onTurn?: () => Promise<void>,
  onDraw: () => Promise<void> = () => page.keyboard.press('s'),
): Promise<void> {
  const deadline = Date.now() + withinMs;
  const call = page.locator('button[aria-keyshortcuts="c"]');
  const pat = page.locator('button[aria-keyshortcuts="s"]');
  while (!(await isDone())) {
    if (Date.now() > deadline)
      throw new Error(`not done within ${withinMs} ms; the page says: ${await page.locator('main').innerText()}`);
    if (await pat.isVisible()) await onDraw();
    else if (await call.isEnabled({ timeout: 50 }).catch(() => false)) {
      await onTurn?.();
      const price = Number((await call.innerText().catch(() => '')).replace(/\D/g, ''));
      await page.keyboard.press(price > DEAREST_CALL ? 'f' : 'c');
    }
    await page.waitForTimeout(60);
  }
}

/** The number of the last hand whose badge says "verified", or 0. */
export async function lastVerified(page: Page): Promise<number> {
  const badge = page.locator('button[data-state="verified"] small');
  const text = await badge.textContent({ timeout: 50 }).catch(() => null);
  return Number(text?.replace('#', '') ?? 0);
}

/** What axe finds serious or critical, one line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = (await page.evaluate('axe.run(document)')) as {
    violations: { impact: string; id: string; nodes: { html: string }[] }[];
  };
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ impact, id, nodes }) => `${impact} ${id}: ${nodes[0]?.html.slice(0, 200)}`);
}
