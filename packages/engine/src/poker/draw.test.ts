import { replay } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { parseCards } from '../cards/card.ts';
import { gameOf } from '../games/catalogue.ts';
import { nextStep } from './dealing.ts';
import { decideHand } from './decide.ts';
import { legalDraw } from './drawing.ts';
import { tableSeats } from './game.ts';

test('[DRAW-1] seats draw one after another from left of the button, and each gets its cards before the next one draws', () => {
  const { events } = replay(`
    F2L3D 60/120 | Ana 1000, button | Bo 1000 | Cy 1000
    Ana  calls 60
    Bo   calls 30
    Cy   checks
    Cy   draws 1           => refused NOT_YOUR_TURN
    Bo   may draw 0 to 5
    Bo   draws 5
    Cy   draws 1
    Ana  stands pat
    Ana  draws 1           => refused NOT_POSSIBLE_NOW
    Bo   may fold, check, bet 60 to 60`);
  const drawn = events.slice(events.findIndex(({ kind }) => kind === 'discarded')).map((event) => event.kind);
  expect(drawn).toEqual(['discarded', 'hole-dealt', 'discarded', 'hole-dealt', 'discarded']);
});

test('[DRAW-1] in a triple draw the big bet begins with the second draw', () => {
  replay(`
    F2L3D 60/120 | Ana 1000, button | Bo 1000
    Ana  calls 30
    Bo   checks
    Bo   stands pat
    Ana  stands pat
    Bo   may fold, check, bet 60 to 60
    Bo   checks
    Ana  checks
    Bo   stands pat
    Ana  stands pat
    Bo   may fold, check, bet 120 to 120`);
});

test('[DRAW-2] only own cards may be given up, and not more than are held', () => {
  const { hand } = replay(`
    FB 60/120 | Ana 1000, button | Bo 1000
    Bo   holds 2c3d4hKs
    Ana  calls 30
    Bo   checks
    Bo   discards As       => refused NOT_YOUR_CARDS
    Bo   discards KsKs     => refused NOT_YOUR_CARDS
    Bo   may draw 0 to 4`);
  expect(legalDraw(hand)).toEqual({ seat: 1, least: 0, most: 4 });
  const five = parseCards('2c3d4hKsAs') ?? [];
  expect(decideHand(hand, { kind: 'discard', seat: hand.toAct ?? expect.fail(), cards: five })).toMatchObject({
    error: { code: 'WRONG_DISCARD_COUNT', least: 0, most: 4 },
  });
});

test('[DRAW-3] where a game asks for discards, just so many are given up, for nothing', () => {
  const { hand } = replay(`
    NCP 50/100 | Ana 1000, button | Bo 1000
    Ana  holds AsAhAd
    Ana  calls 50
    Bo   checks
    * board Qh 8s 3c
    Bo   checks
    Ana  checks
    Bo   may discard 1
    Bo   stands pat        => refused WRONG_DISCARD_COUNT least 1 most 1
    Bo   draws 1
    Ana  discards Ad
    * board 5d
    Bo   checks`);
  expect(hand.seats.map(({ hole }) => hole.length)).toEqual([2, 2]);
});

test('[DRAW-4] when the deck is used up, the muck and earlier discards are dealt, but not what the seat just gave up', () => {
  const names = ['Ana', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus', 'Hal', 'Ian'];
  const seats = names.map((name, i) => `${name} 1000${i === 8 ? ', button' : ''}`).join(' | ');
  const { hand } = replay(`
    N2L1D 50/100 | ${seats}
    Ana  holds 2c2d2h2s3c
    Bo   holds 3d3h3s4c4d
    Cy   holds 4h4s5c5d5h
    Di   holds 6c6d6h6s7c
    Cy   calls 100
    Di   calls 100
    Ed   folds
    Flo  folds
    Gus  folds
    Hal  folds
    Ian  folds
    Ana  calls 50
    Bo   checks
    Ana  discards 2c2d2h2s3c
    Bo   discards 4c4d
    Cy   discards 5d5h
    Cy   gets 5d5c         => refused CARD_ALREADY_DEALT card 13`);
  expect(hand.dealt).toBe(52); // 45 at first, five for Ana, the last two for Bo
  expect(nextStep(hand)).toEqual({ kind: 'deal-hole', seat: 2, count: 2 });
  const deals = (text: string): unknown =>
    decideHand(hand, { kind: 'deal-hole', seat: 2 as never, cards: parseCards(text) ?? [] });
  expect(deals('5d2c')).toMatchObject({ error: { code: 'CARD_ALREADY_DEALT' } }); // just given up by Cy
  expect(deals('3d2c')).toMatchObject({ error: { code: 'CARD_ALREADY_DEALT' } }); // Bo holds it
  expect(deals('2c4d')).toMatchObject({ ok: true }); // given up by Ana and Bo
});

test('[DRAW-5] an all-in seat draws like every other, and hands are turned up after the last draw', () => {
  const { events } = replay(`
    N2L1D 50/100 | Ana 100, button | Bo 100
    Bo   holds 2c3d4h5s7c
    Ana  holds KcKdKhKsQc 2d3c4d5h
    Ana  calls 50, all-in
    Bo   stands pat
    Ana  discards KcKdKhKs
    Bo   wins 200`);
  const kinds = events.map(({ kind }) => kind);
  expect(kinds.indexOf('shown')).toBeGreaterThan(kinds.lastIndexOf('hole-dealt'));
});

test('[DRAW-6] a table has so many seats that the deck has a card more for each of their draws', () => {
  const seatsOf = (code: string): number => tableSeats(gameOf(code) ?? expect.fail(code));
  expect(['F2L3D', 'FB', 'N2L1D', 'F5CD', 'PDM', 'NT', 'PO6', 'F7S', 'FR'].map(seatsOf)).toEqual([6, 7, 8, 8, 7, 10, 7, 8, 8]);
});
