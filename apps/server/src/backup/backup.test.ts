/** A room that has played is backed up, lost and restored, and goes on with its public log only by its operator's word. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ok } from '@aboveboard/kit';
import { putSetting } from '@aboveboard/storage';
import { openDatabase, RESTORE_UNFINISHED } from '@aboveboard/storage/sqlite';
import { Encrypter } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { serverConfig } from '../config/settings.ts';
import { continueLog, logState, newLogOrigin } from '../keys/log-guard.ts';
import { createLogger } from '../log/logger.ts';
import { runServer } from '../run-server.ts';
import { QUICK } from '../testing/open-room.ts';
import { seatGuest, until } from '../testing/playing-guest.ts';
import { type BackupKey, makeKeyFile, passphraseKey, readKeyFile } from './backup-key.ts';
import { type MadeBackup, makeBackup } from './make-backup.ts';
import { readManifest, readWhole } from './read-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { expired, parseRetention, prune } from './retention.ts';
import { readSealed, writeSealed } from './sealed-file.ts';
import { lockShipping, shipOnce } from './ship-log.ts';

const quiet = { at: () => {} };
const SETTINGS = { ...QUICK, logLevel: 'silent' } as const;

/** What a room left behind: its data folder, and backups of it; `key` opens them. */
interface Lost {
  readonly data: string;
  readonly folder: string;
  readonly key: BackupKey;
  readonly made: MadeBackup;
  readonly published: number;
}
let lost: Lost;
const rubbish: string[] = [];

function temporary(): string {
  const path = mkdtempSync(join(tmpdir(), 'aboveboard-backup-'));
  rubbish.push(path);
  return path;
}
afterAll(() => {
  for (const path of rubbish) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
});

/** Backed up and shipped while it plays; then it plays on, is shipped again, and ends. */
beforeAll(async () => {
  const [data, folder] = [join(temporary(), 'data'), temporary()];
  const keyFile = join(temporary(), 'key');
  await makeKeyFile(keyFile);
  const key = await readKeyFile(keyFile);
  const ends: (() => void | Promise<void>)[] = [];
  const onEnd = (end: () => void | Promise<void>): void => void ends.push(end);
  const config = { ...serverConfig.parse({ ...SETTINGS, backupDir: folder, backupKeyFile: keyFile }), data };
  // The test ships by itself: at times of its own, what the room ships beside it would be another chain.
  const server = await runServer({
    config: { ...config, backupLogEveryMs: 3_600_000, backupEveryMs: 86_400_000 },
    logger: createLogger('silent'),
  });
  const { tables } = (await (await fetch(`${server.url}/api/v1/lobby`)).json()) as {
    tables: { settings: { tableId: string } }[];
  };
  const tableId = tables[0]?.settings.tableId ?? '';
  const guests = await Promise.all(
    ['Ana', 'Bo'].map((nickname, seat) => seatGuest({ url: server.url, tableId, seat, nickname, onEnd })),
  );
  const acts = (): number => guests.reduce((sum, { acked }) => sum + acked.length, 0);
  await until(
    () => acts() > 10 && readdirSync(folder).some((name) => name.startsWith('log-')),
    'some play, and a chain',
    60_000,
  );
  // The room's own first shipping ends: a backup beside it would leave its chain without one, and the next shipping begin another.
  const lock = await vi.waitFor(() => lockShipping({ data }), { timeout: 60_000, interval: 100 });
  // The room makes one of its own when it starts, and two at once are refused.
  const made = await vi.waitFor(() => makeBackup({ data }, folder, key, Date.now(), quiet), { timeout: 60_000, interval: 100 });
  const before = acts();
  await until(() => acts() > before + 10, 'more play', 60_000);
  await shipOnce({ data }, folder, key, Date.now);
  lock.release();
  const { size } = (await (await fetch(`${server.url}/api/v1/log/entries?limit=1`)).json()) as { size: number };
  for (const end of ends) await end();
  await server.stop(0);
  lost = { data, folder, key, made, published: size };
}, 180_000);

const restoreInto = (into: string, file = lost.made.path, key = lost.key, withLog = true) =>
  restoreBackup({ file, key, into, withLog, nowMs: Date.now() }, quiet);

async function restoredRoom(): Promise<string> {
  const into = join(temporary(), 'new');
  await restoreInto(into);
  return into;
}

async function inDatabase<T>(data: string, work: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>): Promise<T> {
  const db = await openDatabase(join(data, 'room.db'));
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

function start(data: string) {
  return runServer({ config: { ...serverConfig.parse(SETTINGS), data }, logger: createLogger('silent') });
}

test('[BACKUP-3] in it are the database and the keys that a restored room needs; the keys of the log and of hands in play are not', async () => {
  const manifest = await readWhole(lost.made.path, lost.key, null);
  const paths = manifest.files.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['room.db', 'keys/record-1']));
  expect(paths.filter((path) => /deal|kek/.test(path))).toEqual([]);
  expect(readdirSync(join(lost.data, 'keys'))).toEqual(expect.arrayContaining(['deal', 'record-1']));
  expect(readFileSync(join(lost.data, 'keys/deal'), 'utf8')).toMatch(/^[0-9a-f]{64}/);
  const into = await restoredRoom();
  expect(readdirSync(join(into, 'keys'))).not.toContain('deal');
});

test('[BACKUP-2] a backup that was cut short or changed anywhere is refused, and nothing of it is used', async () => {
  const folder = temporary();
  const whole = readFileSync(lost.made.path);
  const broken = [
    whole.subarray(0, whole.length - 1),
    whole.subarray(0, whole.length >> 1),
    ...[60, 400, whole.length >> 1, whole.length - 5].map((at) => bent(whole, at)),
  ];
  for (const bytes of broken) {
    const file = join(folder, basename(lost.made.path));
    writeFileSync(file, bytes);
    const into = join(folder, 'into');
    await expect(restoreInto(into, file)).rejects.toMatchObject({ name: 'BackupError' });
    expect(readdirSync(into)).toEqual([]);
  }
  const another = join(temporary(), 'key');
  await makeKeyFile(another);
  await expect(readManifest(lost.made.path, await readKeyFile(another))).rejects.toMatchObject({ code: 'KEY' });
});

function bent(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

test('[BACKUP-2] what is written has another name until it is whole', async () => {
  const path = join(temporary(), 'file');
  const failing = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(200_000, 1);
    expect(existsSync(path)).toBe(false);
    throw new Error('cut off');
  };
  await expect(writeSealed(path, failing(), lost.key)).rejects.toThrow('cut off');
  expect(readdirSync(join(path, '..'))).toEqual([]);
});

test('a passphrase opens what is sealed with it', async () => {
  const path = join(temporary(), 'file');
  const encrypter = new Encrypter();
  encrypter.setPassphrase('correct horse battery');
  encrypter.setScryptWorkFactor(8); // what a backup takes is made to be slow: some seconds
  writeFileSync(path, await encrypter.encrypt(gzipSync('ante')));
  const read = async (passphrase: string): Promise<string> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of readSealed(path, passphraseKey(passphrase))) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  expect(await read('correct horse battery')).toBe('ante');
  await expect(read('correct horse better')).rejects.toMatchObject({ code: 'KEY' });
  expect(() => passphraseKey('short')).toThrow('fewer than 12 characters');
});

test('[BACKUP-4] it is restored with what was shipped after it, and only into an empty place', async () => {
  const into = join(temporary(), 'new');
  const { logSize, manifest, replayed } = await restoreInto(into);
  expect(replayed.pieces).toBeGreaterThan(0);
  expect(logSize).toBeGreaterThanOrEqual(lost.published - 1); // the last may have come while it was asked
  expect(logSize).toBeGreaterThan(manifest.facts.log.size);
  await expect(restoreInto(into)).rejects.toMatchObject({ code: 'PLACE' });
  const alone = join(temporary(), 'alone');
  expect(await restoreInto(alone, lost.made.path, lost.key, false)).toMatchObject({ logSize: manifest.facts.log.size });
});

test('[BACKUP-8] a shipped piece that is missing stops the restore', async () => {
  const folder = temporary();
  cpSync(lost.folder, folder, { recursive: true });
  const chain = readdirSync(folder).find((name) => name.startsWith('log-')) ?? '';
  const pieces = readdirSync(join(folder, chain)).sort();
  expect(pieces.length).toBeGreaterThan(1);
  rmSync(join(folder, chain, pieces[0] ?? ''));
  await expect(restoreInto(join(folder, 'into'), join(folder, basename(lost.made.path)))).rejects.toMatchObject({
    code: 'DAMAGED',
    message: expect.stringContaining('--no-log'),
  });
});

describe('the public log of a restored room', () => {
  test('[BACKUP-5] keeps it from starting before its operator has decided', async () => {
    const data = await restoredRoom();
    await expect(start(data)).rejects.toThrow(/restored from a backup .* log continue --published N .* log new-origin/s);
  });

  test('[BACKUP-6] goes on only where nothing that was published is missing, with the key that signed it', async () => {
    const data = await restoredRoom();
    await inDatabase(data, async (db) => {
      const { size, head } = await logState(db);
      await expect(continueLog(db, data, size + 1, null)).rejects.toThrow('1 are missing');
      await expect(continueLog(db, data, size, null)).rejects.toThrow('deal is missing');
      writeFileSync(join(data, 'keys/deal'), `${'5'.repeat(64)}\n`, { mode: 0o600 });
      await expect(continueLog(db, data, size, null)).rejects.toThrow('not the key that signed');
      cpSync(join(lost.data, 'keys/deal'), join(data, 'keys/deal'));
      await expect(continueLog(db, data, size, '0'.repeat(64))).rejects.toThrow('another log');
      expect(await continueLog(db, data, size, head)).toMatchObject({ size });
      await expect(continueLog(db, data, size, head)).rejects.toThrow('waits for no decision');
    });
    const room = await start(data);
    await room.stop(0);
  });

  test('[BACKUP-6] begins anew under a name that was never used, with the entries that are there', async () => {
    const data = await restoredRoom();
    const decision = await inDatabase(data, async (db) => {
      const before = await logState(db);
      const begun = await newLogOrigin(db, data, Date.now());
      expect(begun.origin).toMatch(new RegExp(`^${before.origin}-\\d{8}t\\d{6}z$`));
      return begun;
    });
    const room = await start(data);
    onTestFinished(() => room.stop(0));
    const page = await (await fetch(`${room.url}/api/v1/log/entries?limit=1`)).json();
    expect(page).toMatchObject({ origin: decision.origin });
    expect((page as { size: number }).size).toBeGreaterThanOrEqual(decision.size);
  });
});

test('a restore that was cut short keeps a room from starting there', async () => {
  const data = temporary();
  mkdirSync(join(data, 'restoring'));
  await expect(start(data)).rejects.toThrow('cut short');
  const half = await restoredRoom(); // as a MariaDB that was being filled
  await inDatabase(half, (db) => db.transaction(async (trx) => ok(await putSetting(trx, RESTORE_UNFINISHED, 'yes'))));
  await expect(start(half)).rejects.toThrow('half of a room');
});

describe('retention', () => {
  const DAY_MS = 24 * 60 * 60_000;
  const NOW = Date.UTC(2026, 10, 21, 12);
  const daily = Array.from({ length: 40 }, (_, i) => ({ path: `${i}`, atMs: NOW - (39 - i) * DAY_MS, bytes: 1 }));

  test('[BACKUP-9] of each of the last days and weeks the last one stays, and always the newest', () => {
    const gone = new Set(expired(daily, { days: 7, weeks: 4 }, NOW));
    const kept = daily.filter((backup) => !gone.has(backup)).map(({ atMs }) => new Date(atMs).toISOString().slice(5, 10));
    expect(kept).toEqual(['11-01', '11-08', '11-15', '11-16', '11-17', '11-18', '11-19', '11-20', '11-21']);
    expect(expired(daily.slice(0, 1), { days: 0, weeks: 0 }, NOW)).toEqual([]);
    expect([parseRetention('7d,8w'), parseRetention('3w'), parseRetention('x'), parseRetention('')]).toEqual([
      { days: 7, weeks: 8 },
      { days: 0, weeks: 3 },
      null,
      null,
    ]);
  });

  test('[BACKUP-9] of a binary log the pieces stay that the last two backups may go on in', async () => {
    const folder = temporary();
    const chain = join(folder, 'log-20261118T000000.000Z');
    mkdirSync(chain);
    for (const day of [18, 19, 20]) writeFileSync(join(folder, `room-202611${day}T000000.000Z.tar.gz.age`), '');
    const pieces = ['000009-0000000004', '000010-0000000004', '000010-0000000900', '000010-0000002000'];
    for (const [i, name] of pieces.entries()) {
      const path = join(chain, `binlog-${name}.gz.age`);
      writeFileSync(path, '');
      const atMs = Date.UTC(2026, 10, 18, 8 * (i + 1)); // the third at the moment of the last backup but one
      utimesSync(path, atMs / 1_000, atMs / 1_000);
    }
    expect(await prune(folder, { days: 9, weeks: 0 }, NOW)).toEqual({ backups: [], chains: [], pieces: 2 });
    expect(readdirSync(chain)).toEqual(pieces.slice(2).map((name) => `binlog-${name}.gz.age`));
  });

  test('[BACKUP-9] only files that a backup wrote are touched', async () => {
    const folder = temporary();
    const names = [
      'room-20260101T000000.000Z.tar.gz.age',
      'room-20261120T000000.000Z.tar.gz.age',
      'notes.txt',
      'room-2026.tar.gz.age',
    ];
    for (const name of names) writeFileSync(join(folder, name), '');
    mkdirSync(join(folder, 'log-20260101T000000.000Z'));
    writeFileSync(join(folder, 'log-20260101T000000.000Z/mine.txt'), '');
    await prune(folder, { days: 2, weeks: 0 }, NOW);
    expect(readdirSync(folder).sort()).toEqual([
      'log-20260101T000000.000Z',
      'notes.txt',
      'room-2026.tar.gz.age',
      'room-20261120T000000.000Z.tar.gz.age',
    ]);
  });
});

test('[BACKUP-11] a room that cannot be backed up says so', { timeout: 60_000 }, async () => {
  const keyFile = join(temporary(), 'key');
  await makeKeyFile(keyFile);
  const folder = join(temporary(), 'no-folder');
  writeFileSync(folder, ''); // a file where the folder should be
  const lines: string[] = [];
  const config = {
    ...serverConfig.parse({ ...SETTINGS, backupDir: folder, backupKeyFile: keyFile }),
    data: join(temporary(), 'data'),
  };
  const room = await runServer({ config, logger: createLogger('error', { write: (line) => void lines.push(line) }) });
  onTestFinished(() => room.stop(0));
  await until(() => lines.some((line) => line.includes('BACKUP_FAILED')), 'a finding', 60_000);
});
