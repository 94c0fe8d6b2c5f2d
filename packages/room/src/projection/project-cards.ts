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
import type { OpenedStep, OpeningJson } from '@aboveboard/fairness';
import type { RankedHand, TableEvent, TableEventOf, WireOpening, WireReshuffleStep } from '@aboveboard/protocol';
import type { Proofs, Proven } from '../deal/dealing.ts';

/** The public's event, and what the seat's owner sees instead. */
export interface SeatCards {
  readonly publicEvent: TableEvent;
  readonly ownerEvent: { readonly seat: SeatIndex; readonly event: TableEvent };
}

export function projectHoleDealt(event: HandEventOf<'hole-dealt'>, after: Hand, { openings, walk }: Proofs): SeatCards {
  const { seat, cards } = event;
  const isOpen = facesDealt(after, event);
  const dealt = { kind: 'hole-dealt', seat, count: cards.length, isOpen } as const;
  const open = openings.filter((_, i) => isOpen[i]);
  const shown = cards.map((card, i) => (isOpen[i] ? card : null));
  return {
    publicEvent: { ...dealt, cards: shown, openings: wireOpenings(open), ...wireWalk(walk, ({ dealt }) => !dealt) },
    ownerEvent: {
      seat,
      event: { ...dealt, cards: [...cards], openings: wireOpenings(openings), ...wireWalk(walk, () => true) },
    },
  };
}

/** Which of the cards just dealt lie face up; what comes for discards never does, and no game has both. */
function facesDealt(after: Hand, { seat, cards }: HandEventOf<'hole-dealt'>): boolean[] {
  const faces = facesOf(after.setup.game);
  const first = seatAt(after, seat).hole.length - cards.length;
  return cards.map((_, i) => faces[first + i] === 'u');
}

export function projectDiscarded(
  { seat, cards, timedOut }: HandEventOf<'discarded'>,
  { step, proofs }: Pick<Proven, 'step' | 'proofs'>,
): SeatCards {
  const isShort = step?.kind === 'discard' && step.isShort === true;
  const given = {
    kind: 'discarded',
    seat,
    count: cards.length,
    timedOut,
    isShort,
    ...wireWalk(proofs.walk, () => true),
  } as const;
  return {
    publicEvent: { ...given, cards: cards.map(() => null) },
    ownerEvent: { seat, event: { ...given, cards: [...cards] } },
  };
}

export function projectShown(
  { seat, cards }: HandEventOf<'shown'>,
  after: Hand,
  { openings, walk }: Proofs,
): TableEventOf<'shown'> {
  const ranks = isDealtOut(after, cards) ? ranksOf(after, cards) : [];
  return { kind: 'shown', seat, cards: [...cards], openings: wireOpenings(openings), ...wireWalk(walk, () => true), ranks };
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

/** Every step of the walk, its entry only for whoever may see it: those passed over are everybody's, those dealt the recipient's. */
function wireWalk(walk: readonly OpenedStep[], maySee: (step: OpenedStep) => boolean): { walk?: WireReshuffleStep[] } {
  if (walk.length === 0) return {};
  const steps = walk.map((step) => {
    const { k, dealt, entry } = step;
    return { k, dealt, entry: maySee(step) ? { slot: entry.slot, salt: entry.salt, path: [...entry.path] } : null };
  });
  return { walk: steps };
}
