import { type Card, strength, type WinRule } from '@aboveboard/engine';
import phe from 'phe';
import type { Contender, Contest } from '../measure/contest.ts';
import { type Checked, contender } from './contender.ts';
import { type Deals, deal } from './deals.ts';
import { heavyPeer, type PokerTools } from './heavy-peers.ts';

const HANDS = 2_000;
const PAIRS = 400;
const OWN = 4;
const OMAHA: WinRule = { type: 'high', use: 'two-and-three' };

/** Four own cards and five on the board. No peer knows Omaha, so they rate its sixty hands of five and take the best. */
export function omahaContest(seed: number, hasHeavyPeers: boolean): Contest {
  const deals = deal(HANDS, 9, seed);
  const held = deals.hands.map((hand) => ({ hole: hand.slice(0, OWN), board: hand.slice(OWN) }));
  const checked: Checked = { rule: OMAHA, held, pairs: PAIRS };
  const evaluate = hasHeavyPeers ? heavyPeer<PokerTools>('@pokertools/evaluator').evaluate : null;
  return {
    name: 'evaluator: Omaha, four and five packed cards',
    unit: 'evals',
    scale: 'M',
    sound: 'pairs of hands put in the right order',
    contenders: [
      ours(deals, checked),
      ...(evaluate ? [bestOfSixty('@pokertools', deals, checked, evaluate)] : []),
      bestOfSixty('phe', deals, checked, phe.evaluateCardCodes),
    ],
  };
}

function ours({ packed }: Deals, checked: Checked): Contender {
  const holes = Array.from({ length: HANDS }, (_, i) => packed.subarray(i * 9, i * 9 + OWN));
  const boards = Array.from({ length: HANDS }, (_, i) => packed.subarray(i * 9 + OWN, i * 9 + 9));
  const rate = (i: number): number => strength(OMAHA, holes[i] as Uint8Array, boards[i] as Uint8Array);
  const rateAll = (count: number): number => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum = (sum + rate(i)) | 0;
    return sum;
  };
  return contender({ name: 'aboveboard', rateAll, rate, order: (a, b) => a - b }, checked);
}

/** Both peers call the smaller number the better hand. */
function bestOfSixty(
  name: string,
  { hands }: Deals,
  checked: Checked,
  evaluate: (codes: readonly number[]) => number,
): Contender {
  const five = [0, 0, 0, 0, 0];
  const rate = (i: number): number => {
    const hand = hands[i] as readonly Card[];
    let best = Number.POSITIVE_INFINITY;
    for (const places of SIXTY) {
      for (let k = 0; k < 5; k++) five[k] = hand[places[k] as number] as number;
      best = Math.min(best, evaluate(five));
    }
    return best;
  };
  const rateAll = (count: number): number => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum = (sum + rate(i)) | 0;
    return sum;
  };
  return contender({ name, rateAll, rate, order: (a, b) => b - a }, checked);
}

/** Where the five cards of each hand stand among the nine. */
const SIXTY = choices([0, 1, 2, 3], 2).flatMap((two) => choices([4, 5, 6, 7, 8], 3).map((three) => [...two, ...three]));

function choices(places: readonly number[], count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return places.flatMap((place, i) => choices(places.slice(i + 1), count - 1).map((rest) => [place, ...rest]));
}
