/** A room's log is followed while it is written; whatever was shipped must make the database again, or the chain must be seen to be broken. */
import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-database.ts';
import { copySqlite } from '../copy-sqlite.ts';
import { BrokenChainError, beginLog, bringLogIn } from './replay-wal.ts';
import { type ChainPlace, nextPiece, placeAfter, type ShippedPiece, seal } from './ship-wal.ts';

const SEED = Number(process.env.ABOVEBOARD_SEED ?? 77);
const RUNS = Number(process.env.ABOVEBOARD_WAL_RUNS ?? 8);
const USUAL = ['write', 'write', 'bulk', 'undone', 'ship', 'ship', 'seal', 'reader', 'base', 'reopen'] as const;
const OPERATIONS = [...USUAL, ...USUAL, ...USUAL, ...USUAL, 'thief'] as const;
type Operation = (typeof OPERATIONS)[number];

interface Followed {
  readonly path: string;
  room: DatabaseSync;
  reader: DatabaseSync | null;
  /** Commits so far. */
  commits: number;
  /** What the database held after each. */
  readonly contents: Map<number, string>;
  place: ChainPlace | null;
  pieces: ShippedPiece[];
  /** A copy, and the log it was made in. */
  base: { readonly path: string; readonly log: number } | null;
  isBroken: boolean;
}

function openRoom(path: string): DatabaseSync {
  const room = new DatabaseSync(path, { timeout: 2_000 });
  room.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0; pragma cache_size = 20'); // what is larger is written early
  return room;
}

function follow(): Followed {
  const path = join(temporaryFolder(), 'room.db');
  const room = openRoom(path);
  room.exec('create table row (k integer primary key, v blob) strict; create table commits (n integer) strict');
  room.exec('insert into commits values (0)');
  const keeper = new DatabaseSync(path); // so that nobody who closes it is the last
  keeper.exec('select 1 from commits');
  onTestFinished(() => keeper.close());
  const followed: Followed = {
    ...{ path, room, reader: null, commits: 0, contents: new Map(), place: null, pieces: [], base: null, isBroken: false },
  };
  followed.contents.set(0, contentOf(path));
  return followed;
}

function contentOf(path: string): string {
  const database = new DatabaseSync(path, { readOnly: true });
  const hash = createHash('sha256');
  for (const { k, v } of database.prepare('select k, v from row order by k').iterate())
    hash.update(`${k}:`).update(v as Uint8Array);
  const commits = database.prepare('select n from commits').get()?.n;
  database.close();
  return `${commits} ${hash.digest('hex')}`;
}

function change(at: Followed, database: DatabaseSync, rows: number, isKept: boolean): void {
  database.exec('begin immediate');
  const put = database.prepare('insert into row values (?, ?) on conflict (k) do update set v = excluded.v');
  for (let i = 0; i < rows; i++)
    put.run((at.commits * 31 + i * 7) % 500, Buffer.alloc(1 + ((at.commits + i) % 1_900), at.commits));
  database.exec('update commits set n = n + 1');
  database.exec(isKept ? 'commit' : 'rollback');
  if (!isKept) return;
  at.commits++;
  at.contents.set(at.commits, contentOf(at.path));
}

function take(at: Followed, piece: ShippedPiece): void {
  at.pieces.push(piece);
  at.place = placeAfter(piece);
}

function ship(at: Followed): void {
  for (;;) {
    const piece = nextPiece(at.path, at.place);
    if (piece === 'BROKEN') at.isBroken = true;
    if (piece === 'BROKEN' || piece === null) return;
    take(at, piece);
  }
}

const DO: Record<Operation, (at: Followed) => void | Promise<void>> = {
  write: (at) => change(at, at.room, 3, true),
  bulk: (at) => change(at, at.room, 300, true),
  undone: (at) => change(at, at.room, 300, false),
  ship,
  seal: (at) => {
    if (at.place === null || at.isBroken) return;
    const sealed = seal(at.path, at.place);
    if (sealed === 'BROKEN') at.isBroken = true;
    if (sealed === null || sealed === 'BROKEN') return;
    if (sealed.rest) take(at, sealed.rest);
    at.place = sealed.place;
  },
  reader: (at) => {
    at.reader?.close();
    at.reader = at.reader === null ? new DatabaseSync(at.path, { readOnly: true }) : null;
    at.reader?.exec('begin; select * from commits');
  },
  base: async (at) => {
    ship(at);
    if (at.place === null || at.isBroken) return;
    const path = `${at.path}.base-${at.commits}-${at.pieces.length}-${Math.random()}`;
    const { log } = at.place;
    await copySqlite(at.path, path, () => {});
    at.base = { path, log };
  },
  reopen: (at) => {
    at.room.close();
    at.room = openRoom(at.path);
  },
  // Somebody brings the log in by himself, and writes. After a seal it would take more to be seen: nobody may, as long as a room runs.
  thief: (at) => {
    if (at.place?.isSealed) return;
    const thief = new DatabaseSync(at.path, { timeout: 0 });
    thief.exec('pragma wal_checkpoint(truncate)');
    change(at, thief, 5, true);
    thief.close();
  },
};

/** What the base and the pieces make. */
function remade(at: Followed): string {
  const path = join(temporaryFolder(), 'room.db');
  if (at.base) copyFileSync(at.base.path, path);
  remake(
    path,
    at.pieces.filter(({ log }) => log >= (at.base?.log ?? 0)),
  );
  return contentOf(path);
}

function remake(path: string, pieces: readonly ShippedPiece[]): void {
  for (const log of new Set(pieces.map((piece) => piece.log))) {
    const own = pieces.filter((piece) => piece.log === log);
    const file = beginLog(path, new Uint8Array());
    for (const { bytes } of own) appendFileSync(file, bytes);
    bringLogIn(path, own.at(-1)?.mark.frames ?? 0);
  }
}

test(
  '[BACKUP-7] what was shipped makes the database as it was then, whatever happens in between, or the chain is seen to be broken',
  async () => {
    const sequences = fc.array(fc.constantFrom(...OPERATIONS), { minLength: 20, maxLength: 60 });
    const seen = { whole: 0, broken: 0, logs: 0 };
    await fc.assert(
      fc.asyncProperty(sequences, async (operations) => {
        const at = follow();
        for (const operation of operations) {
          await DO[operation](at);
          if (at.isBroken) break;
        }
        at.reader?.close();
        ship(at);
        at.room.close();
        if (at.isBroken) {
          seen.broken++;
          // Nobody else breaks it; SQLite throws away a log that a restart finds without a commit, and draws its salts anew.
          expect(operations.filter((one) => one === 'thief' || one === 'undone')).not.toEqual([]);
          return;
        }
        if (at.base === null) return;
        seen.whole++;
        seen.logs = Math.max(seen.logs, at.place?.log ?? 0);
        expect(remade(at)).toBe(at.contents.get(at.commits));
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
    expect(seen.whole, `ABOVEBOARD_SEED=${SEED}`).toBeGreaterThan(0);
  },
  60_000 + RUNS * 3_000,
);

test('[BACKUP-7] logs begin anew while they are followed, and all of them are shipped', async () => {
  const at = follow();
  ship(at);
  await DO.base(at);
  for (let n = 0; n < 12; n++) {
    DO.bulk(at);
    ship(at);
    if (n % 3 === 2) DO.seal(at);
  }
  ship(at);
  expect(at.place?.log).toBe(4);
  at.room.close();
  expect(remade(at)).toBe(at.contents.get(12));
});

test('[BACKUP-7] a commit that was taken back and another in its place are seen', () => {
  const at = follow();
  DO.write(at);
  ship(at);
  const wal = `${at.path}-wal`;
  const before = readFileSync(wal);
  DO.write(at);
  ship(at);
  const frames = at.place?.mark.frames ?? 0;
  // As after a power cut: the last commit never got to the disk, and the next one was written where it was.
  writeFileSync(wal, before);
  expect(nextPiece(at.path, at.place)).toBe('BROKEN');
  const forged = Buffer.concat([before, Buffer.alloc(readFileSync(wal).length)]);
  forged.fill(7, before.length);
  writeFileSync(wal, forged);
  expect(frames).toBeGreaterThan(0);
  expect(nextPiece(at.path, at.place)).toBe('BROKEN');
});

test('[BACKUP-8] a piece that is missing or changed is refused', async () => {
  const at = follow();
  ship(at);
  await DO.base(at);
  DO.bulk(at);
  ship(at);
  DO.bulk(at);
  ship(at);
  at.room.close();
  const pieces = at.pieces.slice();
  const fresh = (): string => {
    const path = join(temporaryFolder(), 'room.db');
    copyFileSync(at.base?.path ?? '', path);
    return path;
  };
  const without = pieces.filter((_, i) => i !== 1);
  expect(() => remake(fresh(), without)).toThrow(BrokenChainError);
  const bent = pieces.map((piece, i) =>
    i === 1 ? { ...piece, bytes: Buffer.from(piece.bytes.map((b, at) => (at === 900 ? b ^ 1 : b))) } : piece,
  );
  expect(() => remake(fresh(), bent)).toThrow(BrokenChainError);
});
