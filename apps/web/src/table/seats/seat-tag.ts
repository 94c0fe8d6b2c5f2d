import type { TableSeat } from '@aboveboard/client';
import type { TFunction } from 'i18next';

export type SeatTag = { readonly kind: 'win' | 'fold' | 'act' | 'state'; readonly text: string };

/** The one word beside a stack: what the seat did last, or why it does nothing. Null when there is nothing to say. */
export function seatTag(seat: TableSeat, t: TFunction, amount: (chips: number, isCompact?: boolean) => string): SeatTag | null {
  if (seat.isWinner && seat.won > 0) return { kind: 'win', text: `+${amount(seat.won, true)}` };
  if (seat.status === 'leaving') return { kind: 'state', text: t('table.leaving') };
  if (seat.status === 'sitting-out') return { kind: 'state', text: t('table.sitOut') };
  if (seat.isFolded)
    return {
      kind: 'fold',
      text:
        seat.lastAction && 'timedOut' in seat.lastAction && seat.lastAction.timedOut ? t('table.timedOut') : t('table.folded'),
    };
  if (seat.isMucked) return { kind: 'fold', text: t('table.mucked') };
  if (seat.status === 'waiting-for-blind' && !seat.isInHand) return { kind: 'state', text: t('table.bigBlind') };
  switch (seat.lastAction?.kind) {
    case 'checked':
      return { kind: 'act', text: t('table.checked') };
    case 'called':
      return { kind: 'act', text: t('table.called') };
    case 'bet':
      return { kind: 'act', text: t('table.bets') };
    case 'raised':
      return { kind: 'act', text: t('table.raised') };
    case 'discarded':
      return { kind: 'act', text: drewWords(seat.lastAction.count, t) };
    case 'posted':
      return seat.lastAction.what === 'bring-in' ? { kind: 'act', text: t('table.bringIn') } : null;
    default:
      return null;
  }
}

/** What everybody may know of a draw: how many cards. */
function drewWords(count: number, t: TFunction): string {
  return count === 0 ? t('table.pat') : t('table.drew', { count });
}
