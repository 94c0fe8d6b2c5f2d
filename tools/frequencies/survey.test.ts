import { expect, test } from 'vitest';
import { differences, takeSurvey } from './survey.ts';
import { SURVEYS } from './surveys.ts';

function expectKnown(name: string): void {
  const survey = SURVEYS.find((one) => one.name === name) ?? expect.fail(`no survey ${name}`);
  expect(takeSurvey(survey)).toEqual(survey.known);
}

test('[CARD-1] all 2 598 960 five-card hands fall into the known categories and 7 462 strengths', () => {
  expectKnown('high-5');
});

test('[CARD-7] all five-card hands as ace-to-five lows: 1 317 888 without a pair, 6 175 strengths', () => {
  expectKnown('low-a5-5');
});

test('[CARD-8] 57 344 of all five-card hands are lows of eight or better, of 56 strengths', () => {
  expectKnown('low-8-5');
});

test('[CARD-9] all five-card hands as deuce to seven: four wheels are flushes and 1 020 no straights', () => {
  expectKnown('low-27-5');
});

test('[CARD-10] all 270 725 four-card hands as badugis, the ace low and high', () => {
  expectKnown('badugi-4');
  expectKnown('badugi-27-4');
});

test('[CARD-11] all 376 992 hands of a short deck: fewer flushes than full houses', () => {
  expectKnown('short-deck-5');
});

test('a count that is off is told, and one that is missing', () => {
  expect(differences({ pair: 2, low: 1, total: 3 }, { pair: 3, total: 3, other: 7 })).toEqual([
    'pair: 3 counted, 2 known',
    'low: 0 counted, 1 known',
  ]);
});
