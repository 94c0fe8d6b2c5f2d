/**
 * Dealing: cards enter from outside, and only where the hand waits for them. The engine never shuffles and never sees a deck.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import type { Card } from '../cards/card.ts';
import type { SeatIndex } from '../units.ts';
import type { HandEvent, HoleCard } from './event.ts';
import { holeCardCount } from './game.ts';
import type { Hand, NextStep } from './hand.ts';
import type { HandRefusal } from './refusal.ts';
import { indexOfSeat, seatNo } from './seats.ts';

type Decision = Result<HandEvent[], HandRefusal>;

/** What the hand waits for; whoever runs it does that next. */
export function nextStep(hand: Hand): NextStep {
  if (hand.phase === 'betting' && hand.toAct !== null) return { kind: 'act', seat: hand.toAct };
  if (hand.phase === 'showdown' && hand.toAct !== null) return { kind: 'show-or-muck', seat: hand.toAct };
  if (hand.phase !== 'dealing') return { kind: 'ended' };
  for (const { seat, hole } of hand.seats) {
    if (hole === null) return { kind: 'deal-hole', seat, count: holeCardCount(hand.setup.game) };
  }
  return { kind: 'deal-board', count: hand.setup.game.streets[hand.street + 1]?.board ?? 0 };
}

/**
 * Gives a seat its hole cards. Seats may be dealt in any order; betting begins when the last one has cards.
 *
 * @returns `hole-dealt`, or NOT_POSSIBLE_NOW, WRONG_CARD_COUNT, CARD_ALREADY_DEALT.
 */
export function decideDealHole(hand: Hand, seat: SeatIndex, cards: readonly HoleCard[]): Decision {
  const index = indexOfSeat(hand, seat);
  const isDue = hand.phase === 'dealing' && index >= 0 && seatNo(hand.seats, index).hole === null;
  if (!isDue) return err({ code: 'NOT_POSSIBLE_NOW' });
  const expected = holeCardCount(hand.setup.game);
  if (cards.length !== expected) return err({ code: 'WRONG_CARD_COUNT', expected });
  const twice = dealtTwice(hand, cards);
  return twice === null ? ok([{ kind: 'hole-dealt', seat, cards }]) : err({ code: 'CARD_ALREADY_DEALT', card: twice });
}

/**
 * Deals the board cards of the next street.
 *
 * @returns `board-dealt`, or NOT_POSSIBLE_NOW, WRONG_CARD_COUNT, CARD_ALREADY_DEALT.
 */
export function decideDealBoard(hand: Hand, cards: readonly Card[]): Decision {
  const step = nextStep(hand);
  if (step.kind !== 'deal-board') return err({ code: 'NOT_POSSIBLE_NOW' });
  if (cards.length !== step.count) return err({ code: 'WRONG_CARD_COUNT', expected: step.count });
  const twice = dealtTwice(hand, cards);
  return twice === null ? ok([{ kind: 'board-dealt', cards }]) : err({ code: 'CARD_ALREADY_DEALT', card: twice });
}

/** The first of `cards` that is out already, at another seat than `except` or twice among them; `null` when none is. */
export function dealtTwice(hand: Hand, cards: readonly HoleCard[], except?: SeatIndex): Card | null {
  for (let i = 0; i < cards.length; i++) {
    const card = cards[i] as HoleCard;
    if (card !== null && (isOut(hand, card, except) || cards.indexOf(card) < i)) return card;
  }
  return null;
}

function isOut(hand: Hand, card: Card, except: SeatIndex | undefined): boolean {
  for (const { seat, hole } of hand.seats) if (hole !== null && seat !== except && hole.includes(card)) return true;
  return hand.board.includes(card);
}
