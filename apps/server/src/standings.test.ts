import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rest, standingsRest } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { openRoom } from './testing/open-room.ts';
import { seatGuest } from './testing/playing-guest.ts';

test('[RANK-3] [RANK-4] [RANK-12] [STAT-15] hands of a room are in its boards, and in the statistics of who played them', async () => {
  const room = await openRoom();
  const { tables } = rest.lobbyReply.parse(await (await room.get('/api/v1/lobby')).json());
  const tableId = tables.find(({ settings }) => settings.game === 'NT')?.settings.tableId ?? '';
  const seats = { url: room.url, tableId, callsUpTo: 2 };
  const ana = await seatGuest({ ...seats, seat: 0, nickname: 'Ana' });
  const bo = await seatGuest({ ...seats, seat: 1, nickname: 'Bo' });
  const json = async (path: string, token?: string) => (await room.get(path, token)).json();
  const statistics = async (token: string, filter = '') =>
    standingsRest.statisticsReply.parse(await json(`/api/v1/me/statistics${filter}`, token));
  const board = async (query: string, token?: string) =>
    standingsRest.boardReply.parse(await json(`/api/v1/leaderboards?${query}`, token));
  await expect.poll(async () => (await statistics(ana.token)).all.hands, { timeout: 40_000 }).toBeGreaterThanOrEqual(3);
  for (const { client } of [ana, bo]) client.close(); // no hand begins any more
  const settled = async () => {
    const [hands, counted] = [await board('by=hands'), await statistics(ana.token)];
    return hands.entries.length === 2 && hands.entries.every((entry) => entry.hands === counted.all.hands);
  };
  await expect.poll(settled, { timeout: 40_000 }).toBe(true);

  const mine = await statistics(ana.token);
  const both = await statistics(bo.token);
  expect(mine.byGame).toEqual([{ game: 'NT', figures: mine.all }]);
  expect(mine.byPosition.reduce((sum, { figures }) => sum + figures.hands, 0)).toBe(mine.all.hands);
  const asButton = mine.byPosition.find(({ position }) => position === 'button')?.figures;
  expect((await statistics(ana.token, '?position=button')).all).toEqual(asButton);
  expect((await statistics(ana.token, '?game=PO')).all).toMatchObject({ hands: 0, vpip: null });
  expect(mine.all.net + both.all.net).toBeLessThanOrEqual(0); // what is missing is rake

  const net = await board('period=day', ana.token);
  expect(net.entries.map(({ value }) => value)).toEqual([mine.all.net, both.all.net].sort((a, b) => b - a));
  const own = net.entries.find(({ name }) => name === 'Ana');
  expect(net.me).toEqual({ place: own?.place, value: own?.value, hands: own?.hands });
  expect(net.period).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect((await board(`period=${net.period}`)).entries).toEqual(net.entries);
  expect((await board('period=2001-W05')).entries).toEqual([]);

  const pages = [];
  for (let after = ''; ; ) {
    const page = await board(`by=hands&limit=1${after}`);
    pages.push(...page.entries.map(({ place, playerId }) => ({ place, playerId })));
    if (page.next === null) break;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
  const whole = await board('by=hands');
  expect(pages).toEqual(whole.entries.map(({ place, playerId }) => ({ place, playerId })));
  expect(pages.map(({ place }) => place)).toEqual([1, 1]); // the same hands each

  expect((await board('by=bb100')).entries).toEqual([]);
  expect((await board('by=bb100&leastHands=1')).entries).toHaveLength(2);
  expect(await board('by=rating', ana.token)).toMatchObject({ entries: [], me: null }); // the day is not over
  const anaId = own?.playerId ?? '';
  expect(await json(`/api/v1/players/${anaId}/places`)).toMatchObject({
    places: { net: { place: own?.place }, hands: { place: 1 }, bb100: null, rating: null },
  });

  const others = `/api/v1/players/${anaId}/statistics`;
  const operator = room.operatorToken ?? '';
  expect((await room.get(others)).status).toBe(401);
  expect(await json(others, ana.token)).toEqual(mine);
  expect([(await room.get(others, bo.token)).status, await json(others, bo.token)]).toMatchObject([
    403,
    { code: 'NOT_ALLOWED' },
  ]);
  expect([(await room.get(others, operator)).status, await json(others, operator)]).toMatchObject([
    400,
    { code: 'REASON_MISSING' },
  ]);
  expect(await json(`${others}?why=a%20complaint`, operator)).toEqual(mine);
  const { entries } = (await json('/api/v1/operator/audit?action=player.read-statistics', operator)) as { entries: object[] };
  expect(entries).toMatchObject([{ actorKind: 'operator', subject: anaId, why: 'a complaint' }]);

  for (const [query, says] of [
    ['by=rating&period=day', 'leave `period` out'],
    ['by=luck', 'by'],
    ['period=yesterday', 'period'],
    ['limit=1000', 'limit'],
    ['after=nowhere', 'after'],
  ] as const) {
    const refused = await room.get(`/api/v1/leaderboards?${query}`);
    expect(refused.status).toBe(400);
    expect(rest.restError.parse(await refused.json()).message).toContain(says);
  }

  await room.stop(0);
  const database = new DatabaseSync(join(room.data, 'room.db'));
  database.exec('update pairing set day = day - 1; update rating_day set day = day - 1'); // it was yesterday
  database.close();
  const nextDay = await openRoom({}, room.data);
  const ratings = async () => {
    const answer = await nextDay.get('/api/v1/leaderboards?by=rating&leastHands=1', ana.token);
    return standingsRest.boardReply.parse(await answer.json());
  };
  await expect.poll(async () => (await ratings()).entries.length, { timeout: 20_000 }).toBe(2);
  const { entries: rated, me } = await ratings();
  expect(rated.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(3_000, -1); // two who were new, and what one won of the other
  expect(me?.hands).toBe(mine.all.hands);
}, 120_000);
