import { ok } from '@aboveboard/kit';
import { addPresence, auditEntries, cursorOf, type Db, moveCursor, noteTrace, putSignalPairs } from '@aboveboard/storage';
import { seededRandom } from '@aboveboard/testkit';
import { describe, expect, test } from 'vitest';
import { takeSome } from '../events/consumer.ts';
import { rebuild } from '../events/repair-consumer.ts';
import { DATABASES, type EventRoom, openEventRoom, tableId } from '../testing/event-room.ts';
import { seedOr } from '../testing/test-room.ts';
import { createSignalDesk } from './signal-desk.ts';
import { SIGNALS, signalsConsumer } from './signals-consumer.ts';
import { DAY_MS, WEEK_MS, weekOf } from './weeks.ts';
import { TRACE_DAYS, weighPairs } from './weigh-pairs.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const seed = seedOr(8_300);
const PEOPLE = ['ana', 'bo', 'cy', 'di', 'robot'];
const PRIVATE = 3;

interface Played {
  readonly table: number;
  readonly handNo: number;
  readonly endedMs: number;
  readonly deltas: readonly number[];
  readonly folded: readonly number[];
}

/** Hands of three tables over six weeks; in one out of five Ana folds a large pot to Bo. */
function someHands(count: number): Played[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, n) => {
    const isGift = random.below(5) === 0;
    const winner = isGift ? 1 : random.below(PEOPLE.length);
    const loser = isGift ? 0 : (winner + 1 + random.below(PEOPLE.length - 1)) % PEOPLE.length;
    const amount = isGift ? 250 : 1 + random.below(260);
    return {
      table: 1 + random.below(3),
      handNo: n + 1,
      endedMs: NOW - 6 * WEEK_MS + Math.floor((n * 6 * WEEK_MS) / count),
      deltas: PEOPLE.map((_name, seat) => (seat === winner ? amount : seat === loser ? -amount : 0)),
      folded: PEOPLE.flatMap((_name, seat) => ((isGift ? seat !== winner : random.below(2) === 0) ? [seat] : [])),
    };
  });
}

async function writeTables({ write }: EventRoom): Promise<void> {
  await write(async (trx) => {
    const about = { name: 'A table', config: '{}', incarnation: 1, epoch: 1, next_hand_no: 1, opened_ms: 1 };
    for (const no of [1, 2, 3])
      await trx
        .insertInto('card_table')
        .values({ ...about, id: tableId(no), is_private: no === PRIVATE ? 1 : 0 })
        .execute();
  });
}

/** As if they had been settled and published in this order. */
async function publish({ write }: EventRoom, hands: readonly Played[]): Promise<void> {
  const rows = hands.map(rowsOf);
  await write(async (trx) => {
    await trx
      .insertInto('hand')
      .values(rows.map(({ hand }) => hand))
      .execute();
    await trx
      .insertInto('outbox')
      .values(rows.map(({ event }, i) => ({ ...event, position: i + 1 })))
      .execute();
  });
}

function rowsOf({ table, handNo, endedMs, deltas, folded }: Played) {
  const key = { table_id: tableId(table), hand_no: handNo };
  const setup = { stakes: { bigBlind: 10, smallBet: 10 } };
  const actions = [{ kind: 'raise-to', seat: 0, to: 30 }, ...folded.map((seat) => ({ kind: 'fold', seat }))];
  const rest = { status: 'ended' as const, start_state: '{}', open_bytes: new Uint8Array(1), close_status: 0 };
  const players = deltas.map((delta, seat) => ({ seat, delta, playerId: PEOPLE[seat] ?? '' }));
  const told = players.map(({ playerId, delta }) => ({ playerId, delta }));
  const payload = JSON.stringify({ reason: 'COMPLETED', closeStatus: 0, rake: 0, deltas: told });
  return {
    hand: {
      ...{ ...key, ...rest, public_history: JSON.stringify({ start: { setup }, actions }) },
      ...{ started_ms: endedMs - 60_000, ended_ms: endedMs, game: 'NT' },
      reply_times: Uint8Array.of(0x10, 30, 0x01, 170), // one at once, the other after 1.7 s
      players: JSON.stringify(
        players.map(({ seat, playerId, delta }) => [seat, playerId, playerId === 'robot' ? 1 : 0, delta]),
      ),
    },
    event: { ...key, kind: 'hand-ended', payload, created_ms: endedMs, published_ms: endedMs },
  };
}

/** Puts the same events in another order across tables: each table goes on a few hands at a time, as far as it is behind. */
async function reorder({ write, db }: EventRoom): Promise<void> {
  const random = seededRandom(seed + 1);
  const rows = await db.reader.selectFrom('outbox').select(['id', 'table_id']).orderBy('id').execute();
  const chunks = Array.from({ length: Math.ceil(rows.length / 30) }, (_, n) => rows.slice(n * 30, n * 30 + 30));
  const order = chunks.flatMap((chunk) => {
    const byTable = [...Map.groupBy(chunk, ({ table_id }) => table_id).values()];
    return byTable
      .map((own) => ({ own, by: random.below(1_000) }))
      .sort((a, b) => a.by - b.by)
      .flatMap(({ own }) => own);
  });
  await write(async (trx) => {
    await trx.updateTable('outbox').set({ position: null }).execute();
    for (const [i, { id }] of order.entries())
      await trx
        .updateTable('outbox')
        .set({ position: i + 1 })
        .where('id', '=', id)
        .execute();
  });
}

/** All that the consumer wrote. */
async function counted(db: Db) {
  const { reader } = db;
  return {
    players: await reader.selectFrom('signal_player').selectAll().orderBy('week_ms').orderBy('player_id').execute(),
    pairs: await reader
      .selectFrom('signal_pair')
      .selectAll()
      .orderBy('week_ms')
      .orderBy('player_a')
      .orderBy('player_b')
      .execute(),
    presence: await reader
      .selectFrom('signal_presence')
      .selectAll()
      .orderBy('day_ms')
      .orderBy('table_id')
      .orderBy('player_id')
      .execute(),
  };
}

describe.each(DATABASES)('signals on $name', ({ open }) => {
  const opened = async () => {
    const room = await openEventRoom(open);
    const consumer = signalsConsumer();
    const takeAll = async () => {
      while (await takeSome(room.ports, consumer));
    };
    await writeTables(room);
    return { room, consumer, takeAll };
  };

  test('[SIGNAL-2] [SIGNAL-6] [SIGNAL-8] counts are the same after another order, duplicates and a rebuild, and come to one case', async () => {
    const { room, consumer, takeAll } = await opened();
    const { db } = room;
    await publish(room, someHands(240));
    await takeAll();
    const first = await counted(db);
    expect(new Set(first.pairs.flatMap(({ player_a, player_b }) => [player_a, player_b]))).toEqual(new Set(PEOPLE.slice(0, 4)));
    expect(first.presence.some(({ table_id }) => table_id === tableId(PRIVATE))).toBe(false);
    expect(first.pairs.find(({ player_a, player_b }) => player_a === 'ana' && player_b === 'bo')).toMatchObject({
      replies: expect.any(Number),
    });
    expect(first.pairs.reduce((sum, { instant }) => sum + instant, 0)).toBe(240); // Bo's call after Ana's, each hand

    const back = await db.transaction((trx) => moveCursor(trx, SIGNALS, { from: 240, to: 50 }));
    expect(back).toEqual(ok(undefined));
    await takeAll();
    expect(await counted(db), `ABOVEBOARD_SEED=${seed}`).toEqual(first);

    await reorder(room);
    await rebuild(room.ports, consumer);
    expect((await counted(db)).pairs).toEqual([]);
    expect(await weighPairs({ db, clock: { nowMs: () => NOW } })).toBeNull(); // not while it is made again
    await takeAll();
    expect(await counted(db), `ABOVEBOARD_SEED=${seed}`).toEqual(first);

    expect(await weighPairs({ db, clock: { nowMs: () => NOW } })).toBe(6);
    const desk = createSignalDesk({ db, clock: { nowMs: () => NOW } });
    const { signals } = await desk.list({ limit: 10, state: 'open', least: 20 });
    expect(signals.map(({ players: [a, b], kinds }) => [a.playerId, b.playerId, kinds[0]])).toEqual([['ana', 'bo', 'gifts']]);
  });

  test('[SIGNAL-7] [SIGNAL-9] [SIGNAL-10] a case is judged with a reason, opens again when it comes to much more, and goes with its pair', async () => {
    const { room } = await opened();
    const { db, write } = room;
    let nowMs = NOW;
    const clock = { nowMs: () => nowMs };
    const desk = createSignalDesk({ db, clock });
    const gifts = (a: string, b: string, count: number) => ({
      ...{ week_ms: weekOf(NOW), player_a: a, player_b: b, hands: 100, net: count * 250, squares: count * 62_500 },
      ...{ big_to_b: count, big_to_a: 0, gifts_to_b: count, gifts_to_a: 0, replies: 0, instant: 0 },
      largest: [{ tableId: tableId(1), handNo: 7, tenths: 250, isGift: true }],
    });
    const days = Array.from({ length: 20 }, (_, n) => weekOf(NOW) - n * DAY_MS);
    await write(async (trx) => {
      await putSignalPairs(trx, [
        gifts('ana', 'bo', 14),
        gifts('ana', 'cy', 15),
        gifts('bo', 'di', 1),
        { ...gifts('cy', 'di', 20), hands: 29 },
      ]);
      const at = (table: number, ...names: string[]) =>
        days.flatMap((day_ms) => names.map((player_id) => ({ day_ms, stakes: 'NT/10', table_id: tableId(table), player_id })));
      await addPresence(trx, [...at(1, 'bo', 'di'), ...at(2, 'cy'), ...at(3, 'ana')]);
      for (const principalId of ['bo', 'di']) await noteTrace(trx, { principalId, addressHash: 'h1', deviceHash: 'd1' }, NOW);
      for (const principalId of ['ana', 'bo', 'cy', 'di', 'ed']) // a school
        await noteTrace(trx, { principalId, addressHash: 'h2', deviceHash: 'd1' }, NOW);
    });
    expect(await weighPairs({ db, clock })).toBe(3);
    const list = async (of: Partial<Parameters<typeof desk.list>[0]> = {}) =>
      (await desk.list({ limit: 10, state: 'open', least: 20, ...of })).signals.map(({ players, score }) => [
        players.map(({ playerId }) => playerId).join(' '),
        score,
      ]);
    expect(await list()).toEqual([
      ['ana cy', 26.62],
      ['ana bo', 23.95],
    ]); // Bo and Di live together and always play together, which comes to 18
    const page = await desk.list({ limit: 1, state: 'open', least: 0 });
    expect((await desk.list({ limit: 1, state: 'open', least: 0, cursor: page.next ?? '' })).signals[0]?.score).toBe(23.95);
    expect(await list({ player: 'bo' })).toEqual([['ana bo', 23.95]]);
    const id = page.signals[0]?.id ?? 0;

    const change = { who: { kind: 'operator', name: 'Olga', principalId: 'p1' }, why: 'hands looked at' } as const;
    expect(await desk.dismiss({ ...change, why: ' ' }, id)).toMatchObject({ error: { code: 'NO_REASON' } });
    expect(await desk.note(change, 999)).toMatchObject({ error: { code: 'NO_SUCH_SIGNAL' } });
    expect(await auditEntries(db.reader, { limit: 10 })).toEqual([]);
    expect(await desk.note({ ...change, why: 'asked Ana' }, id)).toEqual(ok(undefined));
    expect(await desk.dismiss(change, id)).toEqual(ok(undefined));
    expect(await list()).toEqual([['ana bo', 23.95]]);
    expect(await list({ state: 'dismissed' })).toEqual([['ana cy', 26.62]]);
    const entries = await auditEntries(db.reader, { limit: 10 });
    expect(entries.map(({ action, actor, subject, why }) => [action, actor, subject, why])).toEqual([
      ['signal.dismiss', 'Olga', String(id), 'hands looked at'],
      ['signal.note', 'Olga', String(id), 'asked Ana'],
    ]);

    await write((trx) => putSignalPairs(trx, [gifts('ana', 'cy', 18)]));
    await weighPairs({ db, clock });
    expect(await list({ state: 'dismissed' })).toEqual([['ana cy', 35.03]]);
    await write((trx) => putSignalPairs(trx, [gifts('ana', 'cy', 19)]));
    await weighPairs({ db, clock });
    expect(await list()).toEqual([
      ['ana cy', 37.94],
      ['ana bo', 23.95],
    ]);
    const shown = await desk.show(id);
    expect(shown).toMatchObject({
      value: { state: 'open', mostScore: 37.94, hands: [{ handNo: 7, from: 'ana', bigBlinds: 25, isGift: true }] },
    });
    expect(shown.ok && shown.value.notes.map(({ kind, actor, text }) => [kind, actor, text])).toEqual([
      ['note', 'Olga', 'asked Ana'],
      ['dismissed', 'Olga', 'hands looked at'],
      ['reopened', 'the room', 'It came to 26.62 when it was dismissed, and comes to 37.94 now.'],
    ]);

    nowMs = NOW + 12 * WEEK_MS;
    expect(await weighPairs({ db, clock })).toBe(0);
    expect(await list({ state: 'all', least: 0 })).toEqual([]);
    expect(nowMs - NOW).toBeGreaterThan(TRACE_DAYS * DAY_MS);
    expect(await db.reader.selectFrom('session_trace').selectAll().execute()).toEqual([]);
    expect(await cursorOf(db.reader, SIGNALS)).toBe(0);
  });
});
