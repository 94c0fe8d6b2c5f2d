/** Odds as a table for people, or as one object for programs. */
import { type Card, describeHand, formatCard, handInWords, type WinRule } from '@aboveboard/engine';
import type { HandOdds, Odds, Question } from '@aboveboard/odds';

export interface Answered {
  readonly code: string;
  /** The hands as they were written. */
  readonly hands: readonly string[];
  readonly question: Question;
  readonly odds: Odds;
  readonly seed: number;
}

export function formatOdds(answered: Answered): string {
  const { question, odds, seed, code } = answered;
  const prizes = odds.hands[0]?.prizes ?? [];
  const parts = prizes.length > 1 ? prizes.map(({ rule, board }) => prizeName(rule, board, question.game.boards)) : [];
  const head = ['hand', 'equity', ...(odds.isExact ? [] : ['95 % interval']), 'wins', 'ties', ...parts];
  const rows = odds.hands.map((hand, i) => rowOf(hand, i, answered));
  const deals = `${odds.deals.toLocaleString('en-US')} ${odds.deals === 1 ? 'deal' : 'deals'}`;
  return `${code}: ${deals}${odds.isExact ? ', all there are' : ` by chance, seed ${seed}`}\n\n${table([head, ...rows])}`;
}

function rowOf(hand: HandOdds, i: number, answered: Answered): string[] {
  const { interval, equity, wins, ties, prizes } = hand;
  const { deals } = answered.odds;
  return [
    handName(i, answered),
    percent(equity),
    ...(interval ? [`${percent(interval.low)} to ${percent(interval.high)}`] : []),
    percent(wins / deals),
    percent(ties / deals),
    ...(prizes.length > 1 ? prizes.map((prize) => percent(prize.equity)) : []),
    madeOf(i, answered.question).join('; '),
  ];
}

/** A hand by its cards, "??" for those that are dealt; a range, or a hand nothing is known of, as it was written. */
function handName(i: number, { hands, question }: Answered): string {
  const hand = question.hands[i];
  if (hand?.kind !== 'cards' || hand.cards.length === 0) return hands[i] ?? '';
  return hand.cards
    .map(formatCard)
    .join('')
    .padEnd(2 * question.game.holeCards, '?');
}

function prizeName({ type, use }: WinRule, board: number, boards: number): string {
  const name = use === 'own' && type === 'high' ? 'own high' : type;
  return boards > 1 ? `${name}, board ${board + 1}` : name;
}

/** What a hand has made, in words, by each rule on each board; nothing as long as cards are to come. */
function madeOf(i: number, { game, hands, boards }: Question): string[] {
  const hand = hands[i];
  const laid = Array.from({ length: game.boards }, (_, b): readonly Card[] => boards[b] ?? []);
  if (hand?.kind !== 'cards' || hand.cards.length < game.holeCards || laid.some(({ length }) => length < game.boardCards))
    return [];
  return laid.flatMap((board) =>
    game.wins.map((rule) => {
      const made = describeHand(rule, hand.cards, board);
      return made ? handInWords(made) : 'no low';
    }),
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

/** Columns side by side, the first and the words at the end to the left, figures to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const figures = (rows[0] as readonly string[]).length;
  const widths = Array.from({ length: figures }, (_, c) => Math.max(...rows.map((row) => row[c]?.length ?? 0)));
  const cell = (text: string, c: number): string => {
    const width = widths[c];
    if (width === undefined) return text;
    return c === 0 ? text.padEnd(width) : text.padStart(width);
  };
  return rows.map((row) => `${row.map(cell).join('  ').trimEnd()}\n`).join('');
}

/** The answer for programs: equities as numbers and, exactly, as fractions in text. */
export function oddsAsJson({ code, question, odds, seed, ...answered }: Answered): object {
  return {
    game: code,
    exact: odds.isExact,
    deals: odds.deals,
    ...(odds.isExact ? {} : { seed }),
    hands: odds.hands.map(({ share, interval, ...hand }, i) => ({
      hand: handName(i, { code, question, odds, seed, ...answered }),
      ...hand,
      share: `${share.numerator}/${share.denominator}`,
      ...(interval ? { interval } : {}),
      made: madeOf(i, question),
    })),
  };
}
