/**
 * What a person has entered, as they entered it: text is the one truth, and tapping a card writes it there.
 */
import { type Card, formatCard } from '@aboveboard/engine';
import {
  type HandSpec,
  type OddsGame,
  oddsGame,
  type Question,
  readHand,
  readKnownCards,
  type TextFault,
} from '@aboveboard/odds';
import { gameWith, isOddsGame, type OddsGameCode } from './odds-games.ts';

/** Where the next card goes. */
export type Place = { readonly kind: 'hand' | 'board'; readonly at: number } | { readonly kind: 'dead' };

export interface Asked {
  readonly code: OddsGameCode;
  readonly hands: readonly string[];
  readonly boards: readonly string[];
  readonly dead: string;
  readonly place: Place;
}

export const MOST_HANDS = 10;

/** One text, read: its cards where it names cards, its fault where it cannot be read, neither where it is a range or empty. */
export interface Field {
  readonly text: string;
  readonly cards: readonly Card[];
  readonly fault: TextFault | null;
  readonly spec: HandSpec | null;
}

export function emptyAsked(code: OddsGameCode): Asked {
  const boards = Array<string>(oddsGame(gameWith(code)).boardCards > 0 ? gameWith(code).boards : 0).fill('');
  return { code, hands: ['', ''], boards, dead: '', place: { kind: 'hand', at: 0 } };
}

export function gameOfAsked({ code }: Asked): OddsGame {
  return oddsGame(gameWith(code));
}

export function handField(text: string, game: OddsGame): Field {
  if (text.trim() === '') return { text, cards: [], fault: null, spec: null };
  const read = readHand(text, game);
  if (!read.ok) return { text, cards: [], fault: read.error, spec: null };
  return { text, cards: read.value.kind === 'cards' ? read.value.cards : [], fault: null, spec: read.value };
}

export function cardsField(text: string, game: OddsGame): Field {
  const read = readKnownCards(text, game.deck);
  return read.ok ? { text, cards: read.value, fault: null, spec: null } : { text, cards: [], fault: read.error, spec: null };
}

/** All texts, read. */
export function readAsked(asked: Asked): { hands: Field[]; boards: Field[]; dead: Field } {
  const game = gameOfAsked(asked);
  return {
    hands: asked.hands.map((text) => handField(text, game)),
    boards: asked.boards.map((text) => cardsField(text, game)),
    dead: cardsField(asked.dead, game),
  };
}

/** The question, once every hand is there and every text can be read. */
export function questionOf(asked: Asked): Question | null {
  const { hands, boards, dead } = readAsked(asked);
  const specs = hands.flatMap(({ spec }) => (spec ? [spec] : []));
  if (specs.length < hands.length || [...boards, dead].some(({ fault }) => fault)) return null;
  return { game: gameOfAsked(asked), hands: specs, boards: boards.map(({ cards }) => cards), dead: dead.cards };
}

export function textAt(asked: Asked, place: Place): string {
  if (place.kind === 'dead') return asked.dead;
  return (place.kind === 'hand' ? asked.hands : asked.boards)[place.at] ?? '';
}

export function withText(asked: Asked, place: Place, text: string): Asked {
  const put = (texts: readonly string[], at: number) => texts.map((old, i) => (i === at ? text : old));
  switch (place.kind) {
    case 'hand':
      return { ...asked, hands: put(asked.hands, place.at) };
    case 'board':
      return { ...asked, boards: put(asked.boards, place.at) };
    case 'dead':
      return { ...asked, dead: text };
  }
}

/** Another game; what cannot be read in it is emptied. */
export function withGame(asked: Asked, code: OddsGameCode): Asked {
  const next = emptyAsked(code);
  const game = gameOfAsked(next);
  const keep = (text: string, read: typeof handField) => (read(text, game).fault ? '' : text);
  return {
    ...next,
    hands: asked.hands.map((text) => keep(text, handField)),
    boards: next.boards.map((_, b) => keep(asked.boards[b] ?? '', cardsField)),
    dead: keep(asked.dead, cardsField),
  };
}

export function withHand(asked: Asked): Asked {
  const hands = [...asked.hands, ''];
  return { ...asked, hands, place: { kind: 'hand', at: hands.length - 1 } };
}

export function withoutHand(asked: Asked, at: number): Asked {
  const hands = asked.hands.filter((_, i) => i !== at);
  return { ...asked, hands, place: { kind: 'hand', at: Math.max(0, Math.min(at, hands.length - 1)) } };
}

/** Puts a card where cards go now, or takes it away again; after the last card of a hand or board the next empty place is on. */
export function withCard(asked: Asked, card: Card): Asked {
  const { place } = asked;
  const game = gameOfAsked(asked);
  const { cards } = (place.kind === 'hand' ? handField : cardsField)(textAt(asked, place), game);
  const isThere = cards.includes(card);
  const now = isThere ? cards.filter((other) => other !== card) : [...cards, card];
  if (now.length > room(place, game)) return asked;
  const changed = withText(asked, place, now.map(formatCard).join(' '));
  return !isThere && now.length === room(place, game) ? { ...changed, place: nextEmpty(changed) } : changed;
}

function room(place: Place, { holeCards, boardCards, deck }: OddsGame): number {
  return place.kind === 'hand' ? holeCards : place.kind === 'board' ? boardCards : deck.length;
}

/** The first hand without cards, then the first board, else where we are. */
function nextEmpty({ hands, boards, place }: Asked): Place {
  const hand = hands.indexOf('');
  if (hand >= 0) return { kind: 'hand', at: hand };
  const board = boards.indexOf('');
  return board >= 0 ? { kind: 'board', at: board } : place;
}

/** Where each card lies that is named somewhere. */
export function placesOfCards(asked: Asked): ReadonlyMap<Card, Place> {
  const { hands, boards, dead } = readAsked(asked);
  const all = new Map<Card, Place>();
  for (const [at, { cards }] of hands.entries()) for (const card of cards) all.set(card, { kind: 'hand', at });
  for (const [at, { cards }] of boards.entries()) for (const card of cards) all.set(card, { kind: 'board', at });
  for (const card of dead.cards) all.set(card, { kind: 'dead' });
  return all;
}

export function isSamePlace(a: Place, b: Place): boolean {
  return a.kind === b.kind && (a.kind === 'dead' || b.kind === 'dead' || a.at === b.at);
}

/** The address of a question, so that it can be sent to somebody: `?game=PO&hand=AsAh…&hand=…&board=…&dead=…`. */
export function searchOf({ code, hands, boards, dead }: Asked): string {
  const search = new URLSearchParams();
  const plain = (text: string) => (/^[^,:+-]*$/.test(text) ? text.replaceAll(' ', '') : text);
  if (code !== 'NT') search.set('game', code);
  if (hands.some((hand) => hand !== '')) for (const hand of hands) search.append('hand', plain(hand));
  if (boards.some((board) => board !== '')) for (const board of boards) search.append('board', plain(board));
  if (dead !== '') search.set('dead', plain(dead));
  return search.size > 0 ? `?${search}` : '';
}

export function askedFrom(search: string): Asked {
  const query = new URLSearchParams(search);
  const code = query.get('game');
  const empty = emptyAsked(isOddsGame(code) ? code : 'NT');
  const hands = query.getAll('hand').slice(0, MOST_HANDS);
  const filled = {
    ...empty,
    hands: hands.length >= 2 ? hands : [...hands, ...empty.hands].slice(0, 2),
    boards: empty.boards.map((_, b) => query.getAll('board')[b] ?? ''),
    dead: query.get('dead') ?? '',
  };
  return { ...filled, place: nextEmpty(filled) };
}
