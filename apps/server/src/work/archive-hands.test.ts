/** Hands dealt in a real room, with real decks, written into real files by the worker; only time and chance are given. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { type Card, formatCard } from '@aboveboard/engine';
import { ok } from '@aboveboard/kit';
import { readHands, replayHand } from '@aboveboard/notation';
import type { OfferedGame, workJobs } from '@aboveboard/protocol';
import { archiveConsumer, archiveJob, createWorkerRole, houseQueues, noTraces } from '@aboveboard/room';
import { type TestPlayer, wild } from '@aboveboard/room/testing/test-player';
import { aead, openTestRoom, seedOr, type TestRoom } from '@aboveboard/room/testing/test-room';
import { archives, createPrincipal, type HandRecord, recentHands } from '@aboveboard/storage';
import { type JobId, type JobView, memoryLimiter, memoryQueueStore, type QueueCounts } from '@aboveboard/streams';
import { seededIds, virtualTime } from '@aboveboard/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dataFolder } from '../testing/open-room.ts';
import { quietEvents } from '../testing/quiet-events.ts';
import { openHandFiles } from './hand-files.ts';
import { databaseShelf } from './job-shelf.ts';

const DAY = '2026-03-01';
const HOUR_MS = 3_600_000;
const NAMES = ['Ana', 'Bo', 'Cy', 'Di', 'Eve', 'Flo'];
const QUEUES = houseQueues({ maxJobs: 1_000 });

/** A table where all are in every hand, folding, raising and drawing all over the place. */
async function tableOf(room: TestRoom, game: OfferedGame) {
  const { settings } = await room.newTable({ name: `A table of ${game}`, game });
  const players: TestPlayer[] = [];
  for (const [seat, name] of NAMES.entries()) {
    const player = await room.player(name, settings.tableId, { isBot: true, policy: wild(room.random) });
    const nobody = { kind: 'bot' as const, roles: [], createdMs: 1 };
    await room.db.transaction(async (trx) => ok(await createPrincipal(trx, { ...nobody, id: player.playerId, name })));
    player.sit(seat);
    players.push(player);
  }
  await room.time.settle();
  return { tableId: settings.tableId, players, spectator: await room.player('Sam', settings.tableId) };
}

type TestTable = Awaited<ReturnType<typeof tableOf>>;

async function playHands(room: TestRoom, { players, spectator }: TestTable, hands: number): Promise<void> {
  const enough = spectator.events('hand-ended').length + hands;
  for (let i = 0; i < 10 * hands && spectator.events('hand-ended').length < enough; i++) {
    await room.time.advance(room.config.betweenHandsMs);
    for (const player of players) {
      const at = player.seats.get(player.seat ?? -1);
      if (at?.stack === 0) player.command({ kind: 'top-up', amount: 500 });
      if (at?.status === 'sitting-out') player.command({ kind: 'sit-in', post: 'now' });
    }
  }
}

async function openWorkshop(seed: number) {
  const time = virtualTime(Date.parse(`${DAY}T23:20:00Z`));
  const room = await openTestRoom({ seed, time });
  const data = dataFolder();
  const folder = join(data, 'archive');
  const store = memoryQueueStore({ clock: time.clock, shelf: databaseShelf(room.db) });
  const troubles: unknown[] = [];
  /** The worker as the server starts it. */
  const start = async () => {
    const worker = createWorkerRole(
      {
        ...{ ...time, db: room.db, store, random: room.random, ids: seededIds(room.random), traces: noTraces },
        ...quietEvents(),
        consumers: [archiveConsumer],
        limiter: memoryLimiter(time.clock),
        files: await openHandFiles(folder),
        sha256Hex: (text) => createHash('sha256').update(text).digest('hex'),
        trouble: (error) => troubles.push(error),
      },
      { queues: QUEUES, importsPerMinute: 100, graceMs: 1_000 },
    );
    worker.start();
    onTestFinished(() => stopInTime(time, () => worker.stop()));
    return worker;
  };
  /** Lets time pass until it is so; files are read and written in the machine's own time meanwhile. */
  const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
    for (let i = 0; i < 5_000; i++) {
      if (await isSo()) return;
      await wait(1);
      await time.advance(20);
    }
    expect.fail(`it never came to that; troubles: ${troubles}`);
  };
  const look = async (id: string) => (await store.look(QUEUES.archiveHands, id as JobId)) as JobView;
  const archived = async (tableId: string, id: string): Promise<workJobs.ArchiveResult> => {
    await store.add(QUEUES.archiveHands, [archiveJob({ tableId, day: DAY }, id)]);
    await until(async () => ['done', 'dead'].includes((await look(id)).state));
    return JSON.parse((await look(id)).result ?? 'null');
  };
  /** Everybody goes to bed, and an hour of the next day passes. */
  const untilTomorrow = async (...tables: readonly TestTable[]): Promise<void> => {
    for (const player of tables.flatMap(({ players }) => players)) player.command({ kind: 'leave' });
    await time.advance(Date.parse(DAY) + 25 * HOUR_MS - time.clock.nowMs());
  };
  return { room, time, folder, store, troubles, start, until, look, archived, untilTomorrow };
}

async function stopInTime(time: ReturnType<typeof virtualTime>, stop: () => Promise<void>): Promise<void> {
  let isOver = false;
  void stop().then(() => (isOver = true));
  while (!isOver) await time.advance(100);
}

const textOf = (folder: string, { file }: workJobs.ArchiveResult): string =>
  gunzipSync(readFileSync(join(folder, file))).toString('utf8');

const sum = ({ waiting, held, delayed, running, dead }: QueueCounts): number =>
  waiting.urgent + waiting.normal + waiting.bulk + held + delayed + running + dead;

/** The text of each hand by its number. */
function byHand(text: string): Map<number, string> {
  const parts = text.split(/^\[(\d+)\]$/m).slice(1);
  return new Map(parts.flatMap((part, i) => (i % 2 === 0 ? [[Number(part), parts[i + 1] ?? '']] : [])));
}

/** Cards among the actions; the rest of a hand names none. */
const cardsIn = (text: string): string[] => text.match(/^actions = \[\n[^\]]*/m)?.[0].match(/[2-9TJQKA][cdhs]/g) ?? [];

/** Every card that a spectator was shown, hand by hand. */
function seenBy(spectator: TestPlayer): Map<number, Set<string>> {
  const seen = new Map<number, Set<string>>();
  let handNo = 0;
  for (const { event } of spectator.frames) {
    if (event?.kind === 'hand-started') handNo = event.handNo;
    const cards = event && 'cards' in event ? (event.cards as (number | null)[]) : [];
    const ofHand = seen.get(handNo) ?? new Set();
    for (const card of cards) if (card !== null) ofHand.add(formatCard(card as Card));
    seen.set(handNo, ofHand);
  }
  return seen;
}

/** Every card that lay face down before somebody, from the record that is sealed with a key the worker has not. */
function secretCards(room: TestRoom, { tableId, handNo, privateSealed }: HandRecord): string[] {
  const sealed = privateSealed ?? expect.fail('no sealed record');
  const [{ key }] = room.keys.keyRing.recordKeys();
  // canonical JSON: keys in order, no blanks
  const aad = new TextEncoder().encode(JSON.stringify({ handNo, record: tableId }));
  const opened = aead.open(key, sealed.slice(4, 16), sealed.slice(16), aad) ?? expect.fail('the record does not open');
  const { holes, discards } = JSON.parse(new TextDecoder().decode(opened)) as {
    holes: { cards: number[] }[];
    discards: { cards: number[] }[];
  };
  return [...holes, ...discards].flatMap(({ cards }) => cards).map((card) => formatCard(card as Card));
}

describe('hands of a day at a table, archived', () => {
  test.each<[OfferedGame, number]>([
    ['NT', 24],
    ['PO', 12],
    ['F7S', 16],
    ['F2L3D', 24],
    ['FBD', 16],
  ])('[WORK-1] [WORK-2] every hand of %s plays again, and no folded card is in the file', async (game, hands) => {
    const seed = seedOr(42_000);
    const shop = await openWorkshop(seed);
    const { room, folder } = shop;
    const table = await tableOf(room, game);
    await playHands(room, table, hands);
    await shop.untilTomorrow(table);
    await shop.start();
    const { spectator, tableId } = table;
    const result = await shop.archived(tableId, 'a');
    const text = textOf(folder, result);

    const ended = (await recentHands(room.db.reader, tableId, { limit: 1_000 })).filter(({ status }) => status === 'ended');
    const ofDay = ended.filter(({ endedMs }) => new Date(endedMs ?? 0).toISOString().startsWith(DAY));
    expect(ofDay.length, `seed ${seed}`).toBeGreaterThanOrEqual(hands);
    expect(result).toMatchObject({ hands: ofDay.length, refunded: 0 });
    const entries = readHands(text);
    expect(entries.map(({ name }) => Number(name))).toEqual(ofDay.map(({ handNo }) => handNo).sort((a, b) => a - b));
    for (const { name, record } of entries) {
      expect(record.ok && replayHand(record.value), `seed ${seed}, hand ${name}`).toEqual({ kind: 'matched' });
      if (!record.ok) continue;
      const { seats = [], players: named, table: at, hand } = record.value.details;
      expect(named).toEqual(seats.map((seat) => NAMES[seat - 1]));
      expect([at, hand]).toEqual([`A table of ${game}`, Number(name)]);
    }

    const seen = seenBy(spectator);
    const texts = byHand(text);
    let kept = 0;
    for (const hand of ofDay) {
      const shown = seen.get(hand.handNo) ?? new Set();
      const named = new Set(cardsIn(texts.get(hand.handNo) ?? ''));
      const secret = secretCards(room, hand).filter((card) => !shown.has(card));
      kept += secret.length;
      expect(
        secret.filter((card) => named.has(card)),
        `seed ${seed}, hand ${hand.handNo}`,
      ).toEqual([]);
      expect(
        [...named].filter((card) => !shown.has(card)),
        `seed ${seed}, hand ${hand.handNo}`,
      ).toEqual([]);
      expect(named.size, 'what was shown is there').toBe(shown.size);
    }
    expect(kept, 'nothing was folded: the test shows nothing').toBeGreaterThan(hands);
    expect(shop.troubles).toEqual([]);
  });

  test('[WORK-3] done again it is the same file; the archive table knows it by its hash', async () => {
    const shop = await openWorkshop(seedOr(42_100));
    const table = await tableOf(shop.room, 'NT');
    await playHands(shop.room, table, 5);
    await shop.untilTomorrow(table);
    await shop.start();
    const first = await shop.archived(table.tableId, 'a');
    const path = join(shop.folder, first.file);
    const bytes = readFileSync(path);
    writeFileSync(path, 'something else');
    expect(await shop.archived(table.tableId, 'b')).toEqual(first);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(first.sha256);
    const [kept, ...others] = await archives(shop.room.db.reader, { limit: 10 });
    expect(others).toEqual([]);
    expect(kept).toMatchObject({
      tableId: table.tableId,
      day: DAY,
      hands: first.hands,
      bytes: bytes.length,
      sha256: first.sha256,
    });
    expect(await shop.look('b')).toMatchObject({ progress: { done: first.hands, total: first.hands } });
  });

  test('[WORK-4] what a killed process left half written is gone at the next start, and no half file has the name of a whole one', async () => {
    const shop = await openWorkshop(seedOr(42_200));
    const day = join(shop.folder, DAY);
    const writer = await (await openHandFiles(shop.folder)).writeArchive('t', DAY);
    await writer.append('x'.repeat(100_000));
    expect(readdirSync(day)).toHaveLength(1);
    expect(readdirSync(day)[0]).toMatch(/^t\.phhs\.gz\..+/);
    mkdirSync(join(shop.folder, 'notes'));
    writeFileSync(join(shop.folder, 'notes', 'mine.txt'), 'kept');
    await openHandFiles(shop.folder);
    expect(readdirSync(shop.folder, { recursive: true }).sort()).toEqual([DAY, 'notes', join('notes', 'mine.txt')]);
    await writer.discard();
  });

  test('[WORK-2] a day that is not over, a table that is not there and a day without hands are refused', async () => {
    const shop = await openWorkshop(seedOr(42_300));
    const table = await tableOf(shop.room, 'NT');
    await playHands(shop.room, table, 2);
    await shop.start();
    const refused = async (tableId: string, day: string, id: string) => {
      await shop.store.add(QUEUES.archiveHands, [archiveJob({ tableId, day }, id)]);
      await shop.until(async () => (await shop.look(id)).state === 'dead');
      const letter = await shop.store.deadLetter(QUEUES.archiveHands, id as JobId);
      return [letter?.reason, letter?.errors.at(-1)?.message];
    };
    expect(await refused(table.tableId, DAY, 'a')).toEqual(['refused', `${DAY} is not over, in UTC`]);
    expect(await refused('nowhere', '2026-02-01', 'b')).toEqual(['refused', 'there is no table nowhere']);
    expect(await refused(table.tableId, '2026-02-01', 'c')).toEqual([
      'refused',
      'no hand ended at A table of NT on 2026-02-01',
    ]);
    expect(await refused(table.tableId, '2026-02-30', 'd')).toEqual(['malformed', expect.stringContaining('day')]);
    expect(readdirSync(shop.folder.replace(/archive$/, ''))).not.toContain('archive');
  });
});

describe('the planner', () => {
  test('[WORK-5] archives each day that is over, at the start and once an hour, and nothing of today', async () => {
    const shop = await openWorkshop(seedOr(42_400));
    const { db, time } = shop.room;
    const table = await tableOf(shop.room, 'NT');
    const days = async () => (await archives(db.reader, { limit: 10 })).map(({ day }) => day);
    await playHands(shop.room, table, 3);
    await shop.start();
    await shop.start(); // two of them: still one job for each day
    await shop.until(async () => sum(await shop.store.counts(QUEUES.archiveHands)) === 0);
    expect(await days()).toEqual([]);
    await shop.untilTomorrow(table);
    await shop.until(async () => (await days()).length > 0);
    expect(await days()).toEqual([DAY]);
    for (const [seat, player] of table.players.entries()) player.sit(seat);
    await time.settle();
    await playHands(shop.room, table, 3);
    await shop.until(async () => sum(await shop.store.counts(QUEUES.archiveHands)) === 0);
    await time.advance(2 * HOUR_MS);
    expect(await days()).toEqual([DAY]);
    expect(shop.troubles).toEqual([]);
  });

  test('[WORK-5] an archive of fewer hands than ended that day is written again', async () => {
    const shop = await openWorkshop(seedOr(42_500));
    const table = await tableOf(shop.room, 'NT');
    await playHands(shop.room, table, 4);
    await shop.untilTomorrow(table);
    await shop.start();
    await shop.time.advance(HOUR_MS); // at the start nothing was counted yet
    const handsKept = async () => (await archives(shop.room.db.reader, { limit: 1 }))[0]?.hands ?? 0;
    await shop.until(async () => (await handsKept()) > 0);
    const whole = await handsKept();
    const { db } = shop.room;
    await db.transaction(async (trx) =>
      ok(
        await trx
          .updateTable('archive')
          .set({ hands: whole - 1 })
          .execute(),
      ),
    );
    await shop.time.advance(2 * HOUR_MS); // planned once already within the last hour
    await shop.until(async () => (await handsKept()) === whole);
  });
});
