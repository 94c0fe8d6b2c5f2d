/** The database of a room in which hands were played and one is under way, on each database a room can stand on. */
import { assert, ok } from '@aboveboard/kit';
import { grant, prizePoolOf, requestTransfer, reserveChips } from '@aboveboard/ledger';
import { type Db, expireDue, postBatches, type Reader, type Trx } from '@aboveboard/storage';
import { openMariaDb } from '@aboveboard/storage/mariadb';
import { newMariaDb } from '@aboveboard/storage/testing/mariadb-databases';
import { rawSql } from '@aboveboard/storage/testing/raw-sql';
import { checkOrCall, type TestPlayer } from './test-player.ts';
import { crashFolder, openTestRoom, seedOr, type TestRoom } from './test-room.ts';

/** What reconciliation and closes read, each after those it refers to. */
const TABLES = [
  ...[
    'principal',
    'card_table',
    'table_state',
    'hand',
    'unfiled_hand',
    'outbox',
    'ledger_account',
    'ledger_batch',
    'ledger_step',
  ],
  ...['ledger_reservation', 'ledger_expiry', 'setting'],
];

export interface BooksRoom {
  readonly db: Db;
  /** In which a hand is under way, and in which nobody plays but somebody sits. */
  readonly busy: string;
  readonly idle: string;
  /** Who sits at the idle table. */
  readonly sitter: string;
  readonly nowMs: number;
}

/** Plays on SQLite: some hands at one table, one of them under way; somebody at another; chips set aside, in time and too late. */
async function playSomeHands(path: string): Promise<{ readonly room: TestRoom; readonly place: Omit<BooksRoom, 'db'> }> {
  const room = await openTestRoom({ seed: seedOr(44), path });
  const busy = (await room.newTable()).settings.tableId;
  const idle = (await room.newTable()).settings.tableId;
  const players: TestPlayer[] = [];
  for (const [seat, name] of ['Ana', 'Bo', 'Cy'].entries()) {
    const player = await room.player(name, busy);
    player.policy = checkOrCall;
    player.sit(seat);
    players.push(player);
  }
  const sitter = await room.player('Di', idle);
  sitter.sit(0);
  const hands = async (status: 'cut' | 'ended') =>
    (await room.db.reader.selectFrom('hand').select('hand_no').where('status', '=', status).execute()).length;
  while ((await hands('ended')) < 5) await room.time.advance(1_000);
  for (const player of players) player.policy = () => null;
  while ((await hands('cut')) === 0) await room.time.advance(1_000);
  const nowMs = room.time.clock.nowMs();
  const from = { atMs: nowMs, requestId: 'books' };
  const done = await room.db.transaction(async (trx) => {
    await postBatches(trx, [
      grant({ ...from, playerId: 'eve', amount: 1_000 }),
      requestTransfer({ ...from, from: 'eve', to: 'ana', amount: 30, expiresAtMs: nowMs + 1_000 }),
      reserveChips({ ...from, playerId: 'eve', to: prizePoolOf('cup'), amount: 20, expiresAtMs: nowMs + 1 }),
    ]);
    await expireDue(trx, nowMs + 1, 10);
    await trx.updateTable('outbox').set({ published_ms: nowMs }).execute();
    return ok(undefined);
  });
  assert(done.ok, 'a transaction without refusals was refused');
  return { room, place: { busy, idle, sitter: sitter.playerId, nowMs: nowMs + 2 } };
}

export interface BooksRooms {
  readonly onSqlite: BooksRoom;
  readonly onMariaDb: BooksRoom;
  end(): Promise<void>;
}

/** The same rows on both; the guards against changes by hand are gone, for tests that do damage. */
export async function openBooksRooms(): Promise<BooksRooms> {
  const folder = crashFolder();
  const { room, place } = await playSomeHands(folder.path);
  const mariaDb = await openMariaDb(await newMariaDb()); // of its own, as its guards go
  await copyRows(room.db.reader, mariaDb);
  for (const { reader } of [room.db, mariaDb]) await dropGuards(reader);
  return {
    onSqlite: { db: room.db, ...place },
    onMariaDb: { db: mariaDb, ...place },
    end: async () => {
      await room.db.close();
      await mariaDb.close();
      folder.remove();
    },
  };
}

async function copyRows(from: Reader, to: Db): Promise<void> {
  await to.transaction(async (trx) => {
    for (const table of TABLES) {
      const rows = await rawSql(from, `select * from ${table}`);
      for (let at = 0; at < rows.length; at += 50)
        await trx
          .insertInto(table as never)
          .values(rows.slice(at, at + 50) as never)
          .execute();
    }
    const { last_no } = await from.selectFrom('ledger_journal').select('last_no').executeTakeFirstOrThrow();
    await trx.updateTable('ledger_journal').set({ last_no }).execute();
    return ok(undefined);
  });
}

async function dropGuards(reader: Reader): Promise<void> {
  for (const table of ['ledger_batch', 'ledger_step', 'ledger_expiry'])
    for (const what of ['changed', 'deleted']) await rawSql(reader, `drop trigger ${table}_is_never_${what}`);
}

/** Does damage, looks, and undoes the damage. */
export async function damaged<T>(
  db: Db,
  damage: (trx: Trx) => Promise<unknown>,
  look: (reader: Reader) => Promise<T>,
): Promise<T> {
  let seen: { readonly value: T } | null = null;
  await db.transaction(async (trx) => {
    await damage(trx);
    seen = { value: await look(trx) };
    return { ok: false, error: 'undone' };
  });
  assert(seen !== null, 'nothing was seen');
  return (seen as { readonly value: T }).value;
}
