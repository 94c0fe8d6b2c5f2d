import { type Card, GAMES, type Game, gameOf, parseCard } from '@aboveboard/engine';
import { oddsGame } from '@aboveboard/odds';
import { expect, test } from 'vitest';
import {
  askedFrom,
  emptyAsked,
  placesOfCards,
  questionOf,
  searchOf,
  withCard,
  withGame,
  withHand,
  withoutHand,
  withText,
} from './asked.ts';
import { ODDS_GAMES } from './odds-games.ts';

const card = (text: string) => parseCard(text) as Card;
const tapped = (cards: string, start = emptyAsked('NT')) =>
  cards.split(' ').reduce((asked, c) => withCard(asked, card(c)), start);

test('tapped cards fill one hand after another, then the board', () => {
  const asked = tapped('As Ah Kd Kc Qs 2c');
  expect(asked).toMatchObject({ hands: ['As Ah', 'Kd Kc'], boards: ['Qs 2c'], place: { kind: 'board', at: 0 } });
  expect(questionOf(asked)).toMatchObject({ hands: [{ cards: [51, 50] }, { cards: [45, 44] }], boards: [[43, 0]] });
  expect(placesOfCards(asked).get(card('Kd'))).toEqual({ kind: 'hand', at: 1 });
});

test('a card tapped again is taken away, and a full hand takes no other', () => {
  expect(tapped('As Ah Kd Kd')).toMatchObject({ hands: ['As Ah', ''], place: { kind: 'hand', at: 1 } });
  const full = { ...tapped('As Ah Kd Kc 2c 3c 4c 5c 6c'), place: { kind: 'board', at: 0 } as const };
  expect(withCard(full, card('7c'))).toBe(full);
});

test('a range gives way to the card that is tapped', () => {
  expect(withCard(withText(emptyAsked('NT'), { kind: 'hand', at: 0 }, 'QQ+, AKs'), card('As')).hands).toEqual(['As', '']);
});

test('there is no question before every hand is there and can be read', () => {
  const asked = tapped('As Ah');
  expect(questionOf(asked)).toBeNull();
  expect(questionOf(withText(asked, { kind: 'hand', at: 1 }, 'QQ+, AKx'))).toBeNull();
  expect(questionOf(withText(asked, { kind: 'hand', at: 1 }, 'random'))?.hands).toHaveLength(2);
});

test('another game keeps what it can read', () => {
  const asked = withText(tapped('As Ah Kd Kc 2c'), { kind: 'hand', at: 1 }, 'QQ+');
  expect(withGame(asked, 'PO')).toMatchObject({ code: 'PO', hands: ['As Ah', ''], boards: ['2c'] });
  expect(withGame(asked, 'NS')).toMatchObject({ hands: ['As Ah', 'QQ+'], boards: [''] });
  expect(withGame(asked, 'F7S').boards).toEqual([]);
  expect(withGame(asked, 'NT-B2').boards).toEqual(['2c', '']);
});

test('hands come and go, two stay', () => {
  const three = withHand(tapped('As Ah Kd Kc'));
  expect(three).toMatchObject({ hands: ['As Ah', 'Kd Kc', ''], place: { kind: 'hand', at: 2 } });
  expect(withoutHand(three, 0)).toMatchObject({ hands: ['Kd Kc', ''], place: { kind: 'hand', at: 0 } });
});

test('the address says everything and is read back', () => {
  const asked = withText(tapped('As Ah Kd Kc 2c 3c 4c'), { kind: 'hand', at: 1 }, 'QQ+, AKs:0.5');
  const { place: _, hands, ...rest } = askedFrom(searchOf({ ...asked, code: 'NT', dead: '9c' }));
  expect({ hands, ...rest }).toEqual({ code: 'NT', hands: ['AsAh', 'QQ+, AKs:0.5'], boards: ['2c3c4c'], dead: '9c' });
  expect(searchOf(emptyAsked('NT'))).toBe('');
  expect(askedFrom('?game=GIN&hand=AsAh')).toMatchObject({ code: 'NT', hands: ['AsAh', ''] });
});

test('of games that win alike one is offered, and none is left out', () => {
  const wayToWin = (code: string) => {
    const { deck, holeCards, boards, boardCards, wins } = oddsGame(gameOf(code) as Game);
    return JSON.stringify([deck, holeCards, boards, boardCards, wins]);
  };
  const study = new Set(['KUHN', 'LEDUC', 'RHODE']);
  const all = GAMES.map(({ code }) => code).filter((code) => !study.has(code));
  expect(new Set(ODDS_GAMES.map(wayToWin)).size).toBe(ODDS_GAMES.length);
  expect(new Set(ODDS_GAMES.map(wayToWin))).toEqual(new Set(all.map(wayToWin)));
});
