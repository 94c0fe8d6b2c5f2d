import type { DealStep } from '@aboveboard/fairness';
import type { TableEvent } from '@aboveboard/protocol';

/** What the event does to the cards; null for one that does nothing to them. */
export function dealStepOf(event: TableEvent): DealStep | null {
  switch (event.kind) {
    case 'hole-dealt':
      return { kind: 'hole', seat: event.seat, count: event.count, ...(event.walk ? { walk: event.walk } : {}) };
    case 'board-dealt':
      return { kind: 'board', board: event.board, count: event.cards.length };
    case 'discarded': {
      const walk = event.walk ? { walk: event.walk } : {};
      return { kind: 'discard', seat: event.seat, count: event.count, ...(event.isShort ? { isShort: true, ...walk } : {}) };
    }
    case 'folded':
      return { kind: 'fold', seat: event.seat };
    case 'runs-agreed':
      return { kind: 'runs', times: event.times };
    default:
      return null;
  }
}
