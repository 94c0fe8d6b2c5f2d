/** What an event of the wire does to the cards, as everybody sees it. */
import type { DealStep } from '@aboveboard/fairness';
import type { TableEventOf } from '@aboveboard/protocol';

/** Events that deal cards, or say who gets none or others. */
export type DealEvent = TableEventOf<'hole-dealt' | 'board-dealt' | 'discarded' | 'folded' | 'runs-agreed'>;

export function dealStepOf(event: DealEvent): DealStep {
  switch (event.kind) {
    case 'hole-dealt': {
      const { seat, count, walk } = event;
      return { kind: 'hole', seat, count, ...(walk ? { walk } : {}) };
    }
    case 'board-dealt':
      return { kind: 'board', board: event.board, count: event.cards.length };
    case 'discarded': {
      const { seat, count, isShort, walk } = event;
      return { kind: 'discard', seat, count, ...(isShort ? { isShort } : {}), ...(walk ? { walk } : {}) };
    }
    case 'folded':
      return { kind: 'fold', seat: event.seat };
    case 'runs-agreed':
      return { kind: 'runs', times: event.times };
  }
}
