/**
 * Who wins, straight from the definition and slowly: the judge of all contenders, ours too. It shares no code with the evaluators:
 * every hand the cards can make is written down as a list of numbers, and the lists are compared.
 */
import { type Card, type HandType, rankOf, suitOf, type WinRule } from '@aboveboard/engine';

/** Cards a player may use: own ones and the board's. */
export interface Held {
  readonly hole: readonly Card[];
  readonly board: readonly Card[];
}

type Cards = readonly Card[];
/** Compared from the first number on, higher better; `null` for what is no hand. */
type Score = readonly number[] | null;

/** 1 when the best hand of `a` beats that of `b`, -1 the other way round, 0 for a tie, also between two that make none. */
export function orderByDefinition(rule: WinRule, a: Held, b: Held): number {
  return compareScores(bestScore(rule, a), bestScore(rule, b));
}

function bestScore(rule: WinRule, held: Held): Score {
  return candidates(rule, held)
    .map((cards) => scoreOf(rule.type, cards))
    .reduce((best, score) => (compareScores(score, best) > 0 ? score : best), null);
}

/** Every set of cards that may be played as a hand. */
function candidates({ type, use }: WinRule, { hole, board }: Held): readonly Cards[] {
  if (use === 'two-and-three') {
    return choices(hole, 2).flatMap((two) => choices(board, 3).flatMap((three) => handsOf(type, [...two, ...three])));
  }
  return handsOf(type, use === 'own' ? hole : [...hole, ...board]);
}

function handsOf(type: HandType, cards: Cards): readonly Cards[] {
  if (isBadugi(type)) return [1, 2, 3, 4].flatMap((count) => choices(cards, count));
  const size = type === 'three-card' ? 3 : 5;
  return cards.length === 0 ? [] : choices(cards, Math.min(size, cards.length));
}

function choices(cards: Cards, count: number): readonly Cards[] {
  if (count === 0) return [[]];
  return cards.flatMap((card, i) => choices(cards.slice(i + 1), count - 1).map((rest) => [card, ...rest]));
}

const CATEGORIES = 'high,pair,two pair,trips,straight,flush,full house,quads,straight flush'.split(',');
const ORDERS: Readonly<Partial<Record<HandType, readonly string[]>>> = {
  'short-deck': 'high,pair,two pair,trips,straight,full house,flush,quads,straight flush'.split(','),
  'short-deck-trips': 'high,pair,two pair,straight,trips,full house,flush,quads,straight flush'.split(','),
  'three-card': 'high,pair,flush,straight,trips,straight flush'.split(','),
};
/** Ranks of the straight in which the ace is low. */
const WHEELS: Readonly<Partial<Record<HandType, string>>> = {
  high: '12,3,2,1,0',
  'short-deck': '12,7,6,5,4',
  'short-deck-trips': '12,7,6,5,4',
  'three-card': '12,1,0',
};

function scoreOf(type: HandType, cards: Cards): Score {
  if (isBadugi(type)) return badugiScore(type, cards);
  if (type === 'low-a5' || type === 'low-8') return aceLowScore(type, cards);
  const { category, ranks } = categoryOf(type, cards);
  const place = (ORDERS[type] ?? CATEGORIES).indexOf(category);
  return type === 'low-27' ? [-place, ...ranks.map((rank) => -rank)] : [place, ...ranks];
}

function isBadugi(type: HandType): boolean {
  return type === 'badugi' || type === 'badugi-27';
}

function badugiScore(type: HandType, cards: Cards): Score {
  const different = (of: (card: Card) => number): boolean => new Set(cards.map(of)).size === cards.length;
  if (!different(rankOf) || !different(suitOf)) return null;
  const heights = cards.map((card) => (type === 'badugi' ? aceLow(rankOf(card)) : rankOf(card)));
  return [cards.length, ...heights.sort((a, b) => b - a).map((height) => -height)];
}

function aceLowScore(type: HandType, cards: Cards): Score {
  const { shape, ranks } = shapeOf(cards.map((card) => aceLow(rankOf(card))));
  if (type === 'low-8' && (ranks.length < 5 || (ranks[0] as number) > 6)) return null;
  return [-CATEGORIES.indexOf(shape), ...ranks.map((rank) => -rank)];
}

/** One below the deuce. */
function aceLow(rank: number): number {
  return rank === 12 ? -1 : rank;
}

function categoryOf(type: HandType, cards: Cards): { category: string; ranks: readonly number[] } {
  const { shape, ranks } = shapeOf(cards.map(rankOf));
  const isWhole = cards.length === (type === 'three-card' ? 3 : 5);
  const isFlush = isWhole && new Set(cards.map(suitOf)).size === 1;
  const isWheel = ranks.join() === WHEELS[type];
  const span = (ranks[0] as number) - (ranks.at(-1) as number);
  const isStraight = isWhole && shape === 'high' && (isWheel || span === cards.length - 1);
  const category = isStraight ? (isFlush ? 'straight flush' : 'straight') : isFlush ? 'flush' : shape;
  return { category, ranks: isWheel ? ranks.slice(1) : ranks };
}

/** Pairs and more, and the ranks by how often they are held and by height. */
function shapeOf(ranks: readonly number[]): { shape: string; ranks: readonly number[] } {
  const counts = new Map<number, number>();
  for (const rank of ranks) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  const groups = [...counts].sort(([rankA, a], [rankB, b]) => b - a || rankB - rankA);
  const [most = 0, next = 0] = groups.map(([, count]) => count);
  const several = ['', '', next > 1 ? 'two pair' : 'pair', next > 1 ? 'full house' : 'trips', 'quads'];
  return { shape: several[most] || 'high', ranks: groups.map(([rank]) => rank) };
}

function compareScores(a: Score, b: Score): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  const at = a.findIndex((part, i) => part !== b[i]);
  return at < 0 ? 0 : Math.sign((a[at] as number) - (b[at] as number));
}
