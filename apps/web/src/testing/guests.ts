/** People at the door: how their browsers are set up, and how they come in. */
import { FrameWatch } from '@aboveboard/testkit';
import type { Browser, Page } from 'playwright-core';

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 360, height: 640 };

/** Cards and chips lie where they belong at once, as a player may choose in the settings: nothing waits for pictures. */
export const WITHOUT_MOTION = `localStorage.setItem('aboveboard:preferences', '{"state":{"motion":"off"},"version":0}')`;

/** A guest on a phone who has come in through the lobby of the room at `url`. */
export async function guestOnPhone(
  browser: Browser,
  url: string,
  nickname: string,
): Promise<{ page: Page; watch: FrameWatch }> {
  const page = await browser.newPage({ viewport: PHONE, locale: 'en-US' });
  await page.addInitScript(WITHOUT_MOTION);
  const watch = watchFrames(page);
  await page.goto(url);
  await page.getByLabel('Your nickname').fill(nickname);
  await page.getByRole('button', { name: 'Come in' }).click();
  await page.getByRole('button', { name: `Your account: ${nickname}` }).waitFor();
  return { page, watch };
}

/** Reads every frame that reaches the page, as it comes over the wire. */
export function watchFrames(page: Page): FrameWatch {
  const watch = new FrameWatch();
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => watch.read(String(payload))));
  return watch;
}
