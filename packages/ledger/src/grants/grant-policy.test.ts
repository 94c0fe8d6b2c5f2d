import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_GRANT_POLICY, decideGrant } from './grant-policy.ts';

const policy = { cap: 10_000, bustedBelow: 100, waitMs: 1_000 };

describe('[LEDGER-13] a grant', () => {
  test('gives a newcomer the cap at once', () => {
    const newcomer = { wallet: 0, escrow: 0, lastGrantAtMs: null };
    expect(decideGrant(DEFAULT_GRANT_POLICY, newcomer, 0)).toEqual({ ok: true, value: 10_000 });
  });

  test('fills a busted player up to the cap and no further', () => {
    expect(decideGrant(policy, { wallet: 30, escrow: 69, lastGrantAtMs: 0 }, 1_000)).toEqual({ ok: true, value: 9_901 });
  });

  test('is refused to who still has enough, at tables or not', () => {
    const refusal = { ok: false, error: { code: 'NOT_BUSTED', holds: 100, bustedBelow: 100 } };
    expect(decideGrant(policy, { wallet: 100, escrow: 0, lastGrantAtMs: null }, 5_000)).toEqual(refusal);
    expect(decideGrant(policy, { wallet: 0, escrow: 100, lastGrantAtMs: null }, 5_000)).toEqual(refusal);
  });

  test('is refused before the wait is over, and says when it is', () => {
    const busted = { wallet: 0, escrow: 0, lastGrantAtMs: 500 };
    expect(decideGrant(policy, busted, 1_499)).toEqual({ ok: false, error: { code: 'GRANT_TOO_SOON', retryAtMs: 1_500 } });
    expect(decideGrant(policy, busted, 1_500)).toEqual({ ok: true, value: 10_000 });
  });

  test('never takes anybody past the cap', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(20_000), fc.option(fc.nat(5_000)), fc.nat(10_000), (wallet, escrow, last, nowMs) => {
        const granted = decideGrant(policy, { wallet, escrow, lastGrantAtMs: last }, nowMs);
        return !granted.ok || wallet + escrow + granted.value === policy.cap;
      }),
    );
  });

  test('a policy that leaves a player busted is our own mistake', () => {
    const senseless = { ...policy, cap: 50 };
    expect(() => decideGrant(senseless, { wallet: 0, escrow: 0, lastGrantAtMs: null }, 0)).toThrow('above the threshold');
  });
});
