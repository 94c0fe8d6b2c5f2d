/** A hand that has ended, made ready to be settled: its history, its CLOSE, its private record, what it does to the table. */
import { assert } from '@aboveboard/kit';
import { repliesIn } from '../signals/replies.ts';
import { settlementOf } from './ending.ts';
import type { Playing } from './hand-at-table.ts';
import { type EndReason, outcomeOf, sealPrivateRecord } from './hand-record.ts';
import type { TableCore } from './table-core.ts';

/** Made once and then only written: `t_ms` and every byte stay the same however often the write is tried. */
export function preparedSettlement(core: TableCore, live: Playing, closeStatus: 0 | 2, reason: EndReason) {
  const { hand } = core;
  assert(hand, 'no hand is played');
  const { handNo, openIndex, start, cut } = live;
  const outcome = outcomeOf(start, hand, live.steps, reason);
  const { history, settlement } = outcome;
  const endedMs = core.nowMs();
  const closeBytes = cut.close({ openIndex, tMs: endedMs, status: closeStatus, history, settlement });
  const players = hand.seats.map(({ seat }) => core.playerAt(seat));
  const privateSealed = sealPrivateRecord(
    core.ports,
    { tableId: core.tableId, handNo },
    { after: hand, steps: live.steps },
    players,
  );
  const settled = settlementOf({
    ...{ tableId: core.tableId, handNo, before: core.state, outcome, reason, closeStatus, closeBytes, privateSealed },
    ...{ timeBankMs: core.settings.timeBankMs, endedMs, replies: closeStatus === 0 ? repliesIn(live.acted) : [] },
  });
  return { ...settled, outcome, players };
}
