/** What happens between hands, and to the table itself. */
import { z } from 'zod';
import { chips, seatIndex } from '../units.ts';
import { publicPlayer } from './game.ts';

export const seatStatus = z.enum(['playing', 'sitting-out', 'waiting-for-blind', 'leaving']);
export type SeatStatus = z.infer<typeof seatStatus>;

/** A seat as everybody may see it; `player` null is an empty seat. */
export const seatView = z.strictObject({
  seat: seatIndex,
  player: publicPlayer.nullable(),
  stack: chips,
  /** Chips bought during a hand, that count from the next one. */
  pendingTopUp: chips,
  status: seatStatus,
  isConnected: z.boolean(),
  /** Time bank left, in milliseconds. */
  timeBankMs: z.int().min(0),
  /** Sits here with a commit for the next deal. */
  contributes: z.boolean(),
});
export type SeatView = z.infer<typeof seatView>;

/** A seat where nobody sits. */
export function emptySeat(seat: number): SeatView {
  return {
    seat,
    player: null,
    stack: 0,
    pendingTopUp: 0,
    status: 'sitting-out',
    isConnected: false,
    timeBankMs: 0,
    contributes: false,
  };
}

/** A seat changed in any way: this is what it is now. */
export const seatChangedEvent = z.strictObject({ kind: z.literal('seat-changed'), seat: seatView });
export const waitListChangedEvent = z.strictObject({ kind: z.literal('wait-list-changed'), waiting: z.array(publicPlayer) });
/** Clocks stand still until `table-resumed`; no player pays for it. */
export const tablePausedEvent = z.strictObject({
  kind: z.literal('table-paused'),
  reason: z.enum(['STOPPING', 'STORAGE_LOST', 'LOG_LOST', 'MESSAGING_LOST', 'STALLED', 'MOVING', 'OPERATOR', 'LEDGER_FAULT']),
});
export const tableResumedEvent = z.strictObject({ kind: z.literal('table-resumed'), pausedMs: z.int().min(0) });
export const tableClosedEvent = z.strictObject({ kind: z.literal('table-closed') });
