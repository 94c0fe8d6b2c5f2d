import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packHistory, unpackHistory } from './packed-history.ts';

test('[HAND-2] any history comes out of its packing as it was', () => {
  const seed = Number(process.env.ABOVEBOARD_SEED ?? 77);
  const json = fc
    .jsonValue({ maxDepth: 2, stringUnit: 'grapheme' })
    .map((value) => JSON.parse(JSON.stringify(value)) as unknown);
  fc.assert(
    fc.property(json, json, fc.option(json), (actions, start, own) => {
      const known = JSON.stringify(start);
      for (const history of [{ actions }, { start, actions }, { start: own, actions }]) {
        expect(unpackHistory(packHistory(history, known), known)).toEqual(history);
      }
    }),
    { seed, numRuns: 50 },
  );
});

test('[HAND-2] hashes that come again are hardly kept twice, and what the hand began with not at all', () => {
  const hashes = Array.from({ length: 54 }, (_, i) => `${i % 27}ab4f09c`.repeat(8).slice(0, 64));
  const start = { setup: { seats: Array.from({ length: 50 }, (_, seat) => ({ seat, stack: seat ** 7 })) } };
  const history = { start, openings: hashes };
  expect(packHistory(history, JSON.stringify(start)).length).toBeLessThan(JSON.stringify(hashes).length / 3);
  expect(packHistory(history, '{}').length - packHistory(history, JSON.stringify(start)).length).toBeGreaterThan(300);
});
