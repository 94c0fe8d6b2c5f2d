import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CHECK_IDS } from './check.ts';

const page = readFileSync(new URL('../../../../docs/verify/README.md', import.meta.url), 'utf8');

test('[FAIR-22] the page for players quotes the badge word for word, names each check, and says what is not proven', () => {
  expect(page).toContain('\n> sealed before the deal, cut by your seed, signed by the operator; not yet witnessed\n');
  for (const id of CHECK_IDS) expect(page).toContain(`\`${id}\``);
  for (const limit of [
    'that the dealing process keeps cards to itself',
    'slots that were never opened',
    "that another seat's opening was delivered",
    "that actions and misses are genuinely that player's",
  ]) {
    expect(page).toContain(limit);
  }
});
