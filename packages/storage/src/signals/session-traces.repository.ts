/**
 * From where sessions were used: keyed hashes of the network and of what the browser said of itself, and never either of them.
 *
 * They say which players have one in common, and nothing else, and less without the key.
 */
import { inBatches } from '../database/batches.ts';
import type { Reader, Trx } from '../database/schema.ts';

export interface SessionTrace {
  readonly principalId: string;
  /** Lower-case hex. */
  readonly addressHash: string;
  readonly deviceHash: string;
}

/** Notes that a session was used from there, for the first time or once more. */
export async function noteTrace(trx: Trx, { principalId, addressHash, deviceHash }: SessionTrace, atMs: number): Promise<void> {
  const seen = await trx
    .updateTable('session_trace')
    .set({ last_ms: atMs })
    .where('principal_id', '=', principalId)
    .where('address_hash', '=', addressHash)
    .where('device_hash', '=', deviceHash)
    .executeTakeFirstOrThrow();
  if (seen.numUpdatedRows > 0n) return;
  const { before } = await trx
    .selectFrom('session_trace')
    .where('principal_id', '=', principalId)
    .select((eb) => eb.fn.countAll<number>().as('before'))
    .executeTakeFirstOrThrow();
  if (Number(before) >= MOST_TRACES) return;
  await trx
    .replaceInto('session_trace')
    .values({ principal_id: principalId, address_hash: addressHash, device_hash: deviceHash, first_ms: atMs, last_ms: atMs })
    .execute();
}

/** Places of one player; whoever comes from more of them is told apart by those. */
const MOST_TRACES = 50;

/** Traces of some players, with how many players each address is shared by. */
export async function tracesOf(
  reader: Reader,
  players: readonly string[],
  sinceMs: number,
): Promise<readonly (SessionTrace & { readonly sharedBy: number })[]> {
  const traces: SessionTrace[] = [];
  for (const some of inBatches(players)) {
    const rows = await reader
      .selectFrom('session_trace')
      .select(['principal_id', 'address_hash', 'device_hash'])
      .where('principal_id', 'in', some)
      .where('last_ms', '>=', sinceMs)
      .execute();
    for (const row of rows)
      traces.push({ principalId: row.principal_id, addressHash: row.address_hash, deviceHash: row.device_hash });
  }
  const sharing = new Map<string, number>();
  for (const some of inBatches([...new Set(traces.map(({ addressHash }) => addressHash))])) {
    const rows = await reader
      .selectFrom('session_trace')
      .select(['address_hash', (eb) => eb.fn.count<number>('principal_id').distinct().as('players')])
      .where('address_hash', 'in', some)
      .where('last_ms', '>=', sinceMs)
      .groupBy('address_hash')
      .execute();
    for (const row of rows) sharing.set(row.address_hash, Number(row.players));
  }
  return traces.map((trace) => ({ ...trace, sharedBy: sharing.get(trace.addressHash) ?? 1 }));
}

export async function dropOldTraces(trx: Trx, beforeMs: number): Promise<void> {
  await trx.deleteFrom('session_trace').where('last_ms', '<', beforeMs).execute();
}
