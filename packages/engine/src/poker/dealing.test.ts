import { replay } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { type Card, parseCards } from '../cards/card.ts';
import { NO_LIMIT_HOLDEM } from '../games/holdem.ts';
import { chips, seatIndex } from '../units.ts';
import { nextStep } from './dealing.ts';
import { decideHand, playHand } from './decide.ts';
import { handFrom } from './evolve.ts';
import type { Hand } from './hand.ts';
import type { HandSetup } from './setup.ts';
import { DEFAULT_OPTIONS, NO_STAKES, startHand } from './start.ts';

const SETUP: HandSetup = {
  game: NO_LIMIT_HOLDEM,
  stakes: { ...NO_STAKES, smallBlind: chips(50), bigBlind: chips(100), smallBet: chips(100) },
  options: DEFAULT_OPTIONS,
  button: seatIndex(4),
  smallBlind: seatIndex(7),
  bigBlind: seatIndex(1),
  extraBlinds: [],
  seats: [1, 4, 7].map((seat) => ({ seat: seatIndex(seat), stack: chips(1000), owesLive: chips(0), owesDead: chips(0) })),
};

function cards(text: string): Card[] {
  return parseCards(text) ?? expect.fail(text);
}

function dealt(...hole: string[]): Hand {
  return hole.reduce(
    (hand, text) => {
      const step = nextStep(hand);
      if (step.kind !== 'deal-hole') return expect.fail(step.kind);
      const played = playHand(hand, { kind: 'deal-hole', seat: step.seat, cards: cards(text) });
      return played.ok ? played.value.hand : expect.fail(played.error.code);
    },
    handFrom(startHand(SETUP)),
  );
}

test('[DEAL-1] hole cards go round from left of the button', () => {
  expect(handFrom(startHand(SETUP)).seats.map(({ seat }) => seat)).toEqual([7, 1, 4]);
});

test('[DEAL-3] a fold moves no card: positions know the seats dealt in and nothing of who folded', () => {
  const before = dealt('AsKs', '7h7d', '2c3c');
  const folded = playHand(before, { kind: 'fold', seat: seatIndex(4) });
  const after = folded.ok ? folded.value.hand : expect.fail(folded.error.code);
  expect(after.seats).toHaveLength(before.seats.length);
  expect(after.seats.map(({ hole }) => hole)).toEqual(before.seats.map(({ hole }) => hole));
});

test('[DEAL-4] cards enter where the hand waits for them, in the right number, and never twice', () => {
  const one = dealt('AsKs');
  const deal = (hand: Hand, seat: number, text: string): unknown =>
    decideHand(hand, { kind: 'deal-hole', seat: seatIndex(seat), cards: cards(text) });
  const board = (hand: Hand, text: string): unknown => decideHand(hand, { kind: 'deal-board', board: 0, cards: cards(text) });
  expect(nextStep(one)).toEqual({ kind: 'deal-hole', seat: 1, count: 2 });
  expect(deal(one, 7, 'QsJs')).toMatchObject({ error: { code: 'NOT_POSSIBLE_NOW' } });
  expect(deal(one, 2, 'QsJs')).toMatchObject({ error: { code: 'NOT_POSSIBLE_NOW' } });
  expect(deal(one, 1, 'QsJsTs')).toMatchObject({ error: { code: 'WRONG_CARD_COUNT', expected: 2 } });
  expect(deal(one, 1, 'QsAs')).toMatchObject({ error: { code: 'CARD_ALREADY_DEALT', card: 51 } });
  expect(deal(one, 1, 'QsQs')).toMatchObject({ error: { code: 'CARD_ALREADY_DEALT' } });
  expect(board(one, '2c3c4c')).toMatchObject({ error: { code: 'NOT_POSSIBLE_NOW' } });
  const { hand } = replay(`
    NLHE 50/100 | Ana 10000, button | Bo 10000
    Ana  holds AsKs
    Ana  calls 50
    Bo   checks`);
  expect(nextStep(hand)).toEqual({ kind: 'deal-board', board: 0, count: 3 });
  expect(board(hand, 'QhJh')).toMatchObject({ error: { code: 'WRONG_CARD_COUNT', expected: 3 } });
  expect(board(hand, 'QhJhAs')).toMatchObject({ error: { code: 'CARD_ALREADY_DEALT', card: 51 } });
});

test('[SHOW-7] only the hand that was dealt can be shown; one dealt unrecorded is named when it is', () => {
  const unknown = [null, null];
  let hand = handFrom(startHand({ ...SETUP, seats: SETUP.seats.map((seat) => ({ ...seat, stack: chips(100) })) }));
  for (const [seat, hole] of [
    [7, cards('AsKs')],
    [1, unknown],
    [4, unknown],
  ] as const) {
    const played = playHand(hand, { kind: 'deal-hole', seat: seatIndex(seat), cards: hole });
    hand = played.ok ? played.value.hand : expect.fail(played.error.code);
  }
  for (const command of ['call', 'call'] as const) {
    const played = playHand(hand, { kind: command, seat: hand.toAct ?? expect.fail('nobody to act') });
    hand = played.ok ? played.value.hand : expect.fail(played.error.code);
  }
  const show = (seat: number, text?: string): unknown =>
    decideHand(hand, { kind: 'show', seat: seatIndex(seat), ...(text === undefined ? {} : { cards: cards(text) }) });
  expect(show(7, 'AdKd')).toMatchObject({ error: { code: 'NOT_POSSIBLE_NOW' } }); // turned up already, by SHOW-4
  expect(show(1)).toMatchObject({ error: { code: 'NOT_YOUR_CARDS' } });
  expect(show(1, 'Qs')).toMatchObject({ error: { code: 'NOT_YOUR_CARDS' } });
  expect(show(1, 'AsQs')).toMatchObject({ error: { code: 'CARD_ALREADY_DEALT', card: 51 } });
  expect(show(1, 'QsQh')).toMatchObject({ ok: true, value: [{ kind: 'shown', seat: 1 }] });
});
