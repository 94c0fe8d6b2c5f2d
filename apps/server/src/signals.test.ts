import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ok } from '@aboveboard/kit';
import { noticesRest, SUBPROTOCOL, signalsRest } from '@aboveboard/protocol';
import { addNotice } from '@aboveboard/room';
import type { Db } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { fillWithGifts } from './testing/gifts.ts';
import { dataFolder, openRoom, type TestRoom } from './testing/open-room.ts';
import { HELLO } from './testing/raw-player.ts';

const TABLE = '00000000-0000-4000-8000-000000000001';
/** Of documentation: nobody has them. */
const ADDRESSES = ['203.0.113.77', '203.0.113.78', '198.51.100.5'];

/** Asks as a browser behind the room's proxy does. */
function from(room: TestRoom, address: string, path: string, token?: string, body?: unknown): Promise<Response> {
  return fetch(`${room.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'x-forwarded-for': address,
      'user-agent': 'A browser of ours 1.0',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function newGuest(room: TestRoom, address: string, nickname: string): Promise<{ id: string; token: string }> {
  const reply = await (await from(room, address, '/api/v1/guests', undefined, { nickname })).json();
  const { token, profile } = reply as { token: string; profile: { player: { playerId: string } } };
  return { id: profile.player.playerId, token };
}

/** Says hello on a socket that comes through the proxy, and is welcomed. */
async function comeIn(room: TestRoom, address: string, token: string): Promise<void> {
  const headers = { 'x-forwarded-for': address, 'user-agent': 'A browser of ours 1.0' };
  const socket = new WebSocket(`${room.url.replace('http', 'ws')}/ws`, SUBPROTOCOL, { headers });
  socket.on('open', () => socket.send(JSON.stringify({ ...HELLO, token })));
  await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject));
  socket.close();
}

const traces = (db: Db) => db.reader.selectFrom('session_trace').selectAll().orderBy('principal_id').execute();

test('[SIGNAL-7] [SIGNAL-10] [NOTICE-7] signals for operators, notices for players, and from where both come as hashes alone', async () => {
  const data = await fillWithGifts(join(dataFolder(), 'room'), 'Ana', TABLE);
  const room = await openRoom({ trustedProxies: ['127.0.0.1'] }, data);
  const operator = room.operatorToken ?? '';
  const [near, next, far] = await Promise.all(ADDRESSES.map((address, i) => newGuest(room, address, `Guest ${i}`)));
  if (!near || !next || !far) throw new Error('no guests');
  for (const [i, { token }] of [near, next].entries()) await from(room, ADDRESSES[i] ?? '', '/api/v1/me', token);

  const db = await openDatabase(join(data, 'room.db'));
  await comeIn(room, ADDRESSES[2] ?? '', far.token);
  await expect.poll(async () => (await traces(db)).length, { timeout: 20_000 }).toBe(3); // none of the operator
  const of = new Map((await traces(db)).map((trace) => [trace.principal_id, trace]));
  expect(of.get(near.id)?.address_hash).toBe(of.get(next.id)?.address_hash);
  expect(of.get(near.id)?.address_hash).not.toBe(of.get(far.id)?.address_hash);
  expect(new Set([...of.values()].map(({ device_hash }) => device_hash)).size).toBe(1);

  const path = '/api/v1/operator/signals';
  for (const [way, token] of [
    [path, near.token],
    [`${path}/1`, near.token],
  ] as const) {
    expect((await room.get(way)).status).toBe(401);
    expect((await room.get(way, token)).status).toBe(403);
  }
  expect((await room.post(`${path}/1/dismiss`, { why: 'a guest' }, near.token)).status).toBe(403);
  await expect.poll(async () => (await room.get(`${path}/1`, operator)).status, { timeout: 20_000 }).toBe(200);
  const { signals, next: end } = signalsRest.signalsReply.parse(await (await room.get(path, operator)).json());
  expect(signals).toMatchObject([
    { id: 1, score: 23.95, players: [{ name: 'Ana' }, { name: 'Bo' }], kinds: ['gifts', 'one-way-pots', 'one-way-chips'] },
  ]);
  expect(end).toBeNull();
  const shown = signalsRest.signalReply.parse(await (await room.get(`${path}/1`, operator)).json());
  expect(shown.evidence[0]?.reason).toMatch(/^Ana put in twenty big blinds or more and then folded to Bo 14 times/);
  expect(shown.hands).toEqual([{ tableId: TABLE, handNo: 7, from: 'ana', bigBlinds: 25, isGift: true }]);
  const refusals = [
    await room.get(`${path}?limit=0`, operator),
    await room.get(`${path}?cursor=x`, operator),
    await room.get(`${path}/one`, operator),
    await room.post(`${path}/1/note`, { why: ' ' }, operator),
    await room.get(`${path}/2`, operator),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([400, 400, 400, 400, 404]);
  expect((await room.post(`${path}/1/dismiss`, { why: 'hands looked at' }, operator)).status).toBe(204);
  expect(await (await room.get(path, operator)).json()).toEqual({ signals: [], next: null });
  const audit = await (await room.get('/api/v1/operator/audit?action=signal.dismiss', operator)).json();
  expect(audit).toMatchObject({ entries: [{ actorKind: 'operator', subject: '1', why: 'hands looked at' }] });

  const bonus = { playerId: near.id, atMs: Date.now(), kind: 'bonus-given' } as const;
  await db.transaction(async (trx) => {
    for (const key of ['b1', 'b2'])
      await addNotice(trx, { ...bonus, key, payload: { request: key, amount: 5, reason: 'welcome' } });
    return ok(undefined);
  });
  const inbox = async (token: string, query = '') =>
    noticesRest.noticesReply.parse(await (await room.get(`/api/v1/me/notices${query}`, token)).json());
  const first = await inbox(near.token, '?limit=1');
  expect(first).toMatchObject({ unread: 2, notices: [{ isRead: false, content: { kind: 'bonus-given' } }] });
  expect((await inbox(near.token, `?limit=1&cursor=${encodeURIComponent(first.next ?? '')}`)).notices).toHaveLength(1);
  expect((await inbox(far.token)).notices).toEqual([]);
  const mark = (body: unknown, token?: string) => room.post('/api/v1/me/notices/read', body, token);
  const own = { ids: first.notices.map(({ id }) => id) };
  expect(await (await mark(own, far.token)).json()).toEqual({ unread: 0 });
  expect(await (await mark(own, near.token)).json()).toEqual({ unread: 1 });
  expect((await inbox(near.token, '?unread=true')).notices).toHaveLength(1);
  expect(await (await mark({ untilMs: bonus.atMs }, near.token)).json()).toEqual({ unread: 0 });
  expect((await mark({ untilMs: 'now' }, near.token)).status).toBe(400);
  expect([(await mark(own)).status, (await room.get('/api/v1/me/notices')).status]).toEqual([401, 401]);

  await db.close();
  await room.stop(0);
  expect(statSync(join(data, 'keys', 'trace')).mode & 0o777).toBe(0o600);
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of files) {
    const bytes = readFileSync(join(file.parentPath, file.name), 'latin1');
    for (const text of [...ADDRESSES, '203.0.113', 'A browser of ours'])
      expect(bytes.includes(text), `${text} in ${file.name}`).toBe(false);
  }
  for (const text of ADDRESSES) expect(room.logged()).not.toContain(text);
});
