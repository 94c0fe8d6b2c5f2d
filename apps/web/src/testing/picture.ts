import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const FOLDER = join(import.meta.dirname, '../../../../docs/screenshots');

/** Takes a picture of the page, kept in docs/ when UPDATE_SCREENSHOTS=1 asks for it, so that an ordinary run changes nothing in the checkout. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.UPDATE_SCREENSHOTS !== '1') return;
  mkdirSync(FOLDER, { recursive: true });
  await page.waitForTimeout(600); // what moves has come to rest
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}
