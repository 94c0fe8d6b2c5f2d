/** The ends of several hands as rows: one statement for all of them, where a statement each would be most of what a settlement costs. */
import { err, ok, type Result } from '@aboveboard/kit';
import { amongPairs } from '../database/among.ts';
import { inBatches } from '../database/batches.ts';
import type { HandStatus, Reader, Trx } from '../database/schema.ts';
import { updateRows } from '../database/write-rows.ts';
import { handIdOf } from './hand-players.repository.ts';
import type { HandKey } from './hand-record.ts';

/** What is written of a hand that ends after its cut. */
export interface HandEnding extends HandKey {
  readonly closeBytes: Uint8Array;
  readonly closeStatus: number;
  readonly endReason: string;
  /** @see packedBeside */
  readonly packedHistory: Uint8Array;
  readonly privateSealed: Uint8Array | null;
  readonly endedMs: number;
  readonly game: string;
  /** @see packPlayers */
  readonly packedPlayers: string;
  /** @see packReplies */
  readonly packedReplies: Uint8Array | null;
}

/** A hand as it stands before it is ended, or after. */
interface KnownHand {
  readonly status: HandStatus;
  /** JSON. */
  readonly start: string;
  /** Null while it is not over. */
  readonly closeBytes: Uint8Array | null;
}

/** Those of these hands that there are, by `handIdOf`. */
export async function knownHands(reader: Reader, keys: readonly HandKey[]): Promise<ReadonlyMap<string, KnownHand>> {
  const found = new Map<string, KnownHand>();
  for (const some of inBatches(keys)) {
    const rows = await reader
      .selectFrom('hand')
      .select(['table_id', 'hand_no', 'status', 'start_state', 'close_bytes'])
      .where(
        amongPairs(
          reader,
          ['table_id', 'hand_no'],
          some.map(({ tableId, handNo }) => [tableId, handNo]),
        ),
      )
      .execute();
    for (const { table_id, hand_no, status, start_state, close_bytes } of rows) {
      found.set(handIdOf({ tableId: table_id, handNo: hand_no }), { status, start: start_state, closeBytes: close_bytes });
    }
  }
  return found;
}

/** Moves hands from `cut` to `ended`. `OUT_OF_ORDER`: one of them was not there; undo what is written. */
export async function endHands(trx: Trx, endings: readonly HandEnding[]): Promise<Result<void, 'OUT_OF_ORDER'>> {
  const ended = await updateRows(trx, endings, {
    table: 'hand',
    key: { table_id: ({ tableId }) => tableId, hand_no: ({ handNo }) => handNo },
    set: {
      close_bytes: ({ closeBytes }) => closeBytes,
      close_status: ({ closeStatus }) => closeStatus,
      end_reason: ({ endReason }) => endReason,
      packed_history: ({ packedHistory }) => packedHistory,
      private_sealed: ({ privateSealed }) => privateSealed,
      ended_ms: ({ endedMs }) => endedMs,
      game: ({ game }) => game,
      players: ({ packedPlayers }) => packedPlayers,
      reply_times: ({ packedReplies }) => packedReplies,
      ...{ status: 'ended', box: null },
    },
    guard: { status: 'cut' },
  });
  return ended === endings.length ? ok(undefined) : err('OUT_OF_ORDER');
}
