import { parseCards } from '@aboveboard/engine';
import { expect, test } from 'vitest';
import { orderByDefinition } from './by-definition.ts';

/** Each beats all below it. */
const LADDER = [
  'As Ks Qs Js Ts 2d 3c',
  '5s 4s 3s 2s As Kd Kc',
  '9s 9h 9d 9c 2s 3d 4c',
  '8s 8h 8d 7c 7s 7d 2c',
  'As Js 9s 4s 2s Ad Ac',
  'Ts 9d 8c 7s 6d 6c 6h',
  'As 2d 3c 4s 5d Kc Kh',
  'Qs Qd Qc Ah Kd 2c 3s',
  'As Ad Ks Kd Qs Qd Jc',
  'As Ad Kc Qd 9s 3h 2c',
  'As Kd Qc Jd 9s 3h 2c',
].map((text) => parseCards(text) ?? []);

test('the judge of all evaluators puts every category in its place', () => {
  for (const [i, better] of LADDER.entries()) {
    expect(orderByDefinition(better, better)).toBe(0);
    for (const worse of LADDER.slice(i + 1)) {
      expect(orderByDefinition(better, worse)).toBe(1);
      expect(orderByDefinition(worse, better)).toBe(-1);
    }
  }
});
