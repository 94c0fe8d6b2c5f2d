import { type Card, NO_LIMIT_HOLDEM, parseCards } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import { countOdds, DEFAULT_SETTINGS, oddsGame, type Question } from '@aboveboard/odds';
import phe from 'phe';
import { heavyPeer, type PokerTools } from '../evaluator/heavy-peers.ts';
import type { Contender, Contest } from '../measure/contest.ts';

/** How often the first hand wins, loses and ties. */
type Counts = readonly [wins: number, losses: number, ties: number];

/** The three matchups there are, with the counts of design/engine.md. */
const MATCHUPS: readonly (readonly [aces: string, kings: string, counts: Counts])[] = [
  ['AsAh', 'KdKc', [1_388_072, 317_694, 6_538]],
  ['AsAh', 'KhKd', [1_399_204, 305_177, 7_923]],
  ['AsAh', 'KsKh', [1_410_336, 292_660, 9_308]],
];

/**
 * Aces against kings without a common suit, all 1 712 304 boards.
 *
 * No JavaScript peer counts exactly by itself, so the quickest evaluators among them are asked about every board in five loops.
 * pokersolver would take a minute.
 */
export function oddsContest(hasHeavyPeers: boolean): Contest {
  const tools = hasHeavyPeers ? heavyPeer<PokerTools>('@pokertools/evaluator') : null;
  return {
    name: 'odds: aces against kings, every board',
    unit: 'answers',
    scale: '',
    sound: 'matchups counted right',
    contenders: [
      contender('aboveboard', countOurs),
      ...(tools ? [contender('@pokertools', (a, b) => countInLoops(a, b, tools.evaluate))] : []),
      contender('phe', (a, b) => countInLoops(a, b, phe.evaluateCardCodes)),
    ],
  };
}

function contender(name: string, count: (aces: readonly Card[], kings: readonly Card[]) => Counts): Contender {
  const countOf = ([aces, kings]: (typeof MATCHUPS)[number]): Counts => count(cards(aces), cards(kings));
  const [first] = MATCHUPS;
  assert(first, 'no matchup');
  return {
    name,
    run: (times) => {
      let wins = 0;
      for (let i = 0; i < times; i++) wins += countOf(first)[0];
      return wins;
    },
    soundness: () => MATCHUPS.filter((matchup) => countOf(matchup).join() === matchup[2].join()).length / MATCHUPS.length,
  };
}

function cards(text: string): Card[] {
  const read = parseCards(text);
  assert(read, `not cards: ${text}`);
  return read;
}

function countOurs(aces: readonly Card[], kings: readonly Card[]): Counts {
  const hands = [aces, kings].map((known) => ({ kind: 'cards', cards: known }) as const);
  const question: Question = { game: oddsGame(NO_LIMIT_HOLDEM), hands, boards: [], dead: [] };
  const counting = countOdds(question, DEFAULT_SETTINGS);
  let step = counting.next();
  while (!step.done) step = counting.next();
  assert(step.value.ok, 'aces against kings were refused');
  const { deals, hands: odds } = step.value.value;
  const { wins = 0, ties = 0 } = odds[0] ?? {};
  return [wins, deals - wins - ties, ties];
}

/** Every board once, each rated twice, by an evaluator to which the smaller number is the better hand. */
function countInLoops(aces: readonly Card[], kings: readonly Card[], evaluate: (codes: readonly number[]) => number): Counts {
  const used = new Set<number>([...aces, ...kings]);
  const stub = Array.from({ length: 52 }, (_, card) => card).filter((card) => !used.has(card));
  const a: number[] = [...aces, 0, 0, 0, 0, 0];
  const b: number[] = [...kings, 0, 0, 0, 0, 0];
  const counts: [number, number, number] = [0, 0, 0];
  const lay = (at: number, from: number): void => {
    if (at === 7) {
      const [own, other] = [evaluate(a), evaluate(b)];
      if (own < other) counts[0]++;
      else if (own > other) counts[1]++;
      else counts[2]++;
      return;
    }
    for (let i = from; i < stub.length; i++) {
      a[at] = b[at] = stub[i] as number;
      lay(at + 1, i + 1);
    }
  };
  lay(2, 0);
  return counts;
}
