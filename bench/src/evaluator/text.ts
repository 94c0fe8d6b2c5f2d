import { type Card, parseCards, sevenCards } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import phe from 'phe';
import pokersolver from 'pokersolver';
import type { Contender, Contest } from '../measure/contest.ts';
import { type Checked, contender } from './contender.ts';
import { type Deals, deal } from './deals.ts';
import { heavyPeer, type PokerEvaluator, type PokerTools } from './heavy-peers.ts';

const HANDS = 10_000;
const PAIRS = 5_000;

/** Seven-card hands as text, read and rated: "AsKdQh…", with blanks or apart where a library wants them so. */
export function textContest(seed: number, hasHeavyPeers: boolean): Contest {
  const deals = deal(HANDS, 7, seed);
  const held = deals.hands.map((hole) => ({ hole, board: [] }));
  const checked: Checked = { rule: { type: 'high', use: 'any' }, held, pairs: PAIRS };
  const heavy = hasHeavyPeers ? [pokerTools(deals, checked), pokerEvaluator(deals, checked)] : [];
  return {
    name: 'evaluator: seven cards as text',
    unit: 'evals',
    scale: 'M',
    sound: 'pairs of hands put in the right order',
    contenders: [ours(deals, checked), ...heavy, ofPhe(deals, checked), ofPokersolver(deals, checked)],
  };
}

function ours({ shortTexts }: Deals, checked: Checked): Contender {
  const { evaluate } = sevenCards();
  const rate = (i: number): number => {
    const cards = parseCards(shortTexts[i] as string);
    assert(cards?.length === 7, `not seven cards: ${shortTexts[i]}`);
    const [a, b, c, d, e, f, g] = cards as [Card, Card, Card, Card, Card, Card, ...Card[]];
    return evaluate(a, b, c, d, e, f, g as Card);
  };
  return contender({ name: 'aboveboard', rateAll: sumOf(rate), rate, order: (a, b) => a - b }, checked);
}

function pokerTools({ texts }: Deals, checked: Checked): Contender {
  const { evaluateBoard } = heavyPeer<PokerTools>('@pokertools/evaluator');
  const rate = (i: number): number => evaluateBoard(texts[i] as string);
  return contender({ name: '@pokertools', rateAll: sumOf(rate), rate, order: (a, b) => b - a }, checked);
}

function pokerEvaluator({ texts }: Deals, checked: Checked): Contender {
  const { evalHand } = heavyPeer<PokerEvaluator>('poker-evaluator');
  const rate = (i: number): number => evalHand((texts[i] as string).split(' ')).value;
  return contender({ name: 'poker-evaluator', rateAll: sumOf(rate), rate, order: (a, b) => a - b }, checked);
}

function ofPhe({ texts }: Deals, checked: Checked): Contender {
  const rate = (i: number): number => phe.evaluateBoard(texts[i] as string);
  return contender({ name: 'phe', rateAll: sumOf(rate), rate, order: (a, b) => b - a }, checked);
}

function ofPokersolver({ texts }: Deals, checked: Checked): Contender {
  const rate = (i: number) => pokersolver.Hand.solve((texts[i] as string).split(' '));
  return contender({ name: 'pokersolver', rateAll: sumOf((i) => rate(i).rank), rate, order: (a, b) => b.compare(a) }, checked);
}

/** Reading text takes far longer than the call: one loop does for all. */
function sumOf(rate: (i: number) => number): (count: number) => number {
  return (count) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum = (sum + rate(i)) | 0;
    return sum;
  };
}
