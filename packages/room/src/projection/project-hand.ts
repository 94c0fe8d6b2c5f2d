/**
 * What each viewer may see of a hand, event by event: an allow-list. Every field that goes out is named here; a field nobody named
 * stays in the room. The public's event comes first; only a seat's owner gets another one.
 */
import { type Hand, potTotal, type Stakes, seatAt } from '@aboveboard/engine';
import { assert, unreachable } from '@aboveboard/kit';
import type { GameCode, TableEvent, WireStakes, WireWinRule } from '@aboveboard/protocol';
import type { PlayStep } from '../table/hand-play.ts';
import { projectDiscarded, projectHoleDealt, projectShown, wireOpenings } from './project-cards.ts';

export interface Projected {
  /** Null: the public sees that something happened and nothing else. */
  readonly publicEvent: TableEvent | null;
  /** What one seat's owner sees instead. */
  readonly ownerEvent: { readonly seat: number; readonly event: TableEvent } | null;
}

/** Null for what is the engine's own book-keeping, which no viewer hears of. */
export function projectStep(played: Pick<PlayStep, 'event' | 'after' | 'step' | 'proofs'>, handNo: number): Projected | null {
  const { event, after, proofs } = played;
  switch (event.kind) {
    case 'hand-started':
      return toAll({
        kind: 'hand-started',
        handNo,
        game: after.setup.game.code as GameCode,
        stakes: wireStakes(after.setup.stakes),
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
      return projectHoleDealt(event, after, proofs);
    case 'discarded':
      return projectDiscarded(event, played);
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
      return toAll({
        kind: 'board-dealt',
        board: event.board,
        cards: [...event.cards],
        openings: wireOpenings(proofs.openings),
      });
    case 'runs-agreed':
      return toAll({ kind: 'runs-agreed', times: event.times });
    case 'shown':
      return toAll(projectShown(event, after, proofs));
    case 'mucked':
      return toAll({ kind: 'mucked', seat: event.seat });
    case 'rake-taken':
      return toAll({ kind: 'rake-taken', amount: event.amount, perPot: [...event.perPot] });
    case 'pot-awarded':
      return toAll({
        kind: 'pot-awarded',
        pot: event.pot,
        board: event.board,
        win: event.win === null ? null : wireWin(after, event.win),
        winners: event.winners.map(({ seat, amount }) => ({ seat, amount, stack: seatAt(after, seat).stack })),
      });
    case 'run-out-ordered':
    case 'hand-ended': // settled first: `hand-ended` of the wire comes from the settlement
      return null;
    default:
      return unreachable(event);
  }
}

function toAll(event: TableEvent): Projected {
  return { publicEvent: event, ownerEvent: null };
}

function wireStakes({ smallBlind, bigBlind, ante, bigBlindAnte, bringIn, smallBet, bigBet }: Stakes): WireStakes {
  return { smallBlind, bigBlind, ante, bigBlindAnte, bringIn, smallBet, bigBet };
}

function wireWin({ setup }: Hand, win: number): WireWinRule {
  const rule = setup.game.wins[win];
  assert(rule, `${setup.game.code} has no way to win ${win}`);
  return { type: rule.type, use: rule.use };
}
