import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PerftCase, type PerftCount, perftByEngine, perftByHand } from '@aboveboard/testkit';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../../../fixtures/perft');
const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as PerftCase[];
const counts = JSON.parse(readFileSync(join(folder, 'counts.json'), 'utf8')) as Record<string, PerftCount>;

test.each(cases.map((perft) => [perft.name, perft] as const))('%s is bet in as many ways as were counted', (name, perft) => {
  expect(perftByEngine(perft)).toEqual(counts[name]);
  expect(perftByHand(perft)).toEqual(counts[name]);
});

test('every count that is kept belongs to a case', () => {
  expect(Object.keys(counts)).toEqual(cases.map(({ name }) => name));
});
