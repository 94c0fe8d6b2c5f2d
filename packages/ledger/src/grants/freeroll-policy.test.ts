import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amount } from '../posting/leg.ts';
import { DAY_MS, dayOf, decideFreeroll, freerollCredit, freerollKeys } from './freeroll-policy.ts';

const policy = { perPlayer: 200, holdsBelow: 1_000, perRoom: 500 };
const fresh = { holds: 0, givenToPlayer: 0, givenToAll: 0 };
const noon = 20 * DAY_MS + DAY_MS / 2;
const midnight = 21 * DAY_MS;

describe('[LEDGER-33] the daily chips', () => {
  test('are so many for who has few', () => {
    expect(decideFreeroll(policy, { ...fresh, holds: 999 }, noon)).toEqual({ ok: true, value: 200 });
    const enough = { code: 'HOLDS_ENOUGH', holds: 1_000, holdsBelow: 1_000 };
    expect(decideFreeroll(policy, { ...fresh, holds: 1_000 }, noon)).toEqual({ ok: false, error: enough });
  });

  test('come once a day, until midnight UTC', () => {
    const refusal = { ok: false, error: { code: 'GIVEN_TODAY', retryAtMs: midnight } };
    expect(decideFreeroll(policy, { ...fresh, givenToPlayer: 1 }, noon)).toEqual(refusal);
    expect(decideFreeroll(policy, { ...fresh, givenToPlayer: 1 }, midnight - 1)).toEqual(refusal);
  });

  test('last as long as the budget of the day does', () => {
    expect(decideFreeroll(policy, { ...fresh, givenToAll: 300 }, noon)).toEqual({ ok: true, value: 200 });
    const refusal = { ok: false, error: { code: 'BUDGET_SPENT', retryAtMs: midnight } };
    expect(decideFreeroll(policy, { ...fresh, givenToAll: 301 }, noon)).toEqual(refusal);
  });

  test('are one batch a player and day', () => {
    const credit = freerollCredit('ana', amount(200), noon);
    expect(credit).toMatchObject({
      key: 'freeroll:20:ana',
      steps: [{ debit: 'freeroll', credit: 'wallet:ana', amount: 200 }],
    });
    expect(freerollCredit('ana', amount(200), midnight - 1).key).toBe(credit.key);
    expect(freerollCredit('ana', amount(200), midnight).key).toBe('freeroll:21:ana');
  });

  test('of a day are found by their keys', () => {
    const keys = [2, 20, 21, 200].map((day) => freerollCredit('ana', amount(1), day * DAY_MS).key);
    const { first, end } = freerollKeys(20);
    expect(keys.filter((key) => key >= first && key < end)).toEqual(['freeroll:20:ana']);
  });

  test('never go past the budget, whoever claims', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('ana', 'bo', 'cy', 'di'), fc.nat(3 * DAY_MS))), (claims) => {
        const given = new Map<string, number>();
        for (const [player, atMs] of claims.sort(([, a], [, b]) => a - b)) {
          const [own, all] = [`${dayOf(atMs)} ${player}`, `${dayOf(atMs)}`];
          const state = { holds: 0, givenToPlayer: given.get(own) ?? 0, givenToAll: given.get(all) ?? 0 };
          const decided = decideFreeroll(policy, state, atMs);
          if (!decided.ok) continue;
          given.set(own, state.givenToPlayer + decided.value);
          given.set(all, state.givenToAll + decided.value);
        }
        return [...given.values()].every((chips) => chips <= policy.perRoom);
      }),
    );
  });

  test('need a budget for one at least', () => {
    expect(() => decideFreeroll({ ...policy, perRoom: 199 }, fresh, noon)).toThrow('for one player at least');
  });
});
