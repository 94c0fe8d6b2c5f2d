/** From a question to what can be counted: checked, and with the cards that are left to be dealt. */
import type { Card } from '@aboveboard/engine';
import { err, ok, type Result } from '@aboveboard/kit';
import type { OddsGame } from './odds-game.ts';
import type { Combo, HandSpec, OddsRefusal, Question } from './question.ts';

export const MAX_HANDS = 10;

/** Either `combos` says how the hand may be held, or it is `known` and `missing` more cards. */
export interface PreparedHand {
  readonly known: readonly Card[];
  readonly missing: number;
  readonly combos: readonly Combo[] | null;
}

export interface Prepared {
  readonly game: OddsGame;
  readonly hands: readonly PreparedHand[];
  /** One list for each board of the game, maybe empty. */
  readonly boards: readonly (readonly Card[])[];
  /** Cards that are nowhere yet; a range's hand is dealt from them. */
  readonly rest: readonly Card[];
}

/** Checks a question. Every refusal names the hand, the board or the card that it is about. */
export function prepare(question: Question): Result<Prepared, OddsRefusal> {
  const { game, hands } = question;
  const boards = Array.from({ length: game.boards }, (_, b) => question.boards[b] ?? []);
  const fault = sizeFault(question) ?? cardFault(question);
  if (fault) return err(fault);
  const used = new Set(knownCards(question));
  const rest = game.deck.filter((card) => !used.has(card));
  const prepared = hands.map((hand) => prepareHand(hand, game.holeCards, used));
  const empty = prepared.findIndex(({ combos }) => combos?.length === 0);
  if (empty >= 0) return err({ code: 'RANGE_EMPTY', hand: empty });
  const onBoards = boards.reduce((sum, board) => sum + game.boardCards - board.length, 0);
  const needed = prepared.reduce((sum, { missing, combos }) => sum + (combos ? game.holeCards : missing), onBoards);
  if (needed > rest.length) return err({ code: 'DECK_RUNS_OUT', needed, left: rest.length });
  return ok({ game, hands: prepared, boards, rest });
}

function prepareHand(hand: HandSpec, size: number, used: ReadonlySet<Card>): PreparedHand {
  if (hand.kind === 'cards') return { known: hand.cards, missing: size - hand.cards.length, combos: null };
  const combos = hand.combos.filter(({ cards }) => !cards.some((card) => used.has(card)));
  return { known: [], missing: 0, combos };
}

function sizeFault({ game, hands, boards }: Question): OddsRefusal | null {
  if (hands.length < 2 || hands.length > MAX_HANDS) return { code: 'HANDS_OUT_OF_RANGE', hands: hands.length };
  const most = game.holeCards;
  const hand = hands.findIndex((spec) => spec.kind === 'cards' && spec.cards.length > most);
  if (hand >= 0) return { code: 'TOO_MANY_CARDS_IN_HAND', hand, most };
  if (boards.length > game.boards) return { code: 'TOO_MANY_BOARDS', most: game.boards };
  const board = boards.findIndex((cards) => cards.length > game.boardCards);
  return board >= 0 ? { code: 'TOO_MANY_CARDS_ON_BOARD', board, most: game.boardCards } : null;
}

function cardFault(question: Question): OddsRefusal | null {
  const deck = new Set(question.game.deck);
  const seen = new Set<Card>();
  for (const card of knownCards(question)) {
    if (!deck.has(card)) return { code: 'NOT_IN_DECK', card };
    if (seen.has(card)) return { code: 'CARD_TWICE', card };
    seen.add(card);
  }
  return null;
}

/** Everything that lies somewhere for sure. */
function knownCards({ hands, boards, dead }: Question): Card[] {
  return [...hands.flatMap((hand) => (hand.kind === 'cards' ? hand.cards : [])), ...boards.flat(), ...dead];
}
