/**
 * Who wins, straight from the definition and slowly: the judge of all contenders, ours too. It shares no code with the evaluator.
 */
import { type Card, rankOf, suitOf } from '@aboveboard/engine';

/** 1 when the best five of `a` beat those of `b`, -1 the other way round, 0 for a tie. */
export function orderByDefinition(a: readonly Card[], b: readonly Card[]): number {
  return compareScores(bestScore(a), bestScore(b));
}

function bestScore(cards: readonly Card[]): readonly number[] {
  return fives(cards)
    .map(scoreOfFive)
    .reduce((best, score) => (compareScores(score, best) > 0 ? score : best));
}

/** Every choice of five. */
function fives(cards: readonly Card[], count = 5): readonly (readonly Card[])[] {
  if (count === 0) return [[]];
  return cards.flatMap((card, i) => fives(cards.slice(i + 1), count - 1).map((rest) => [card, ...rest]));
}

/** Category first, then ranks by how often they are held and by height. */
function scoreOfFive(cards: readonly Card[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const card of cards) counts.set(rankOf(card), (counts.get(rankOf(card)) ?? 0) + 1);
  const groups = [...counts].sort(([rankA, a], [rankB, b]) => b - a || rankB - rankA);
  const ranks = groups.map(([rank]) => rank);
  const shape = groups.map(([, count]) => count).join('');
  const isFlush = new Set(cards.map(suitOf)).size === 1;
  const isWheel = ranks.join() === '12,3,2,1,0';
  const isStraight = shape === '11111' && (isWheel || (ranks[0] as number) - (ranks[4] as number) === 4);
  const order = ['11111', '2111', '221', '311', 'straight', 'flush', '32', '41', 'straight flush'];
  const runs = isStraight ? (isFlush ? 'straight flush' : 'straight') : null;
  return [order.indexOf(runs ?? (isFlush ? 'flush' : shape)), ...(isWheel ? [3] : ranks)];
}

function compareScores(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, i) => part !== b[i]);
  return at < 0 ? 0 : Math.sign((a[at] as number) - (b[at] as number));
}
