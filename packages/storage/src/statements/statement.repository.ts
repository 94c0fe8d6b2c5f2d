/**
 * What moved chips into and out of a player's accounts: for statements.
 *
 * Every movement but a hand's has a wallet on one side, and legs of wallets are indexed; a hand moves chips between stacks, and is found by
 * who played it. So settling hands pays for no index of legs. Both sources go by time; at the same millisecond by their place in the journal.
 * @see rules/CASHIER.md CASHIER-11
 */
import { assert } from '@aboveboard/kit';
import { type AccountId, escrowOf, handKey, playerOf, type Reason, walletOf } from '@aboveboard/ledger';
import { sql } from 'kysely';
import { inBatches } from '../database/batches.ts';
import type { Reader } from '../database/schema.ts';
import { besideFiled, type UnfiledHand } from '../hands/unfiled-hands.repository.ts';

/** A place among all movements. */
export interface StatementPlace {
  readonly atMs: number;
  /** In the journal. */
  readonly no: number;
  /** In its batch; a hand is one movement, 0. */
  readonly position: number;
}

/** Chips that came to one of the player's accounts (positive) or left it. */
export interface AccountChange {
  readonly account: AccountId;
  readonly change: number;
}

export interface Movement extends StatementPlace {
  readonly batchKey: string;
  readonly reason: Reason;
  readonly hand: { readonly tableId: string; readonly handNo: number } | null;
  /** The account on the other side; null for a hand, which has many. */
  readonly between: { readonly debit: AccountId; readonly credit: AccountId } | null;
  /** One, or two where chips went from one of the player's accounts to another. */
  readonly changes: readonly AccountChange[];
}

export interface StatementQuery {
  readonly playerId: string;
  /** Movements after this place; those of a time begin at `{ atMs, no: 0, position: 0 }`. */
  readonly after: StatementPlace;
  /** Movements before this time. */
  readonly toMs: number;
  readonly limit: number;
}

/** Movements in the order of `StatementPlace`, so many at most. */
export async function movementsOf(reader: Reader, query: StatementQuery): Promise<readonly Movement[]> {
  const moves = await walletMoves(reader, query);
  const hands = await handMoves(reader, query);
  return [...moves, ...hands].sort(inOrder).slice(0, query.limit);
}

/** What each of the player's accounts holds up to and with a place. */
export async function balancesUpTo(
  reader: Reader,
  playerId: string,
  place: StatementPlace,
): Promise<ReadonlyMap<AccountId, number>> {
  const sums = new Map<AccountId, number>();
  const add = ({ account, change }: AccountChange): void => void sums.set(account, (sums.get(account) ?? 0) + change);
  const { rows } = await sql<{ debit: string; credit: string; amount: number | string }>`
    with ${moveTable(playerId)}
    select m.debit, m.credit, sum(m.amount) as amount from move m join ledger_batch b on b.no = m.no
    where not ${isAfter(place)} group by m.debit, m.credit`.execute(reader);
  for (const row of rows) changesOf(playerId, row).forEach(add);
  const { unfiled, filed } = await besideFiled(reader, { playerId }, () =>
    reader
      .selectFrom('player_hand')
      .select((eb) => ['table_id', eb.fn.sum<number | string>('delta').as('delta')])
      .where('player_id', '=', playerId)
      .where('ended_ms', '<', place.atMs)
      .groupBy('table_id')
      .execute(),
  );
  const waiting = unfiled.filter(({ endedMs }) => endedMs < place.atMs).map(rowOf(playerId));
  for (const { table_id, delta } of [...filed, ...waiting])
    add({ account: escrowOf(table_id, playerId), change: Number(delta) });
  for (const hand of await handsAt(reader, playerId, place.atMs)) if (inOrder(hand, place) <= 0) hand.changes.forEach(add);
  return sums;
}

function inOrder(a: StatementPlace, b: StatementPlace): number {
  return a.atMs - b.atMs || a.no - b.no || a.position - b.position;
}

interface MoveRow {
  readonly no: number;
  readonly position: number;
  readonly at_ms: number;
  readonly batch_key: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: number;
  readonly reason: string;
}

async function walletMoves(reader: Reader, { playerId, after, toMs, limit }: StatementQuery): Promise<readonly Movement[]> {
  const { rows } = await sql<MoveRow>`
    with ${moveTable(playerId)}
    select m.no, m.position, b.at_ms, b.${sql.ref('key')} as batch_key, m.debit, m.credit, m.amount, m.reason
    from move m join ledger_batch b on b.no = m.no
    where ${isAfter(after)} and b.at_ms < ${toMs}
    order by b.at_ms, m.no, m.position limit ${limit}`.execute(reader);
  return rows.map((row) => ({
    atMs: row.at_ms,
    no: row.no,
    position: row.position,
    batchKey: row.batch_key,
    reason: row.reason as Reason,
    hand: null,
    between: { debit: row.debit as AccountId, credit: row.credit as AccountId },
    changes: changesOf(playerId, row),
  }));
}

/** Every movement of the player's wallet: what was transferred at once, and what was reserved and then let through. */
function moveTable(playerId: string) {
  const wallet = walletOf(playerId);
  const one = (side: 'debit' | 'credit') => {
    // The literal is the condition of SQLite's index of such legs.
    const isWallet = sql`${sql.ref(`s.${side}`)} = ${wallet} and substr(${sql.ref(`s.${side}`)}, 1, 7) = 'wallet:'`;
    return sql`select s.batch_no as no, s.position, s.debit, s.credit, s.amount, s.reason from ledger_step s
        where ${isWallet} and s.kind = 'transfer'
      union all
      select c.batch_no, c.position, s.debit, s.credit, coalesce(c.amount, s.amount), s.reason
        from ledger_step s join ledger_batch r on r.no = s.batch_no
        join ledger_step c on c.pending = concat(r.${sql.ref('key')}, '/', s.position)
        where ${isWallet} and s.kind = 'reserve' and c.kind = 'commit'`;
  };
  return sql`move as (${one('debit')} union all ${one('credit')})`;
}

function isAfter({ atMs, no, position }: StatementPlace) {
  return sql`(b.at_ms > ${atMs} or (b.at_ms = ${atMs} and (m.no > ${no} or (m.no = ${no} and m.position > ${position}))))`;
}

function changesOf(
  playerId: string,
  { debit, credit, amount }: { readonly debit: string; readonly credit: string; readonly amount: number | string },
): readonly AccountChange[] {
  const sides = [
    { account: debit as AccountId, change: -Number(amount) },
    { account: credit as AccountId, change: Number(amount) },
  ];
  return sides.filter(({ account }) => playerOf(account) === playerId);
}

async function handMoves(reader: Reader, { playerId, after, toMs, limit }: StatementQuery): Promise<readonly Movement[]> {
  const same = after.atMs < toMs ? await handsAt(reader, playerId, after.atMs) : [];
  const later = await handRows(reader, playerId, { fromMs: after.atMs + 1, toMs, limit });
  const lastMs = later.length === limit ? (later.at(-1)?.ended_ms ?? 0) : null;
  const whole = later.filter(({ ended_ms }) => ended_ms !== lastMs); // of the last millisecond some may be missing
  return [
    ...same.filter((hand) => inOrder(hand, after) > 0),
    ...(await placed(reader, playerId, whole)),
    ...(lastMs === null ? [] : await handsAt(reader, playerId, lastMs)),
  ];
}

/** The player's hands that ended in one millisecond: few. */
async function handsAt(reader: Reader, playerId: string, atMs: number): Promise<readonly Movement[]> {
  return placed(reader, playerId, await handRows(reader, playerId, { fromMs: atMs, toMs: atMs + 1 }));
}

interface HandRow {
  readonly table_id: string;
  readonly hand_no: number;
  readonly delta: number;
  readonly ended_ms: number;
}

/** Hands that moved chips of the player's, `fromMs` ≤ end < `toMs`, oldest first; so many at most. */
async function handRows(
  reader: Reader,
  playerId: string,
  { fromMs, toMs, limit }: { readonly fromMs: number; readonly toMs: number; readonly limit?: number },
): Promise<readonly HandRow[]> {
  const rows = reader
    .selectFrom('player_hand')
    .select(['table_id', 'hand_no', 'delta', 'ended_ms'])
    .where('player_id', '=', playerId)
    .where('delta', '<>', 0)
    .where('ended_ms', '>=', fromMs)
    .where('ended_ms', '<', toMs)
    .orderBy('ended_ms');
  const { unfiled, filed } = await besideFiled(reader, { playerId }, () =>
    (limit === undefined ? rows : rows.limit(limit)).execute(),
  );
  const waiting = unfiled
    .map(rowOf(playerId))
    .filter((row) => row.delta !== 0 && row.ended_ms >= fromMs && row.ended_ms < toMs);
  return [...filed, ...waiting].sort((a, b) => a.ended_ms - b.ended_ms).slice(0, limit);
}

function rowOf(playerId: string): (hand: UnfiledHand) => HandRow {
  return ({ tableId, handNo, endedMs, players }) => ({
    ...{ table_id: tableId, hand_no: handNo, ended_ms: endedMs },
    delta: players.find((player) => player.playerId === playerId)?.delta ?? 0,
  });
}

/** Hands with their places in the journal. */
async function placed(reader: Reader, playerId: string, rows: readonly HandRow[]): Promise<readonly Movement[]> {
  const numbers = new Map<string, number>();
  for (const some of inBatches(rows.map(({ table_id, hand_no }) => handKey(table_id, hand_no)))) {
    const found = await reader.selectFrom('ledger_batch').select(['no', 'key']).where('key', 'in', some).execute();
    for (const { no, key } of found) numbers.set(key, no);
  }
  return rows.map(({ table_id: tableId, hand_no: handNo, delta, ended_ms: atMs }) => {
    const batchKey = handKey(tableId, handNo);
    const no = numbers.get(batchKey);
    assert(no !== undefined, `${batchKey} is recorded and not settled`);
    const changes = [{ account: escrowOf(tableId, playerId), change: delta }];
    return { atMs, no, position: 0, batchKey, reason: 'hand', hand: { tableId, handNo }, between: null, changes };
  });
}
