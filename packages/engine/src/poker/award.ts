/**
 * Who gets what of a pot: by board, then by way to win, then among equal hands.
 *
 * @see rules/POT.md POT-6 to POT-13.
 */
import { assert } from '@aboveboard/kit';
import type { Card } from '../cards/card.ts';
import { describeHand } from '../cards/describe.ts';
import type { SeatIndex } from '../units.ts';
import type { Award, Pot } from './event.ts';
import type { Hand } from './hand.ts';
import { shareOf, splitPot } from './pots.ts';
import { seatAt } from './seats.ts';
import { bestOf, contenders, knownHole } from './showdown.ts';

const ACE = 12;
const ALL_CARDS = 52;

/** One way to win on one board, and who does. */
interface Part {
  readonly win: number;
  readonly winners: readonly SeatIndex[];
}

/** Divides `net` chips of pot `index`. A pot that one hand is left for needs no cards. */
export function awardsOf(hand: Hand, index: number, pot: Pot, net: number): Award[] {
  const left = contenders(hand, pot);
  assert(left.length > 0, 'a pot that everybody gave up');
  const [only] = left;
  if (left.length === 1 && only !== undefined) return [{ pot: index, board: 0, win: null, winners: splitPot(net, left, 1) }];
  const boards = hand.boards.length;
  const { oddChip } = hand.setup.options;
  const awards: Award[] = [];
  for (let board = 0; board < boards; board++) {
    const part = boards === 1 ? net : shareOf(net, boards, board, oddChip);
    if (part > 0) awards.push(...awardsOnBoard(hand, index, board, left, part));
  }
  return awards;
}

function awardsOnBoard(hand: Hand, pot: number, board: number, left: readonly SeatIndex[], amount: number): Award[] {
  const { oddChip } = hand.setup.options;
  const parts = partsOf(hand, board, left);
  const [first] = parts;
  assert(first, 'no hand for any part of a pot');
  if (parts.length > 1 && parts.every((part) => isSame(part.winners, first.winners))) {
    return [{ pot, board, win: null, winners: splitPot(amount, first.winners, oddChip) }]; // identical both ways (POT-10)
  }
  const awards: Award[] = [];
  for (const { win, winners } of parts) {
    const share = shareOf(amount, parts.length, awards.length, oddChip);
    awards.push({ pot, board, win, winners: splitPot(share, oddChipOrder(hand, win, board, winners, share), oddChip) });
  }
  return awards;
}

/** The ways to win that somebody has a hand for. */
function partsOf(hand: Hand, board: number, left: readonly SeatIndex[]): Part[] {
  const { wins } = hand.setup.game;
  const parts: Part[] = [];
  for (let win = 0; win < wins.length; win++) {
    const rule = wins[win];
    const winners = rule ? bestOf(hand, left, rule, board) : [];
    if (winners.length > 0) parts.push({ win, winners });
  }
  return parts;
}

function isSame(a: readonly SeatIndex[], b: readonly SeatIndex[]): boolean {
  return a.length === b.length && a.every((seat, i) => seat === b[i]);
}

/** Left of the button first; in stud the highest card by suit among the five that each one plays, an ace being low in a low (POT-9). */
function oddChipOrder(
  hand: Hand,
  win: number,
  board: number,
  winners: readonly SeatIndex[],
  amount: number,
): readonly SeatIndex[] {
  const isOdd = amount % (winners.length * hand.setup.options.oddChip) !== 0;
  if (hand.setup.game.forced !== 'bring-in' || winners.length < 2 || !isOdd) return winners;
  const top = new Map(winners.map((seat) => [seat, topCardUsed(hand, win, board, seat)]));
  return [...winners].sort((a, b) => (top.get(b) ?? 0) - (top.get(a) ?? 0));
}

function topCardUsed(hand: Hand, win: number, board: number, seat: SeatIndex): number {
  const rule = hand.setup.game.wins[win];
  const hole = knownHole(seatAt(hand, seat).hole);
  const best: readonly Card[] = rule && hole ? (describeHand(rule, hole, hand.boards[board] ?? [])?.best ?? []) : [];
  const isAceLow = rule?.type === 'low-a5' || rule?.type === 'low-8';
  return Math.max(...best.map((card) => (isAceLow && card >> 2 === ACE ? card - ALL_CARDS : card)));
}
