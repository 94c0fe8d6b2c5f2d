/** Chips that move between a wallet and a seat, booked in the transaction that changes the seats. */
import type { Table, TableEvent } from '@aboveboard/engine';
import { assert, err, ok, type Result } from '@aboveboard/kit';
import { buyIn, cashOut, type LinkedBatch, topUp } from '@aboveboard/ledger';
import { postBatches, type Trx } from '@aboveboard/storage';

export interface Booking {
  readonly tableId: string;
  /** Names the request, so that one request moves chips once: a `commandId`, or the hand that caused it. */
  readonly requestId: string;
  readonly atMs: number;
}

/** @param before the table before `events`: it says who sits where. */
export async function bookTableEvents(
  trx: Trx,
  before: Table,
  events: readonly TableEvent[],
  booking: Booking,
): Promise<Result<void, 'INSUFFICIENT_CHIPS'>> {
  const batches = batchesOf(before, events, booking);
  if (batches.length === 0) return ok(undefined);
  const answers = await postBatches(trx, batches);
  for (const [i, posted] of answers.entries()) {
    if (posted.ok) continue;
    assert(posted.error.status === 'insufficient_chips', `batch ${batches[i]?.key}: ${Object.values(posted.error).join(' ')}`);
    return err('INSUFFICIENT_CHIPS');
  }
  return ok(undefined);
}

/** What these events move, in their order. */
export function batchesOf(before: Table, events: readonly TableEvent[], booking: Booking): readonly LinkedBatch[] {
  return events.flatMap((event) => batchOf(before, event, booking) ?? []);
}

/** Whose wallets these events change. */
export function playersPaid(before: Table, events: readonly TableEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.kind === 'sat-down' || event.kind === 'left') return event.player;
    return event.kind === 'topped-up' ? (before.seats[event.seat]?.player ?? []) : [];
  });
}

function batchOf(before: Table, event: TableEvent, { tableId, requestId, atMs }: Booking): LinkedBatch | null {
  switch (event.kind) {
    case 'sat-down':
      return buyIn({ tableId, playerId: event.player, requestId, amount: event.buyIn, atMs });
    case 'left':
      return event.amount > 0 ? cashOut({ tableId, playerId: event.player, requestId, amount: event.amount, atMs }) : null;
    case 'topped-up': {
      const playerId = before.seats[event.seat]?.player;
      assert(playerId, `nobody sits in seat ${event.seat}`);
      return topUp({ tableId, playerId, requestId, amount: event.amount, atMs });
    }
    default:
      return null;
  }
}
