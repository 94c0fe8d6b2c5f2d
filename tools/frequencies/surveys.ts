/**
 * The published counts, as design/engine.md has them.
 */
import { type HandRank, sevenCards } from '@aboveboard/engine';
import { OTHERWISE, type Survey } from './survey.ts';

type Known = Readonly<Record<string, number>>;
const NO_LOW = 'no low';

/** By category, royal flushes once more by themselves. */
function byCategory(rank: HandRank | null): string[] {
  if (rank === null) return [NO_LOW];
  return rank.category === 'straight-flush' && rank.ranks[0] === 12 ? [rank.category, 'royal'] : [rank.category];
}

function byTopCard(rank: HandRank | null): string[] {
  return [rank?.category === 'low' ? `${'23456789TJQKA'[rank.ranks[0] ?? 0]} low` : 'no five ranks'];
}

function byCardCount(rank: HandRank | null): string[] {
  return [`${rank?.best.length} cards`];
}

/** The columns of the table in their order, from straight flush to high card, then total and distinct. */
function row(...counts: readonly number[]): Known {
  const columns = [
    'straight-flush',
    'four-of-a-kind',
    'full-house',
    'flush',
    'straight',
    'three-of-a-kind',
    'two-pair',
    'pair',
    'high-card',
    'total',
    'distinct',
  ];
  return Object.fromEntries(columns.map((column, i) => [column, counts[i] as number]));
}

/** The table of seven cards, for hands in an array. */
function sevenByTable(): (hand: readonly number[]) => number {
  const { evaluate } = sevenCards();
  return (hand) => evaluate(...(hand as [number, number, number, number, number, number, number]));
}

const high = { rule: { type: 'high', use: 'any' }, deck: 52, groups: byCategory } as const;
const short = { rule: { type: 'short-deck', use: 'any' }, deck: 36, groups: byCategory } as const;
const badugi = { deck: 52, cards: 4, groups: byCardCount } as const;
const BADUGI = { '4 cards': 17_160, '3 cards': 154_440, '2 cards': 96_252, '1 cards': 2_873, total: 270_725, distinct: 1_092 };

export const SURVEYS: readonly Survey[] = [
  {
    ...high,
    name: 'high-5',
    title: 'high hands, 5 of 52',
    cards: 5,
    known: { ...row(40, 624, 3_744, 5_108, 10_200, 54_912, 123_552, 1_098_240, 1_302_540, 2_598_960, 7_462), royal: 4 },
  },
  {
    ...high,
    name: 'high-6',
    title: 'high hands, 6 of 52',
    cards: 6,
    known: {
      ...row(1_844, 14_664, 165_984, 205_792, 361_620, 732_160, 2_532_816, 9_730_740, 6_612_900, 20_358_520, 6_075),
      royal: 188,
    },
  },
  {
    ...high,
    name: 'high-7',
    title: 'high hands, 7 of 52',
    fast: sevenByTable,
    cards: 7,
    known: {
      ...row(
        41_584,
        224_848,
        3_473_184,
        4_047_644,
        6_180_020,
        6_461_620,
        31_433_400,
        58_627_800,
        23_294_460,
        133_784_560,
        4_824,
      ),
      royal: 4_324,
      [OTHERWISE]: 0,
    },
  },
  {
    ...short,
    name: 'short-deck-5',
    title: 'short deck, 5 of 36',
    cards: 5,
    known: { ...row(24, 288, 1_728, 480, 6_120, 16_128, 36_288, 193_536, 122_400, 376_992, 1_404), royal: 4 },
  },
  {
    ...short,
    name: 'short-deck-7',
    title: 'short deck, 7 of 36, straight over trips',
    cards: 7,
    known: row(10_560, 44_640, 633_024, 175_560, 1_169_940, 607_200, 3_157_056, 2_316_600, 233_100, 8_347_680, 752),
  },
  {
    ...high,
    name: 'low-27-5',
    title: 'deuce to seven, 5 of 52',
    rule: { type: 'low-27', use: 'any' },
    cards: 5,
    known: { ...lowRow(36, 624, 3_744, 5_112, 9_180, 54_912, 123_552, 1_098_240, 1_303_560, 2_598_960, 7_462), royal: 4 },
  },
  {
    ...high,
    name: 'low-a5-5',
    title: 'ace to five, 5 of 52',
    rule: { type: 'low-a5', use: 'any' },
    cards: 5,
    known: {
      low: 1_317_888,
      pair: 1_098_240,
      'two-pair': 123_552,
      'three-of-a-kind': 54_912,
      'full-house': 3_744,
      'four-of-a-kind': 624,
      total: 2_598_960,
      distinct: 6_175,
    },
  },
  {
    ...high,
    name: 'low-8-5',
    title: 'eight or better, 5 of 52',
    rule: { type: 'low-8', use: 'any' },
    cards: 5,
    known: { low: 57_344, [NO_LOW]: 2_541_616, total: 2_598_960, distinct: 56 },
  },
  {
    ...high,
    name: 'low-8-7',
    title: 'eight or better, 7 of 52',
    rule: { type: 'low-8', use: 'any' },
    cards: 7,
    known: { low: 24_530_944, [NO_LOW]: 109_253_616, total: 133_784_560, distinct: 56 },
  },
  {
    name: 'razz-7',
    title: 'razz by top card, 7 of 52',
    rule: { type: 'low-a5', use: 'any' },
    deck: 52,
    cards: 7,
    groups: byTopCard,
    known: {
      '5 low': 781_824,
      '6 low': 3_151_360,
      '7 low': 7_426_560,
      '8 low': 13_171_200,
      '9 low': 19_174_400,
      'T low': 23_675_904,
      'J low': 24_837_120,
      'Q low': 21_457_920,
      'K low': 13_939_200,
      'no five ranks': 6_169_072,
      total: 133_784_560,
    },
  },
  { ...badugi, name: 'badugi-4', title: 'badugi, 4 of 52', rule: { type: 'badugi', use: 'any' }, known: BADUGI },
  {
    ...badugi,
    name: 'badugi-27-4',
    title: 'badugi with the ace high, 4 of 52',
    rule: { type: 'badugi-27', use: 'any' },
    known: BADUGI,
  },
];

/** A low names its hands without a pair `low`, not by their high card. */
function lowRow(...counts: readonly number[]): Known {
  const { 'high-card': low, ...others } = row(...counts);
  return { ...others, low: low as number };
}
