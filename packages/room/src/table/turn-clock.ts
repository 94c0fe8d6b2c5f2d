/** What a turn costs whoever lets its time run. */

import type { Turn } from './hand-at-table.ts';
import { memberOf, type RoomTable, withMember } from './room-table.ts';
import type { TableCore } from './table-core.ts';
import type { Change } from './table-store.ts';

/** Two time-outs in a row: the seat sits out from the next hand on (ROOM-8). */
export function withTimeOut(core: TableCore, turn: Turn | null, change: Change, player: string): Change {
  const timeOuts = memberOf(change.after, player).timeOuts + 1;
  const counted = withMember(change.after, player, { timeOuts, timeBankMs: bankLeft(core, turn, change.after, player) });
  const isPlaying = core.state.table.seats.some((at) => at?.player === player && at.status === 'playing');
  if (timeOuts < 2 || !isPlaying) return { ...change, after: counted };
  const satOut = core.decide({ kind: 'sit-out', player: player as never }, null, counted);
  return satOut.ok ? { ...satOut.value, journal: change.journal, requestId: change.requestId } : { ...change, after: counted };
}

/** The table with what this turn used of the player's time bank taken off. */
export function withBankSpent(core: TableCore, turn: Turn | null, state: RoomTable, player: string): RoomTable {
  return turn?.isOnBank ? withMember(state, player, { timeBankMs: bankLeft(core, turn, state, player) }) : state;
}

function bankLeft(core: TableCore, turn: Turn | null, state: RoomTable, player: string): number {
  const { timeBankMs } = memberOf(state, player);
  return turn?.isOnBank ? Math.min(timeBankMs, Math.max(0, turn.deadlineMs - core.nowMs())) : timeBankMs;
}
