import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packedBeside, packWithoutStart, unpackHistory } from './packed-history.ts';

function packHistory(history: unknown, start: string): Uint8Array {
  return packedBeside(packWithoutStart(history), history, start);
}

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

test('[HAND-2] proofs come out of their packing as they were, and so do those of any other shape', () => {
  const seed = Number(process.env.ABOVEBOARD_SEED ?? 78);
  const hex = (bytes: number) =>
    fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((some) => Buffer.from(some).toString('hex'));
  const proof = fc.record({ position: fc.nat(), slot: fc.nat(51), card: fc.nat(51), salt: hex(16), path: fc.array(hex(32)) });
  const changes = fc.constantFrom(
    ...[{}, { more: 1 }, { salt: 'AB'.repeat(16) }, { salt: 'xy'.repeat(16) }, { salt: 'ab' }, { path: ['é'.repeat(64)] }],
    ...[{ path: [1] }, { path: 'ab' }, { slot: 1.5 }, { slot: null }, { card: '7' }],
  );
  fc.assert(
    fc.property(fc.array(proof, { maxLength: 12 }), changes, (proofs, change) => {
      const [first, second, ...others] = proofs;
      const shared = second && first ? [{ ...second, path: [...first.path, ...second.path] }] : [];
      const openings = [...(first ? [first] : []), ...shared, ...others].map((one, i) =>
        i === 1 ? { ...one, ...change } : one,
      );
      for (const history of [{ openings }, { openings, start: 1, actions: [] }])
        expect(unpackHistory(packHistory(history, '1'), '1')).toEqual(history);
    }),
    { seed, numRuns: 200 },
  );
});
