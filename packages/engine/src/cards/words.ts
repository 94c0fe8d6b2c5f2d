/**
 * Hands in English, as a dealer reads them out: for text exports and the command line. Screens translate the `HandRank` themselves.
 */
import type { Rank } from './card.ts';
import type { HandRank } from './describe.ts';

const ONE = /* @__PURE__ */ 'deuce three four five six seven eight nine ten jack queen king ace'.split(' ');
const MANY = /* @__PURE__ */ 'deuces threes fours fives sixes sevens eights nines tens jacks queens kings aces'.split(' ');
const COUNT = ['no', 'one', 'two', 'three', 'four'];

/** "kings full of fours", "eight-six low", "four-card badugi, seven high", "seven-five low (2-7)". */
export function handInWords(rank: HandRank): string {
  const isAgainst = rank.category !== 'low' && (rank.type === 'low-a5' || rank.type === 'low-27');
  const text = named(rank);
  if (rank.type === 'low-27') return `${text} (2-7)`;
  return isAgainst ? `${text} (low)` : text;
}

function named({ category, ranks, best }: HandRank): string {
  const [high, low] = ranks;
  switch (category) {
    case 'high-card':
      return `${one(high)} high`;
    case 'pair':
      return `a pair of ${many(high)}`;
    case 'two-pair':
      return `two pair, ${many(high)} and ${many(low)}`;
    case 'three-of-a-kind':
      return `three ${many(high)}`;
    case 'straight':
      return `a straight to the ${one(high)}`;
    case 'flush':
      return `a flush, ${one(high)} high`;
    case 'full-house':
      return `${many(high)} full of ${many(low)}`;
    case 'four-of-a-kind':
      return `four ${many(high)}`;
    case 'straight-flush':
      return high === 12 ? 'a royal flush' : `a straight flush to the ${one(high)}`;
    case 'low':
      return low === undefined ? `${one(high)} low` : `${one(high)}-${one(low)} low`;
    case 'badugi':
      return `${COUNT[best.length]}-card badugi, ${one(high)} high`;
  }
}

function one(rank: Rank | undefined): string {
  return ONE[rank ?? 0] as string;
}

function many(rank: Rank | undefined): string {
  return MANY[rank ?? 0] as string;
}
