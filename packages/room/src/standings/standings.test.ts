import type { PlayerId } from '@aboveboard/engine';
import { ok } from '@aboveboard/kit';
import { type Db, handIdOf, handsWithPlayers, moveCursor, ratingBoard, recentHands, tallyBoard } from '@aboveboard/storage';
import { seededRandom } from '@aboveboard/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Consumer, takeSome } from '../events/consumer.ts';
import { rebuild } from '../events/repair-consumer.ts';
import { endedHandOf } from '../hands/ended-hand-of.ts';
import { addLines, linesOf } from '../stats/player-stats.ts';
import { statsConsumer } from '../stats/stats-consumer.ts';
import { DATABASES, type EventRoom, openEventRoom, tableId } from '../testing/event-room.ts';
import { type TestPlayer, wild } from '../testing/test-player.ts';
import { openTestRoom, seedOr } from '../testing/test-room.ts';
import { leaderboard, rateDays, ratingBoardOf } from './leaderboard.fixture.ts';
import { DAY_MS } from './periods.ts';
import { rankingConsumer } from './ranking-consumer.ts';
import { rateSome } from './rate-days.ts';
import { addPairings, pairingsOf } from './ratings.ts';
import { settledHandOf } from './settled-hand.ts';
import { addTallies, talliesOf } from './tallies.ts';

const seed = seedOr(61_000);
const TODAY = Date.parse('2026-11-21T12:00:00Z');
const PRIVATE = 3;
const PEOPLE = ['ana', 'bo', 'cy', 'di', 'ed', 'flo', 'gil', 'hal'] as readonly string[] as readonly PlayerId[];
const BOT = 'hal';

interface Template {
  readonly publicHistory: unknown;
  readonly game: string;
  readonly deltas: readonly { readonly seat: number; readonly delta: number }[];
}
/** A hand of a table, told of other people and of another day. */
interface Hand {
  readonly tableNo: number;
  readonly handNo: number;
  readonly daysAgo: number;
  readonly template: Template;
  readonly players: readonly PlayerId[];
}

/** Hands that a room has settled. */
const templates: Template[] = [];
beforeAll(async () => {
  const room = await openTestRoom({ seed });
  const { settings } = await room.newTable();
  const players: TestPlayer[] = [];
  for (const [seat, name] of ['Ana', 'Bo', 'Cy', 'Di'].entries()) {
    const player = await room.player(name, settings.tableId, { isBot: true, policy: wild(room.random, 8) });
    player.sit(seat);
    players.push(player);
  }
  for (let i = 0; i < 40 && templates.length < 8; i++) {
    await room.time.advance(room.config.betweenHandsMs);
    const keys = await recentHands(room.db.reader, settings.tableId, { limit: 100 });
    if (keys.length < 8) continue;
    const stored = await handsWithPlayers(room.db.reader, keys);
    for (const { game, publicHistory, players: at } of stored.values())
      templates.push({ game, publicHistory, deltas: at.map(({ seat, delta }) => ({ seat, delta })) });
  }
  await room.db.close();
});

function handsOf(random: ReturnType<typeof seededRandom>, count: number, days: number): Hand[] {
  const handNos = [0, 0, 0, 0];
  return Array.from({ length: count }, (_, i) => {
    const tableNo = random.below(handNos.length);
    const shuffled = PEOPLE.map((player) => ({ player, by: random.below(1_000) })).sort((a, b) => a.by - b.by);
    handNos[tableNo] = (handNos[tableNo] ?? 0) + 1;
    return {
      ...{ tableNo, handNo: handNos[tableNo] ?? 0, daysAgo: days - Math.floor((i * days) / count) },
      template: templates[random.below(templates.length)] as Template,
      players: shuffled.map(({ player }) => player),
    };
  });
}

const endedMsOf = ({ daysAgo }: Hand): number => TODAY - daysAgo * DAY_MS;
const keyOf = ({ tableNo, handNo }: Hand) => ({ table_id: tableId(tableNo), hand_no: handNo });
const seatsOf = ({ template, players }: Hand) =>
  template.deltas.map(({ seat, delta }) => ({ seat, delta, player_id: players[seat] ?? '' }));

async function store({ write }: EventRoom, hands: readonly Hand[]): Promise<void> {
  const about = { name: 'A table', config: '{}', incarnation: 1, epoch: 1, next_hand_no: 1, opened_ms: 1 };
  const tables = [0, 1, 2, 3].map((no) => ({ ...about, id: tableId(no), is_private: no === PRIVATE ? 1 : 0 }));
  const stored = { status: 'ended' as const, start_state: '{}', open_bytes: new Uint8Array(1), close_status: 0 };
  const rows = hands.map((hand) => ({
    ...{ ...keyOf(hand), ...stored, public_history: JSON.stringify(hand.template.publicHistory) },
    ...{ started_ms: endedMsOf(hand) - 61_234, ended_ms: endedMsOf(hand), game: hand.template.game },
    players: JSON.stringify(
      seatsOf(hand).map(({ seat, player_id, delta }) => [seat, player_id, player_id === BOT ? 1 : 0, delta]),
    ),
  }));
  await write(async (trx) => {
    await trx.insertInto('card_table').values(tables).execute();
    await trx.insertInto('hand').values(rows).execute();
  });
}

/** Tells of these hands, behind what is told. */
async function publish({ write }: EventRoom, hands: readonly Hand[], from: number): Promise<void> {
  const events = hands.map((hand, i) => {
    const deltas = seatsOf(hand).map(({ player_id, delta }) => ({ playerId: player_id, delta }));
    const payload = JSON.stringify({ reason: 'COMPLETED', closeStatus: 0, rake: 0, deltas });
    const told = { created_ms: endedMsOf(hand), published_ms: 1, position: from + i + 1 };
    return { ...keyOf(hand), kind: 'hand-ended', payload, ...told };
  });
  await write((trx) => trx.insertInto('outbox').values(events).execute());
}

const clock = { nowMs: () => TODAY };
const RANKED = rankingConsumer({ clock });
const COUNTED = statsConsumer();

async function takeAll({ ports }: EventRoom, ...consumers: readonly Consumer[]): Promise<void> {
  for (const consumer of consumers) while (await takeSome(ports, consumer));
}
async function rateAll({ db }: { readonly db: Db }): Promise<void> {
  while (await rateSome({ db, clock }));
}

/** Everything the two wrote. */
async function state({ db }: EventRoom) {
  const all = (table: 'stats_line' | 'tally' | 'pairing' | 'rating', ...order: readonly string[]) =>
    order.reduce((query, column) => query.orderBy(column as never), db.reader.selectFrom(table).selectAll()).execute();
  return {
    lines: await all('stats_line', 'player_id', 'game', 'band', 'position'),
    tallies: await all('tally', 'period', 'player_id'),
    pairings: await all('pairing', 'day', 'first_id', 'second_id'),
    ratings: await all('rating', 'player_id', 'day'),
  };
}

/** The same hands counted at once, without a database. */
async function expectRight({ db }: EventRoom, hands: readonly Hand[]): Promise<void> {
  const stored = await handsWithPlayers(
    db.reader,
    hands.map(({ tableNo, handNo }) => ({ tableId: tableId(tableNo), handNo })),
  );
  const handOf = ({ tableNo, handNo }: Hand) => stored.get(handIdOf({ tableId: tableId(tableNo), handNo }));
  const known = hands.map(handOf).filter((hand) => hand !== undefined);
  const settled = known.filter((hand) => hand.tableId !== tableId(PRIVATE)).flatMap((hand) => settledHandOf(hand) ?? []);
  const tallies = addTallies(
    {},
    settled.flatMap((hand) => talliesOf(hand, () => true)),
  );
  const page = { after: null, limit: 100 };
  for (const [kind, measure, per] of [
    ['net', 'net', 1],
    ['bb100', 'centiBlinds', 100],
    ['hours', 'centiHours', 100],
    ['hands', 'hands', 1],
  ] as const) {
    const board = await tallyBoard(db.reader, { period: 'month 2026-11', measure, leastHands: 5 }, page);
    const expected = leaderboard(tallies, 'month 2026-11', kind, 5);
    expect(board.map(({ playerId, value }) => [playerId, value])).toEqual(
      expected.map(({ player, value }) => [player, Math.round(value * per)]),
    );
  }
  const ratings = rateDays(new Map(), addPairings({}, settled.flatMap(pairingsOf)));
  const rated = await ratingBoard(db.reader, 1, page);
  expect(rated.map(({ playerId, value }) => [playerId, value])).toEqual(
    ratingBoardOf(ratings, 1).map(({ player, value }) => [player, value]),
  );
  const last = await db.reader.selectFrom('rating').selectAll().where('is_last', '=', 1).execute();
  const millionth = 1e6;
  for (const { player_id, rating, deviation, hands: ratedHands } of last) {
    const { rating: points = 0, deviation: unsure = 0, hands: handsOf = 0 } = ratings.get(player_id as PlayerId) ?? {};
    expect([rating / millionth, deviation / millionth, ratedHands]).toEqual([points, unsure, handsOf]); // to the last bit
  }
  const lines = Object.values(
    addLines(
      {},
      known.flatMap((hand) => linesOf(endedHandOf(hand) as never)),
    ),
  );
  const rows = (await state({ db } as EventRoom)).lines as { player_id: string; hands: number; net: number; bets: number }[];
  expect(rows.reduce((sum, row) => sum + row.hands * 7 + row.bets * 3 + row.net, 0)).toBe(
    lines.reduce((sum, { counts }) => sum + counts.hands * 7 + counts.bets * 3 + counts.net, 0),
  );
  expect(rows).toHaveLength(lines.length);
}

/** Hands of tables in another order, each table's own in theirs. */
function reordered(hands: readonly Hand[], random: ReturnType<typeof seededRandom>): Hand[] {
  const left = [0, 1, 2, 3].map((no) => hands.filter(({ tableNo }) => tableNo === no));
  const order: Hand[] = [];
  while (order.length < hands.length) {
    const next = left[random.below(4)]?.shift();
    if (next) order.push(next);
  }
  return order;
}

describe.each(DATABASES)('statistics and standings on $name', { timeout: 120_000 }, ({ open }) => {
  test('[STAT-14] [RANK-7] [RANK-8] [RANK-9] [RANK-11] are the same whatever order tables come in, told again, and built again', async () => {
    const random = seededRandom(seed);
    const room = await openEventRoom(open);
    const hands = handsOf(random, 60, 6);
    await store(room, hands);
    await publish(room, hands, 0);
    await takeAll(room, RANKED, COUNTED);
    await rateAll(room);
    await expectRight(room, hands);
    const first = await state(room);
    expect(first.ratings.length).toBeGreaterThan(6);

    await room.db.transaction((trx) => moveCursor(trx, RANKED.name, { from: hands.length, to: 10 }));
    await takeAll(room, RANKED, COUNTED);
    await rateAll(room);
    expect(await state(room)).toEqual(first);

    for (let round = 0; round < 2; round++) {
      await rebuild(room.ports, RANKED);
      await rebuild(room.ports, COUNTED);
      expect(Object.values(await state(room))).toEqual([[], [], [], []]);
      await room.write((trx) => trx.deleteFrom('outbox').execute());
      const order = reordered(hands, random);
      for (let done = 0; done < order.length; ) {
        const some = order.slice(done, done + 1 + random.below(20));
        await publish(room, some, done);
        done += some.length;
        await takeAll(room, RANKED, COUNTED);
        if (random.below(2) === 0) await rateAll(room); // and days that were rated get more hands
      }
      await rateAll(room);
      expect(await state(room), `seed ${seed}, round ${round}`).toEqual(first);
    }
    expect(room.failures).toEqual([]);
  });

  test('[RANK-7] [RANK-10] days are let go of when nothing can be late for them, and a hand that is, is in the sums alone', async () => {
    const random = seededRandom(seed + 1);
    const room = await openEventRoom(open);
    const hands = handsOf(random, 24, 24).map((hand) => ({
      ...hand,
      tableNo: hand.tableNo % PRIVATE,
      daysAgo: 4 * hand.daysAgo,
    }));
    const renumbered = hands.map((hand, i) => ({ ...hand, handNo: i + 1 }));
    const [late, ...inTime] = renumbered as [Hand, ...Hand[]];
    await store(room, renumbered);
    await publish(room, inTime, 0);
    await takeAll(room, RANKED, COUNTED);
    await rateAll(room);
    await expectRight(room, inTime);
    const days = await room.db.reader.selectFrom('pairing').select('day').distinct().execute();
    expect(days.length).toBeGreaterThan(4);
    expect(days.length).toBeLessThan(10); // of the last 35 days
    const { tallies } = await state(room);
    expect(tallies.some((row) => JSON.stringify(row).includes('day 2026-08'))).toBe(false);
    const ratings = (await state(room)).ratings;

    await publish(room, [late], inTime.length);
    await takeAll(room, RANKED, COUNTED);
    await rateAll(room);
    expect((await state(room)).ratings).toEqual(ratings);
    expect((await state(room)).tallies).not.toEqual(tallies);
    expect(room.failures).toEqual([]);
  });
});

test('a batch of hands is few statements, however many hands it has', async () => {
  const room = await openEventRoom(DATABASES[0]?.open as () => Promise<Db>);
  const hands = handsOf(seededRandom(seed + 2), 100, 2);
  await store(room, hands);
  await publish(room, hands, 0);
  let sent = 0;
  const counting: Parameters<Db['reader']['withPlugin']>[0] = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      sent += 1;
      return result;
    },
  };
  const transaction: Db['transaction'] = (work) => room.db.transaction((trx) => work(trx.withPlugin(counting) as typeof trx));
  const db = { ...room.db, transaction };
  await db.transaction(async (trx) => ok(await trx.selectFrom('setting').selectAll().execute()));
  expect(sent).toBe(1);
  sent = 0;
  await takeSome({ ...room.ports, db }, RANKED);
  expect(sent).toBeLessThanOrEqual(24);
  sent = 0;
  await takeSome({ ...room.ports, db }, COUNTED);
  expect(sent).toBeLessThanOrEqual(20);
});
