/** The ends of several hands as rows: one statement for all of them, where a statement each would be most of what a settlement costs. */
import { err, ok, type Result } from '@aboveboard/kit';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { inBatches } from '../database/batches.ts';
import { ofEach } from '../database/of-each.ts';
import type { HandStatus, Reader, Trx } from '../database/schema.ts';
import { handIdOf } from './hand-players.repository.ts';
import type { HandKey } from './hand-record.ts';
import { type HandPlayer, packPlayers } from './packed-players.ts';

/** What is written of a hand that ends after its cut. */
export interface HandEnding extends HandKey {
  readonly closeBytes: Uint8Array;
  readonly closeStatus: number;
  readonly endReason: string;
  /** @see packHistory */
  readonly packedHistory: Uint8Array;
  readonly privateSealed: Uint8Array | null;
  readonly endedMs: number;
  readonly game: string;
  /** Everybody dealt in. */
  readonly players: readonly HandPlayer[];
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
      .where(isAmong(some))
      .execute();
    for (const { table_id, hand_no, status, start_state, close_bytes } of rows) {
      found.set(handIdOf({ tableId: table_id, handNo: hand_no }), { status, start: start_state, closeBytes: close_bytes });
    }
  }
  return found;
}

/** Moves hands from `cut` to `ended`. `OUT_OF_ORDER`: one of them was not there; undo what is written. */
export async function endHands(trx: Trx, endings: readonly HandEnding[]): Promise<Result<void, 'OUT_OF_ORDER'>> {
  for (const ofTables of oneATable(endings)) {
    for (const some of inBatches(ofTables)) {
      const each = (valueFor: (ending: HandEnding) => unknown) => ofEach('table_id', some, ({ tableId }) => tableId, valueFor);
      const ended = await trx
        .updateTable('hand')
        .set({
          ...({ status: 'ended', box: null } as const),
          close_bytes: each(({ closeBytes }) => closeBytes).$castTo<Uint8Array>(),
          close_status: each(({ closeStatus }) => closeStatus).$castTo<number>(),
          end_reason: each(({ endReason }) => endReason).$castTo<string>(),
          packed_history: each(({ packedHistory }) => packedHistory).$castTo<Uint8Array>(),
          private_sealed: each(({ privateSealed }) => privateSealed).$castTo<Uint8Array | null>(),
          ended_ms: each(({ endedMs }) => endedMs).$castTo<number>(),
          game: each(({ game }) => game).$castTo<string>(),
          players: each(({ players }) => packPlayers(players)).$castTo<string>(),
        })
        .where(isAmong(some))
        .where('status', '=', 'cut')
        .executeTakeFirstOrThrow();
      if (ended.numUpdatedRows !== BigInt(some.length)) return err('OUT_OF_ORDER');
    }
  }
  return ok(undefined);
}

/** In one piece, as a piece a hand takes longer to make than the database takes to read it. */
function isAmong(keys: readonly HandKey[]): RawBuilder<SqlBool> {
  const parts = ['((table_id = '];
  for (const _ of keys) parts.push(' and hand_no = ', ') or (table_id = ');
  parts[parts.length - 1] = '))';
  const values = keys.flatMap(({ tableId, handNo }) => [tableId, handNo]);
  return sql<SqlBool>(parts as unknown as TemplateStringsArray, ...values);
}

/** The same hands in their order, in pieces that have no table twice. */
function oneATable(endings: readonly HandEnding[]): readonly (readonly HandEnding[])[] {
  const pieces: HandEnding[][] = [];
  const nth = new Map<string, number>();
  for (const ending of endings) {
    const n = nth.get(ending.tableId) ?? 0;
    nth.set(ending.tableId, n + 1);
    pieces[n] = [...(pieces[n] ?? []), ending];
  }
  return pieces;
}
