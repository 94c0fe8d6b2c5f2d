/** Who sees which cards of a seat: the owner all of them, everybody the open ones of stud, and all that are shown. */
import {
  boardCardsOn,
  type Card,
  describeHand,
  facesOf,
  type Hand,
  type HandEventOf,
  type HoleCard,
  holeCardsOn,
  type SeatIndex,
  seatAt,
  type WinRule,
} from '@aboveboard/engine';
import type { OpeningJson } from '@aboveboard/fairness';
import type { RankedHand, TableEvent, TableEventOf, WireOpening } from '@aboveboard/protocol';

/** The public's event, and what the seat's owner sees instead. */
export interface SeatCards {
  readonly publicEvent: TableEvent;
  readonly ownerEvent: { readonly seat: SeatIndex; readonly event: TableEvent };
}

export function projectHoleDealt(
  { seat, cards }: HandEventOf<'hole-dealt'>,
  after: Hand,
  openings: readonly OpeningJson[],
): SeatCards {
  const isOpen = cards.map((_, i) => isFaceUp(after, seatAt(after, seat).hole.length - cards.length + i));
  const dealt = { kind: 'hole-dealt', seat, count: cards.length, isOpen } as const;
  const open = openings.filter((_, i) => isOpen[i]);
  return {
    publicEvent: { ...dealt, cards: cards.map((card, i) => (isOpen[i] ? card : null)), openings: wireOpenings(open) },
    ownerEvent: { seat, event: { ...dealt, cards: [...cards], openings: wireOpenings(openings) } },
  };
}

/** The `index`th card of a seat; what comes for discards is always face down, and no game has both. */
function isFaceUp({ setup }: Hand, index: number): boolean {
  return facesOf(setup.game)[index] === 'u';
}

export function projectDiscarded({ seat, cards, timedOut }: HandEventOf<'discarded'>): SeatCards {
  const given = { kind: 'discarded', seat, count: cards.length, timedOut } as const;
  return {
    publicEvent: { ...given, cards: cards.map(() => null) },
    ownerEvent: { seat, event: { ...given, cards: [...cards] } },
  };
}

export function projectShown(
  { seat, cards }: HandEventOf<'shown'>,
  after: Hand,
  openings: readonly OpeningJson[],
): TableEventOf<'shown'> {
  const ranks = isDealtOut(after, cards) ? ranksOf(after, cards) : [];
  return { kind: 'shown', seat, cards: [...cards], openings: wireOpenings(openings), ranks };
}

/** No card of this hand, own or on a board, is to come; a shared last card lies on the board. */
function isDealtOut({ setup: { game }, boards, isCardShared }: Hand, hole: readonly HoleCard[]): boolean {
  const last = game.streets.length - 1;
  const shared = isCardShared ? 1 : 0;
  const isHoleFull = hole.length === holeCardsOn(game, last) - shared;
  return isHoleFull && boards.every((board) => board.length === boardCardsOn(game, last) + shared);
}

function ranksOf({ setup: { game }, boards }: Hand, hole: readonly Card[]): RankedHand[] {
  const perBoard = boards.length > 0 ? boards : [[]];
  return perBoard.flatMap((cards, board) => game.wins.flatMap((win) => ranked(win, hole, cards, board)));
}

function ranked(win: WinRule, hole: readonly Card[], cards: readonly Card[], board: number): RankedHand[] {
  const rank = describeHand(win, hole, cards);
  if (!rank) return [];
  const { type, category, ranks, best } = rank;
  return [{ board, win: { type: win.type, use: win.use }, rank: { type, category, ranks: [...ranks], best: [...best] } }];
}

export function wireOpenings(openings: readonly OpeningJson[]): WireOpening[] {
  return openings.map(({ position, slot, card, salt, path }) => ({ position, slot, card, salt, path: [...path] }));
}
