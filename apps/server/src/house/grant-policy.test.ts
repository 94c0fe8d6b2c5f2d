import { decideGrant } from '@aboveboard/ledger';
import { expect, test } from 'vitest';
import { grantPolicy } from './grant-policy.ts';
import { HOUSE_TABLES, leastBuyIn } from './house-tables.ts';

const CONFIG = { grantCap: 10_000, grantWaitMs: 0 };
const holding = (wallet: number) => ({ wallet, escrow: 0, lastGrantAtMs: null });

test('[LEDGER-13] whoever can buy no seat of the house gets a grant, and nobody who can', () => {
  const policy = grantPolicy(CONFIG, leastBuyIn(HOUSE_TABLES));
  const cheapest = Math.min(...HOUSE_TABLES.map(({ blinds }) => 40 * blinds[1]));
  expect(decideGrant(policy, holding(cheapest - 1), 0)).toEqual({ ok: true, value: 10_001 - cheapest });
  expect(decideGrant(policy, holding(cheapest), 0)).toMatchObject({ ok: false, error: { code: 'NOT_BUSTED' } });
});

test('[LEDGER-13] a bot of the house gets one when it can no longer buy a seat at its own table', () => {
  const hazel = HOUSE_TABLES.filter(({ name }) => name.startsWith('Hazel'));
  expect(decideGrant(grantPolicy(CONFIG, leastBuyIn(hazel)), holding(3_999), 0)).toEqual({ ok: true, value: 6_001 });
});

test('a grant that buys no seat is given all the same, and lifts its player over the threshold', () => {
  const policy = grantPolicy({ grantCap: 50, grantWaitMs: 0 }, leastBuyIn(HOUSE_TABLES));
  expect(decideGrant(policy, holding(0), 0)).toEqual({ ok: true, value: 50 });
  expect(decideGrant(policy, holding(50), 0)).toMatchObject({ ok: false, error: { code: 'NOT_BUSTED' } });
});
