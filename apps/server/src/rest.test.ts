import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rest } from '@aboveboard/protocol';
import { describe, expect, test } from 'vitest';
import { dataFolder, guest, openRoom } from './testing/open-room.ts';

const NO_SUCH_ID = '00000000-0000-4000-8000-000000000000';

describe('guests', () => {
  test('come in with a nickname and 10 000 play chips, and are the same when their cookie comes back', async () => {
    const room = await openRoom();
    const answer = await room.post('/api/v1/guests', { nickname: ' Ana ' });
    const { profile } = rest.guestReply.parse(await answer.json());
    expect(profile).toMatchObject({
      player: { name: 'Ana', isBot: false, roles: ['player'] },
      wallet: { available: 10_000, inPlay: 0 },
    });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^aboveboard_session=ab1_[0-9a-f]{64}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/);

    const back = await fetch(`${room.url}/api/v1/me`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(rest.profile.parse(await back.json())).toEqual(profile);
  });

  test('are gone when they end their session', async () => {
    const room = await openRoom();
    const { token } = await guest(room, 'Ana');
    const ended = await fetch(`${room.url}/api/v1/session`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(ended.status).toBe(204);
    expect((await room.get('/api/v1/me', token)).status).toBe(401);
  });

  test('get no second grant while chips are left', async () => {
    const room = await openRoom();
    const { token } = await guest(room, 'Ana');
    const answer = await room.post('/api/v1/me/grant', undefined, token);
    expect(answer.status).toBe(409);
    expect(rest.restError.parse(await answer.json())).toMatchObject({ code: 'NOT_BUSTED', detail: { holds: 10_000 } });
  });

  test('are limited by address, and told when to come again', async () => {
    const room = await openRoom({ loginsPerAddress: 2 });
    await guest(room, 'Ana');
    await guest(room, 'Bo');
    const third = await room.post('/api/v1/guests', { nickname: 'Cy' });
    expect(third.status).toBe(429);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await third.json()).toMatchObject({ code: 'RATE_LIMITED', detail: { retryAfterMs: expect.any(Number) } });
  });

  test.each([['a'], ['<script>'], [''], ['x'.repeat(21)]])('are not called %o', async (nickname) => {
    const room = await openRoom();
    const answer = await room.post('/api/v1/guests', { nickname });
    expect(answer.status).toBe(400);
    expect(rest.restError.parse(await answer.json())).toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('nickname'),
    });
  });
});

describe('tables', () => {
  test('twelve house tables stand open at the first start, for ten games', async () => {
    const room = await openRoom();
    const { tables } = rest.lobbyReply.parse(await (await room.get('/api/v1/lobby')).json());
    expect(
      tables.map(({ settings }) => `${settings.game} ${settings.seats} ${settings.smallBlind}/${settings.bigBlind}`),
    ).toEqual([
      ...['NT 6 10/20', 'NT 9 25/50', 'NT 2 50/100', 'PO 6 10/20', 'PO/8 6 10/20', 'FT 6 25/50', 'F7S 6 25/50', 'FR 6 25/50'],
      ...['F2L3D 6 25/50', 'FB 6 25/50', 'NS 6 10/10', 'HORSE 6 25/50'],
    ]);
  });

  test('a player opens a table of any game, whose stakes follow from the blinds', async () => {
    const room = await openRoom();
    const { token } = await guest(room, 'Ana');
    const wanted = { name: 'Mine', seats: 8, smallBlind: 25, bigBlind: 50, isPrivate: false };
    const made = await room.post('/api/v1/tables', { ...wanted, game: 'HORSE' }, token);
    expect([made.status, await made.json()]).toMatchObject([
      201,
      { settings: { game: 'HORSE', ante: 10, bringIn: 15, smallBet: 50, bigBet: 100 } },
    ]);
    const plain = rest.newTableReply.parse(await (await room.post('/api/v1/tables', wanted, token)).json());
    expect(plain.settings).toMatchObject({ game: 'NT', ante: 0, bringIn: 0 });
    const crowded = await room.post('/api/v1/tables', { ...wanted, game: 'FR', seats: 9 }, token);
    expect([crowded.status, await crowded.json()]).toMatchObject([400, { code: 'TOO_MANY_SEATS', detail: { largest: 8 } }]);
    expect((await room.post('/api/v1/tables', { ...wanted, game: 'WAR' }, token)).status).toBe(400);
  });

  test('a private one is found by its invite, its owner and the operator alone', async () => {
    const room = await openRoom();
    const [ana, bo] = [await guest(room, 'Ana'), await guest(room, 'Bo')];
    const wanted = { name: 'Friday', seats: 6, smallBlind: 5, bigBlind: 10, isPrivate: true };
    const created = await room.post('/api/v1/tables', wanted, ana.token);
    expect(created.status).toBe(201);
    const { settings, invite } = rest.newTableReply.parse(await created.json());
    const path = `/api/v1/tables/${settings.tableId}`;

    expect((await room.get(path, bo.token)).status).toBe(404);
    expect((await room.get(`${path}?invite=wrong`, bo.token)).status).toBe(404);
    expect((await room.get(`${path}?invite=${invite}`, bo.token)).status).toBe(200);
    expect((await room.get(path, room.operatorToken ?? '')).status).toBe(200);
    const own = await room.get(path, ana.token);
    expect(rest.tableReply.parse(await own.json()).settings).toEqual(settings);
    const { tables } = rest.lobbyReply.parse(await (await room.get('/api/v1/lobby')).json());
    expect(tables.map((table) => table.settings.name)).not.toContain('Friday');
  });

  test('a player opens three at most, with blinds in order', async () => {
    const room = await openRoom();
    const { token } = await guest(room, 'Ana');
    const wanted = { name: 'Mine', seats: 6, smallBlind: 5, bigBlind: 10, isPrivate: false };
    const reversed = await room.post('/api/v1/tables', { ...wanted, smallBlind: 20 }, token);
    expect([reversed.status, await reversed.json()]).toMatchObject([400, { code: 'BLINDS_OUT_OF_ORDER' }]);
    for (let i = 0; i < 3; i++) expect((await room.post('/api/v1/tables', wanted, token)).status).toBe(201);
    const fourth = await room.post('/api/v1/tables', wanted, token);
    expect([fourth.status, await fourth.json()]).toMatchObject([409, { code: 'TOO_MANY_TABLES', detail: { largest: 3 } }]);
  });

  test('what is not there is not found', async () => {
    const room = await openRoom();
    const { tables } = rest.lobbyReply.parse(await (await room.get('/api/v1/lobby')).json());
    expect((await room.get(`/api/v1/tables/${NO_SUCH_ID}`)).status).toBe(404);
    expect((await room.get(`/api/v1/tables/${tables[0]?.settings.tableId}/hands/1`)).status).toBe(404);
    expect((await room.get('/api/v1/tables/not-an-id')).status).toBe(400);
    expect(await (await room.get('/api/v1/nothing')).json()).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the operator', () => {
  test('is told a token at the first start, and only then', async () => {
    const room = await openRoom();
    expect(room.operatorToken).toMatch(/^ab1_/);
    await room.stop(0);
    const again = await openRoom({}, room.data);
    expect(again.operatorToken).toBeNull();
    expect((await again.get('/api/v1/operator/tables', room.operatorToken ?? '')).status).toBe(200);
  });

  test.each([
    ['GET', '/api/v1/operator/reconcile'],
    ['GET', '/api/v1/operator/tables'],
    ['POST', `/api/v1/operator/tables/${NO_SUCH_ID}/close`],
    ['POST', '/api/v1/operator/bots'],
  ])('alone may %s %s', async (method, path) => {
    const room = await openRoom();
    const { token } = await guest(room, 'Ana');
    const call = (headers: Record<string, string>) => fetch(`${room.url}${path}`, { method, headers });
    expect((await call({})).status).toBe(401);
    const asGuest = await call({ authorization: `Bearer ${token}` });
    expect([asGuest.status, await asGuest.json()]).toMatchObject([403, { code: 'NOT_ALLOWED' }]);
    expect((await call({ authorization: `Bearer ${room.operatorToken}` })).status).not.toBe(403);
  });

  test('sees that the books hold, mints bots and closes tables', async () => {
    const room = await openRoom();
    const token = room.operatorToken ?? '';
    const bot = await room.post('/api/v1/operator/bots', { name: 'Robbie' }, token);
    expect(rest.botReply.parse(await bot.json()).profile).toMatchObject({
      player: { isBot: true },
      wallet: { available: 10_000 },
    });
    const books = rest.reconcileReply.parse(await (await room.get('/api/v1/operator/reconcile', token)).json());
    expect(books).toMatchObject({ issued: 10_000, held: 10_000, differences: [] });

    const list = async () =>
      rest.operatorTablesReply.parse(await (await room.get('/api/v1/operator/tables', token)).json()).tables;
    const [first] = await list();
    expect((await room.post(`/api/v1/operator/tables/${first?.settings.tableId}/close`, undefined, token)).status).toBe(204);
    expect((await list()).map(({ settings }) => settings.tableId)).not.toContain(first?.settings.tableId);
  });
});

describe('the house', () => {
  test('says whether it lives and whether it can be played in', async () => {
    const room = await openRoom();
    expect(await (await room.get('/healthz')).json()).toEqual({ status: 'ok', reasons: {} });
    expect(await (await room.get('/readyz')).json()).toEqual({ status: 'ok', reasons: {} });
  });

  test('lets no other site act for a player', async () => {
    const room = await openRoom();
    const post = (origin: string) =>
      fetch(`${room.url}/api/v1/guests`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify({ nickname: 'Ana' }),
      });
    expect((await post('https://evil.example')).status).toBe(403);
    expect((await post(room.url)).status).toBe(201);
  });

  test('forces nobody to https, who plays on a LAN', async () => {
    const { headers } = await (await openRoom()).get('/healthz');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  test('serves its pages: hashed files for ever, and the page itself for every path of the app', async () => {
    const web = dataFolder();
    mkdirSync(join(web, 'assets'));
    writeFileSync(join(web, 'index.html'), '<title>the app</title>');
    writeFileSync(join(web, 'assets', 'app-1234.js'), 'run()');
    const room = await openRoom({ web });
    const page = await room.get('/table/anything');
    expect([await page.text(), page.headers.get('cache-control')]).toEqual(['<title>the app</title>', 'no-cache']);
    const script = await room.get('/assets/app-1234.js');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await room.get('/assets/gone.js')).status).toBe(404);
  });

  test('says what to do when the pages are not built', async () => {
    const room = await openRoom({ web: join(tmpdir(), 'aboveboard-no-such-folder') });
    const page = await room.get('/');
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('npm start');
  });

  test('describes its REST as contracts/openapi.json says', async () => {
    const path = new URL('../../../contracts/openapi.json', import.meta.url);
    const served = await (await (await openRoom()).get('/openapi.json')).json();
    expect(existsSync(path), 'run apps/server/src/testing/write-openapi.ts').toBe(true);
    expect(served, 'REST changed: if on purpose, run apps/server/src/testing/write-openapi.ts').toEqual(
      JSON.parse(readFileSync(path, 'utf8')),
    );
    expect(served).toMatchObject({ openapi: '3.1.0' });
  });
});
