/**
 * What each viewer may see of a hand, event by event: an allow-list. Every field that goes out is named here; a field nobody named
 * stays in the room. The public's event comes first; only a seat's owner gets another one.
 */
import {
  boardCardCount,
  type Card,
  type Hand,
  type LegalActions,
  potTotal,
  rankHand,
  type SeatIndex,
  seatAt,
} from '@aboveboard/engine';
import type { OpeningJson } from '@aboveboard/fairness';
import { unreachable } from '@aboveboard/kit';
import type { HandRank, TableEvent, WireLegalActions, WireOpening } from '@aboveboard/protocol';
import type { PlayStep } from '../table/hand-play.ts';

export interface Projected {
  /** Null: the public sees that something happened and nothing else. */
  readonly publicEvent: TableEvent | null;
  /** What one seat's owner sees instead. */
  readonly ownerEvent: { readonly seat: number; readonly event: TableEvent } | null;
}

/** Null for what is the engine's own book-keeping, which no viewer hears of. */
export function projectStep({ event, after, openings }: PlayStep, handNo: number): Projected | null {
  switch (event.kind) {
    case 'hand-started':
      return toAll({
        kind: 'hand-started',
        handNo,
        button: after.setup.button,
        smallBlind: after.setup.smallBlind,
        bigBlind: after.setup.bigBlind,
        seats: after.seats.map(({ seat, stack }) => ({ seat, stack })),
      });
    case 'posted': {
      const { bet, stack } = seatAt(after, event.seat);
      return toAll({
        kind: 'posted',
        seat: event.seat,
        what: event.what,
        amount: event.amount,
        bet,
        stack,
        pot: potTotal(after),
      });
    }
    case 'hole-dealt':
      return holeDealt(event.seat, event.cards, openings);
    case 'folded':
      return toAll({ kind: 'folded', seat: event.seat, timedOut: event.timedOut });
    case 'checked':
      return toAll({ kind: 'checked', seat: event.seat, timedOut: event.timedOut });
    case 'called': {
      const { bet, stack } = seatAt(after, event.seat);
      return toAll({
        kind: 'called',
        seat: event.seat,
        timedOut: false,
        amount: event.amount,
        bet,
        stack,
        pot: potTotal(after),
      });
    }
    case 'raised': {
      const { stack } = seatAt(after, event.seat);
      const { seat, to, isBet } = event;
      return toAll({ kind: 'raised', seat, timedOut: false, to, isBet, stack, pot: potTotal(after) });
    }
    case 'uncalled-returned': {
      const { stack } = seatAt(after, event.seat);
      return toAll({ kind: 'uncalled-returned', seat: event.seat, amount: event.amount, stack, pot: potTotal(after) });
    }
    case 'pots-gathered':
      return toAll({ kind: 'pots-gathered', pots: event.pots.map(({ amount, seats }) => ({ amount, seats: [...seats] })) });
    case 'board-dealt':
      return toAll({ kind: 'board-dealt', cards: [...event.cards], openings: wireOpenings(openings) });
    case 'shown':
      return toAll(shown(event.seat, event.cards, openings, after));
    case 'mucked':
      return toAll({ kind: 'mucked', seat: event.seat });
    case 'rake-taken':
      return toAll({ kind: 'rake-taken', amount: event.amount });
    case 'pot-awarded':
      return toAll({
        kind: 'pot-awarded',
        pot: event.pot,
        winners: event.winners.map(({ seat, amount }) => ({ seat, amount, stack: seatAt(after, seat).stack })),
      });
    case 'run-out-ordered':
    case 'hand-ended': // settled first: `hand-ended` of the wire comes from the settlement
      return null;
    default:
      return unreachable(event);
  }
}

export function projectLegal(legal: LegalActions): WireLegalActions {
  const { canFold, canCheck, call, raise } = legal;
  return {
    canFold,
    canCheck,
    ...(call === null ? {} : { call }),
    ...(raise === null ? {} : { raise: { smallest: raise.smallest, largest: raise.largest, isBet: raise.isBet } }),
  };
}

function toAll(event: TableEvent): Projected {
  return { publicEvent: event, ownerEvent: null };
}

function holeDealt(seat: SeatIndex, cards: readonly (Card | null)[], openings: readonly OpeningJson[]): Projected {
  const known = cards.filter((c) => c !== null);
  const publicEvent: TableEvent = { kind: 'hole-dealt', seat, count: cards.length };
  return { publicEvent, ownerEvent: { seat, event: { ...publicEvent, cards: known, openings: wireOpenings(openings) } } };
}

function shown(seat: SeatIndex, cards: readonly Card[], openings: readonly OpeningJson[], after: Hand): TableEvent {
  const isBoardFull = after.board.length === boardCardCount(after.setup.game);
  const rank = isBoardFull ? { rank: wireRank([...cards, ...after.board]) } : {};
  return { kind: 'shown', seat, cards: [...cards], openings: wireOpenings(openings), ...rank };
}

function wireRank(cards: readonly Card[]): HandRank {
  const { category, ranks, best } = rankHand(cards);
  return { category, ranks: [...ranks], best: [...best] };
}

function wireOpenings(openings: readonly OpeningJson[]): WireOpening[] {
  return openings.map(({ position, slot, card, salt, path }) => ({ position, slot, card, salt, path: [...path] }));
}
