import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packHistory, unpackHistory } from './packed-history.ts';

const hexOf = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((one) => Buffer.from(one).toString('hex'));
/** Some hashes come again and again, as the nodes near a tree's root do. */
const hash = fc.oneof(hexOf(32), fc.constantFrom('ab'.repeat(32), 'cd'.repeat(32)), hexOf(16), hexOf(8), hexOf(31));
const opening = fc.record({ slot: fc.nat(51), salt: hexOf(16), path: fc.array(hash, { maxLength: 6 }), note: fc.string() });
const start = fc.record({ version: fc.nat(), seats: fc.array(fc.nat()), salt: hexOf(16) });

test('[HAND-2] any history comes out of its packing as it was', () => {
  const seed = Number(process.env.ABOVEBOARD_SEED ?? 77);
  fc.assert(
    fc.property(fc.array(opening), start, fc.option(start), (openings, began, own) => {
      const known = JSON.stringify(began);
      for (const history of [{ openings }, { start: began, openings }, { start: own, openings, actions: ['ü'] }]) {
        expect(unpackHistory(packHistory(history, known), known)).toEqual(history);
      }
    }),
    { seed },
  );
});

test('[HAND-2] hashes that come again are kept once, and what the hand began with is not kept twice', () => {
  const path = Array.from({ length: 6 }, (_, i) => `${i}a`.repeat(32));
  const began = { setup: { seats: Array.from({ length: 50 }, (_, seat) => ({ seat, stack: 1_000 })) } };
  const known = JSON.stringify(began);
  const history = (openings: number) => ({ start: began, openings: Array.from({ length: openings }, () => ({ path })) });
  const bytes = (openings: number) => packHistory(history(openings), known).length;
  expect(bytes(1)).toBeLessThan(6 * 32 + 100);
  expect(bytes(9) - bytes(1)).toBeLessThan(9 * 60);
});
