/**
 * One event after another, the view grows: the only place where an event becomes what is seen.
 *
 * Pure, so that a replayer, a test and a live table show the same.
 */
import { unreachable } from '@aboveboard/kit';
import type { TableEvent } from '@aboveboard/protocol';
import { foldActed, foldDrawTurn, foldPosted, foldTimeBank, foldTurn, foldUncalledReturned } from './fold-betting.ts';
import * as hand from './fold-hand.ts';
import { foldResumed, foldSeatChanged } from './fold-seating.ts';
import type { TableView } from './table-view.ts';

/**
 * @param atMs when it happened, by the server's clock
 * @param playerId whose view this is
 */
export function foldEvent(view: TableView, event: TableEvent, atMs: number, playerId: string): TableView {
  switch (event.kind) {
    case 'seat-changed':
      return foldSeatChanged(view, event, playerId);
    case 'wait-list-changed':
      return { ...view, waiting: event.waiting };
    case 'up-next-changed':
      return { ...view, upNext: event.upNext };
    case 'table-paused':
      return { ...view, isPaused: true, pauseReason: event.reason };
    case 'table-resumed':
      return foldResumed(view, event);
    case 'table-closed':
      return { ...view, isClosed: true, turn: null, nextHandAtMs: null };
    case 'deal-opened':
      return hand.foldDealOpened(view, event);
    case 'deal-voided':
      return { ...view, deal: { ...view.deal, phase: 'void', missing: event.missing } };
    case 'deal-cut':
      return { ...view, deal: { ...view.deal, phase: 'cut' } };
    case 'hand-started':
      return hand.foldHandStarted(view, event);
    case 'posted':
      return foldPosted(view, event);
    case 'hole-dealt':
      return hand.foldHoleDealt(view, event);
    case 'discarded':
      return hand.foldDiscarded(view, event);
    case 'turn':
      return foldTurn(view, event);
    case 'draw-turn':
      return foldDrawTurn(view, event);
    case 'time-bank':
      return foldTimeBank(view, event);
    case 'folded':
    case 'checked':
    case 'called':
    case 'raised':
      return foldActed(view, event);
    case 'uncalled-returned':
      return foldUncalledReturned(view, event);
    case 'pots-gathered':
      return hand.foldPotsGathered(view, event);
    case 'runs-agreed':
      return hand.foldRunsAgreed(view, event);
    case 'board-dealt':
      return hand.foldBoardDealt(view, event);
    case 'shown':
      return hand.foldShown(view, event);
    case 'mucked':
      return hand.foldMucked(view, event);
    case 'rake-taken':
      return hand.foldRakeTaken(view, event);
    case 'pot-awarded':
      return hand.foldPotAwarded(view, event);
    case 'hand-ended':
      return hand.foldHandEnded(view, event, atMs);
    default:
      return unreachable(event);
  }
}
