import { type Card, sevenCards } from '@aboveboard/engine';
import phe from 'phe';
import CardOfPokerTs from 'poker-ts/dist/lib/card.js';
import HandOfPokerTs from 'poker-ts/dist/lib/hand.js';
import type { Contender, Contest } from '../measure/contest.ts';
import { type Checked, contender } from './contender.ts';
import { type Deals, deal } from './deals.ts';
import { heavyPeer, type PokerEvaluator, type PokerTools } from './heavy-peers.ts';

const HANDS = 10_000;
const PAIRS = 5_000;
const lowerWins = (a: number, b: number): number => b - a;
const higherWins = (a: number, b: number): number => a - b;

/** Seven-card hands as numbers: ours out of one typed array, the others given theirs as each likes them best. */
export function packedContest(seed: number, hasHeavyPeers: boolean): Contest {
  const deals = deal(HANDS, 7, seed);
  const held = deals.hands.map((hole) => ({ hole, board: [] }));
  const checked: Checked = { rule: { type: 'high', use: 'any' }, held, pairs: PAIRS };
  const heavy = hasHeavyPeers ? [pokerTools(deals, checked), pokerEvaluator(deals, checked)] : [];
  return {
    name: 'evaluator: seven packed cards',
    unit: 'evals',
    scale: 'M',
    sound: 'pairs of hands put in the right order',
    contenders: [ours(deals, checked), ...heavy, ofPhe(deals, checked), pokerTs(deals, checked)],
  };
}

function ours({ packed }: Deals, checked: Checked): Contender {
  const { evaluate } = sevenCards();
  const card = (at: number): number => packed[at] as number;
  const rate = (i: number): number => evaluateAt(i * 7);
  const evaluateAt = (at: number): number =>
    evaluate(card(at), card(at + 1), card(at + 2), card(at + 3), card(at + 4), card(at + 5), card(at + 6));
  const rateAll = (count: number): number => {
    let sum = 0;
    for (let at = 0; at < count * 7; at += 7) sum = (sum + evaluateAt(at)) | 0;
    return sum;
  };
  return contender({ name: 'aboveboard', rateAll, rate, order: higherWins }, checked);
}

function pokerTools({ hands }: Deals, checked: Checked): Contender {
  const { evaluate } = heavyPeer<PokerTools>('@pokertools/evaluator');
  const rate = (i: number): number => evaluate(hands[i] as Card[]);
  const rateAll = (count: number): number => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum = (sum + evaluate(hands[i] as Card[])) | 0;
    return sum;
  };
  return contender({ name: '@pokertools', rateAll, rate, order: lowerWins }, checked);
}

function pokerEvaluator({ hands }: Deals, checked: Checked): Contender {
  const { evalHand } = heavyPeer<PokerEvaluator>('poker-evaluator');
  const fromOne = hands.map((hand) => hand.map((card) => card + 1));
  const rate = (i: number): number => evalHand(fromOne[i] as number[]).value;
  const rateAll = (count: number): number => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum = (sum + evalHand(fromOne[i] as number[]).value) | 0;
    return sum;
  };
  return contender({ name: 'poker-evaluator', rateAll, rate, order: higherWins }, checked);
}

function ofPhe({ hands }: Deals, checked: Checked): Contender {
  const rate = (i: number): number => phe.evaluateCardCodes(hands[i] as Card[]);
  const rateAll = (count: number): number => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum = (sum + phe.evaluateCardCodes(hands[i] as Card[])) | 0;
    return sum;
  };
  return contender({ name: 'phe', rateAll, rate, order: lowerWins }, checked);
}

function pokerTs({ hands }: Deals, checked: Checked): Contender {
  const own = hands.map((hand) => hand.map((card) => new CardOfPokerTs.default(card >> 2, card & 3)));
  type Hand = ReturnType<typeof HandOfPokerTs.default.of>;
  const rate = (i: number): Hand => HandOfPokerTs.default.of(own[i] as InstanceType<typeof CardOfPokerTs.default>[]);
  const rateAll = (count: number): number => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum = (sum + rate(i).strength()) | 0;
    return sum;
  };
  return contender({ name: 'poker-ts', rateAll, rate, order: (a, b) => HandOfPokerTs.default.compare(b, a) }, checked);
}
