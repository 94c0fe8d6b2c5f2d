import { formatCard, gameOf, parseCards } from '@aboveboard/engine';
import { expect, test } from 'vitest';
import { cardsToKeep } from './keep.ts';

/** The cards given up, in the order held. */
function given(code: string, hand: string, drawsLeft: number): string {
  const cards = parseCards(hand) ?? expect.fail(hand);
  const { wins } = gameOf(code) ?? expect.fail(code);
  const kept = cardsToKeep(wins, cards, drawsLeft);
  return cards
    .filter((c) => !kept.includes(c))
    .map(formatCard)
    .join(' ');
}

test.each([
  ['F2L3D', '2c 3d 4h 7s 8c', 3, ''], // a made eight
  ['F2L3D', '2c 3d 4h 7s 9c', 3, '9c'], // a nine, too rough while three draws are left
  ['F2L3D', '2c 3d 4h 7s 9c', 2, ''],
  ['F2L3D', '2c 3d 4h 7s Jc', 2, 'Jc'],
  ['F2L3D', '2c 3d 4h 7s Jc', 1, ''],
  ['F2L3D', '2c 2d 3h 7s Kc', 3, '2d Kc'], // one of the pair
  ['F2L3D', '2c 3d 4h 5s 6c', 3, '6c'], // a straight is no low
  ['F2L3D', '2c 3c 4c 5c 7c', 3, '7c'], // nor is a flush
  ['F2L3D', '3c 4d 5h 6s Kc', 3, '5h Kc'], // four in a row make straights at both ends
  ['F2L3D', '3c 4d 5h 6s Kc', 1, 'Kc'],
  ['F2L3D', '2c 3d 4h 5s Kc', 3, 'Kc'], // the ace is no one, so this is open at one end
  ['F2L3D', 'Ac 2d 3h 5s 7c', 3, 'Ac'], // the ace is high
  ['F2L3D', 'Tc Jd Qh Ks Ac', 3, 'Tc Jd Qh Ks Ac'],
  ['N2L1D', '2c 4d 6h 8s Tc', 1, ''],
  ['N2L1D', '2c 4d 6h 9s Kc', 1, 'Kc'],
  ['FA5L3D', 'Ac 2d 3h 5s 7c', 3, ''],
  ['FA5L3D', 'Ac 2d 3h 4s 5c', 3, ''], // a straight does not count against it
  ['FA5L3D', 'Ac 2d 3h 8s Qc', 3, '8s Qc'],
  ['FA5L3D', 'Ac Ad 3h 8s 6c', 1, 'Ad'],
  ['FB', 'Ac 2d 3h 4s', 3, ''],
  ['FB', 'Ac 2c 3h 4s', 3, '2c'], // one of each suit, and the lower of two clubs
  ['FB', 'Ac 2d 2h Ks', 3, '2d Ks'],
  ['FB', 'Ac 2d 3h Ks', 3, 'Ks'], // a rough badugi is broken early
  ['FB', 'Ac 2d 3h Ks', 1, ''],
  ['FB', 'Kc Kd Kh Ks', 3, 'Kc Kd Kh'],
  ['FBA', 'Ac 2d 3h 4s Kc', 3, 'Kc'],
  ['FBA', 'Ac 2d 3h 4h Kc', 3, 'Kc'], // four to the low, three of them to the badugi
  ['FBA', '5c 5d 2d 3h Ks', 3, '5d Ks'], // of the fives the one that the badugi wants
  ['FBA', 'Ac 2d 3h 4s 5s', 3, ''],
  ['FBD', '2c 3d 4h 7s Ac', 3, 'Ac'],
  ['F5CD', 'Kc Kd 7h 5s 2c', 1, '7h 5s 2c'],
  ['F5CD', 'Kc Kd 7h 7s 2c', 1, '2c'],
  ['F5CD', '7c 7d 7h Ks 2c', 1, 'Ks 2c'],
  ['F5CD', '7c 7d 7h 2s 2c', 1, ''],
  ['F5CD', '7c 7d 7h 7s 2c', 1, '2c'],
  ['F5CD', '2h 6h 9h Kh 3c', 1, '3c'], // four to a flush
  ['F5CD', '2h 6h 9h Kh 3h', 1, ''],
  ['F5CD', '6c 7d 8h 9s 2c', 1, '2c'], // four to a straight
  ['F5CD', 'Jc Qd Kh As 2c', 1, 'Jc Qd 2c'], // open at one end alone
  ['F5CD', '6c 7d 8h 9s Tc', 1, ''],
  ['F5CD', 'Ac 2d 3h 4s 5c', 1, ''],
  ['N5CD', 'Ac 9d 7h 4s 2c', 1, '9d 7h 4s 2c'],
])('%s: of %s with %i draws left goes "%s"', (code, hand, drawsLeft, expected) => {
  expect(given(code, hand, drawsLeft)).toBe(expected);
});
