/**
 * Dealing: cards enter from outside, and only where the hand waits for them. The engine never shuffles and never sees a deck.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { type Card, DECK_SIZE, formatCard } from '../cards/card.ts';
import { type Deck, deckSize } from '../cards/deck.ts';
import type { SeatIndex } from '../units.ts';
import { legalDraw } from './drawing.ts';
import type { HandEvent, HoleCard } from './event.ts';
import { shortBoard, shortSeat } from './flow.ts';
import { boardCardCount } from './game.ts';
import type { Hand, NextStep } from './hand.ts';
import type { HandRefusal } from './refusal.ts';
import { indexOfSeat, seatNo } from './seats.ts';
import { isSeen } from './seen.ts';

type Decision = Result<HandEvent[], HandRefusal>;

/** What the hand waits for; whoever runs it does that next. */
export function nextStep(hand: Hand): NextStep {
  if (hand.phase === 'betting' && hand.toAct !== null) return { kind: 'act', seat: hand.toAct };
  if (hand.phase === 'showdown' && hand.toAct !== null) return { kind: 'show-or-muck', seat: hand.toAct };
  const draw = legalDraw(hand);
  if (draw !== null) return { kind: 'draw', ...draw };
  if (hand.phase !== 'dealing') return { kind: 'ended' };
  const seat = shortSeat(hand);
  if (seat !== null) return { kind: 'deal-hole', seat: seat.seat, count: hand.holeDue - seat.hole.length };
  const board = shortBoard(hand);
  return { kind: 'deal-board', board, count: hand.boardDue - (hand.boards[board]?.length ?? 0) };
}

/**
 * Gives a seat the own cards it lacks. Seats may be dealt in any order; the hand goes on when the last one has its cards.
 *
 * @returns `hole-dealt`, or NOT_POSSIBLE_NOW, WRONG_CARD_COUNT, CARD_ALREADY_DEALT, CARD_NOT_IN_DECK.
 */
export function decideDealHole(hand: Hand, seat: SeatIndex, cards: readonly HoleCard[]): Decision {
  const index = indexOfSeat(hand, seat);
  if (hand.phase !== 'dealing' || index < 0) return err({ code: 'NOT_POSSIBLE_NOW' });
  const { hole, isFolded } = seatNo(hand.seats, index);
  const expected = hand.holeDue - hole.length;
  if (isFolded || expected <= 0) return err({ code: 'NOT_POSSIBLE_NOW' });
  if (cards.length !== expected) return err({ code: 'WRONG_CARD_COUNT', expected });
  const fault = faultOf(hand, cards, seat);
  return fault === null ? ok([{ kind: 'hole-dealt', seat, cards }]) : err(fault);
}

/**
 * Deals a board the cards it lacks on this street. Boards may be dealt in any order.
 *
 * @returns `board-dealt`, or NOT_POSSIBLE_NOW, WRONG_CARD_COUNT, CARD_ALREADY_DEALT, CARD_NOT_IN_DECK.
 */
export function decideDealBoard(hand: Hand, board: number, cards: readonly Card[]): Decision {
  if (hand.phase !== 'dealing' || shortSeat(hand) !== null) return err({ code: 'NOT_POSSIBLE_NOW' });
  const expected = hand.boardDue - (hand.boards[board]?.length ?? Number.POSITIVE_INFINITY);
  if (expected <= 0) return err({ code: 'NOT_POSSIBLE_NOW' });
  if (cards.length !== expected) return err({ code: 'WRONG_CARD_COUNT', expected });
  const fault = faultOf(hand, cards, null);
  return fault === null ? ok([{ kind: 'board-dealt', board, cards }]) : err(fault);
}

const MOST_RUNS = 3;

/**
 * Deals the rest of the board two or three times: once no more betting is possible, cards are to come, and it was not decided before.
 *
 * @returns `runs-agreed`, or NOT_POSSIBLE_NOW.
 * @see rules/RUN.md
 */
export function decideRunIt(hand: Hand, times: number): Decision {
  const isPossible = hand.isBettingOver && !hand.isRunOut && hand.boards.length === 1 && nextStep(hand).kind === 'deal-board';
  const isCount = Number.isInteger(times) && times >= 2 && times <= MOST_RUNS;
  return isPossible && isCount && !hand.isCardShared ? ok([{ kind: 'runs-agreed', times }]) : err({ code: 'NOT_POSSIBLE_NOW' });
}

/** Why `cards` cannot be dealt; `null` when they can. */
function faultOf(hand: Hand, cards: readonly HoleCard[], seat: SeatIndex | null): HandRefusal | null {
  for (let i = 0; i < cards.length; i++) {
    const card = cards[i] as HoleCard;
    if (card === null) continue;
    if (!isInDeck(card, hand.setup.game.deck)) return { code: 'CARD_NOT_IN_DECK', card };
    const isTwice = cards.indexOf(card) < i || (isSeen(hand, card) && (isOut(hand, card) || isUsedUp(hand, card, seat, i)));
    if (isTwice) return { code: 'CARD_ALREADY_DEALT', card };
  }
  return null;
}

function isInDeck(card: Card, { ranks, suits }: Deck): boolean {
  if (ranks.length * suits.length === DECK_SIZE) return true;
  const name = formatCard(card);
  return ranks.includes(name.charAt(0)) && suits.includes(name.charAt(1));
}

/** A card that a hand turned up holds, another seat's known card or the board's. */
export function isOut(hand: Hand, card: Card, except?: SeatIndex): boolean {
  for (const { seat, hole, isFolded } of hand.seats) if (seat !== except && !isFolded && hole.includes(card)) return true;
  for (const board of hand.boards) if (board.includes(card)) return true;
  return false;
}

/** In the muck, and the deck still has cards; once it has none the muck is dealt again, but for what this seat just gave up. */
function isUsedUp(hand: Hand, card: Card, seat: SeatIndex | null, already: number): boolean {
  const discard = hand.discards.find(({ cards }) => cards.includes(card));
  if (discard === undefined && !isFoldedAway(hand, card)) return false;
  const kept = seat === null ? 0 : boardCardsToCome(hand); // no draw takes the board's cards
  if (hand.dealt + already + kept < deckSize(hand.setup.game.deck)) return true;
  return discard !== undefined && discard.seat === seat && discard.street === hand.street;
}

function boardCardsToCome({ setup: { game }, boards }: Hand): number {
  return boards.reduce((cards, board) => cards + boardCardCount(game) - board.length, 0);
}

function isFoldedAway({ seats }: Hand, card: Card): boolean {
  for (const { hole, isFolded } of seats) if (isFolded && hole.includes(card)) return true;
  return false;
}
