import { type Card, evaluate7, formatCard, orderedDeck, parseCards } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import { seededRandom } from '@aboveboard/testkit';
import phe from 'phe';
import CardOfPokerTs from 'poker-ts/dist/lib/card.js';
import HandOfPokerTs from 'poker-ts/dist/lib/hand.js';
import pokersolver from 'pokersolver';
import type { Contender, Contest } from '../measure/contest.ts';
import { orderByDefinition } from './by-definition.ts';

const HANDS = 10_000;
const CHECKED_HANDS = 5_000;

/** Seven-card hands given as each library likes them best: numbers, or its own card objects. */
export function packedContest(seed: number): Contest {
  const hands = sevenCardHands(seed);
  const ofPokerTs = hands.map((hand) => hand.map((card) => new CardOfPokerTs.default(card >> 2, card & 3)));
  return {
    name: 'evaluator: seven packed cards',
    unit: 'evals',
    scale: 'M',
    sound: 'pairs of hands put in the right order',
    contenders: [
      contender('aboveboard', hands, hands, evaluate7, (a, b) => a - b),
      contender('phe', hands, hands, phe.evaluateCardCodes, (a, b) => b - a),
      contender('poker-ts', hands, ofPokerTs, HandOfPokerTs.default.of, (a, b) => HandOfPokerTs.default.compare(b, a)),
    ],
  };
}

/** The same hands as text. */
export function textContest(seed: number): Contest {
  const hands = sevenCardHands(seed);
  const texts = hands.map((hand) => hand.map(formatCard).join(' '));
  return {
    name: 'evaluator: seven cards as text',
    unit: 'evals',
    scale: 'M',
    sound: 'pairs of hands put in the right order',
    contenders: [
      contender('aboveboard', hands, texts, evaluateText, (a, b) => a - b),
      contender('phe', hands, texts, phe.evaluateBoard, (a, b) => b - a),
      contender(
        'pokersolver',
        hands,
        texts,
        (text) => pokersolver.Hand.solve(text.split(' ')),
        (a, b) => b.compare(a),
      ),
    ],
  };
}

function evaluateText(text: string): number {
  const cards = parseCards(text);
  assert(cards, `not cards: ${text}`);
  return evaluate7(cards);
}

function contender<Input, Strength>(
  name: string,
  hands: readonly Card[][],
  inputs: readonly Input[],
  evaluate: (input: Input) => Strength,
  compare: (a: Strength, b: Strength) => number,
): Contender {
  return {
    name,
    run: (times) => {
      let last: Strength | null = null;
      let changes = 0;
      for (let i = 0; i < times; i++) {
        const strength = evaluate(inputs[i % HANDS] as Input);
        if (strength !== last) changes++;
        last = strength;
      }
      return changes;
    },
    soundness: () => {
      let right = 0;
      for (let i = 0; i < CHECKED_HANDS; i++) {
        const wanted = orderByDefinition(hands[i] as Card[], hands[i + 1] as Card[]);
        const got = compare(evaluate(inputs[i] as Input), evaluate(inputs[i + 1] as Input));
        if (Math.sign(got) === wanted) right++;
      }
      return right / CHECKED_HANDS;
    },
  };
}

function sevenCardHands(seed: number): Card[][] {
  const chance = seededRandom(seed);
  return Array.from({ length: HANDS }, () => {
    const deck = orderedDeck();
    return Array.from({ length: 7 }, () => deck.splice(chance.below(deck.length), 1)[0] as Card);
  });
}
