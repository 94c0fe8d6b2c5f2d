/** A hand as it is kept, and how a row becomes one. */
import type { Selectable } from 'kysely';
import { fromJson, fromNullableJson } from '../database/json.ts';
import type { HandStatus, Schema } from '../database/schema.ts';
import { unpackHistory } from './packed-history.ts';

export interface HandKey {
  readonly tableId: string;
  readonly handNo: number;
}

export interface HandRecord extends HandKey {
  readonly status: HandStatus;
  readonly startState: unknown;
  readonly openBytes: Uint8Array;
  readonly openIndex: number | null;
  readonly box: Uint8Array | null;
  readonly reveals: unknown;
  readonly cutnote: Uint8Array | null;
  readonly closeBytes: Uint8Array | null;
  readonly closeIndex: number | null;
  readonly closeStatus: number | null;
  readonly endReason: string | null;
  readonly publicHistory: unknown;
  readonly privateSealed: Uint8Array | null;
  readonly startedMs: number;
  readonly endedMs: number | null;
}

export function handRecordOf(row: Selectable<Schema['hand']>): HandRecord {
  return {
    tableId: row.table_id,
    handNo: row.hand_no,
    status: row.status,
    startState: fromJson(row.start_state),
    openBytes: row.open_bytes,
    openIndex: row.open_index,
    box: row.box,
    reveals: fromNullableJson(row.reveals),
    cutnote: row.cutnote,
    closeBytes: row.close_bytes,
    closeIndex: row.close_index,
    closeStatus: row.close_status,
    endReason: row.end_reason,
    publicHistory: historyOf(row),
    privateSealed: row.private_sealed,
    startedMs: row.started_ms,
    endedMs: row.ended_ms,
  };
}

type History = Pick<Selectable<Schema['hand']>, 'public_history' | 'packed_history' | 'start_state'>;

/** As text where it was written before histories were packed; null for a hand that has none. */
export function historyOf({ public_history, packed_history, start_state }: History): unknown {
  return packed_history === null ? fromNullableJson(public_history) : unpackHistory(packed_history, start_state);
}
