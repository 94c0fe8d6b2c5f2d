import { expect, test } from 'vitest';
import { parseCards } from '../cards/card.ts';
import { gameOf } from '../games/catalogue.ts';
import { chips, seatIndex } from '../units.ts';
import { playHand } from './decide.ts';
import { handFrom } from './evolve.ts';
import { DEFAULT_OPTIONS, NO_STAKES, startHand } from './start.ts';

/** Who has the first turn when these are the first three cards of each seat, the last one open. */
function opener(code: string, ...holes: readonly string[]): number | null {
  const game = gameOf(code);
  if (!game) throw new Error(code);
  const seats = holes.map((_, i) => ({ seat: seatIndex(i), stack: chips(100), owesLive: chips(0), owesDead: chips(0) }));
  const stakes = { ...NO_STAKES, bringIn: chips(1), smallBet: chips(2), bigBet: chips(4) };
  const players = { button: seatIndex(0), smallBlind: null, bigBlind: null, extraBlinds: [], seats };
  let hand = handFrom(startHand({ game, stakes, options: DEFAULT_OPTIONS, ...players }));
  for (const [i, cards] of holes.entries()) {
    const played = playHand(hand, { kind: 'deal-hole', seat: seatIndex(i), cards: parseCards(cards) ?? [] });
    if (!played.ok) throw new Error(played.error.code);
    hand = played.value.hand;
  }
  return hand.toAct;
}

test('razz: the highest door card brings in, the king above all and the ace below all', () => {
  expect(opener('FR', '2c3cAd', '4c5cQh', '6c7c4d')).toBe(1);
  expect(opener('FR', '2c3cKd', '4c5cKh', '6c7cAs')).toBe(1);
});

test('stud: the lowest door card brings in, and the ace is the highest of them', () => {
  expect(opener('F7S', '2c3cAd', '4c5cQh', '6c7c4d')).toBe(2);
  expect(opener('F7S', '2c3c4h', '4c5cAd', '6c7c4d')).toBe(2);
});
