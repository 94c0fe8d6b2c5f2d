import { randomUUID } from 'node:crypto';
import { CLOSE_CODES, type LobbyTable, type SnapshotMessage } from '@aboveboard/protocol';
import { describe, expect, test } from 'vitest';
import { guest, openRoom, type TestRoom } from './testing/open-room.ts';
import { connect, enter, HELLO, type RawPlayer } from './testing/raw-player.ts';

/** The six-seat house table, as a newcomer sees it. */
async function watchTable(player: RawPlayer): Promise<SnapshotMessage> {
  player.send({ type: 'watch-lobby' });
  const { tables } = await player.next('lobby');
  const tableId = tables[0]?.settings.tableId ?? '';
  player.send({ type: 'subscribe', tableId });
  return player.next('snapshot');
}

async function newcomer(room: TestRoom, name = 'Ana'): Promise<RawPlayer> {
  return enter(room.url, (await guest(room, name)).token);
}

/** The room is as it was: somebody else comes in, sees the table, and is answered. */
async function expectPlayGoesOn(room: TestRoom): Promise<void> {
  const player = await newcomer(room, 'Zoe');
  const { tableId } = await watchTable(player);
  expect(await player.ask(tableId, { kind: 'sit', seat: 5, buyIn: 2_000 })).toMatchObject({ type: 'ack' });
  expect(await player.ask(tableId, { kind: 'leave' })).toMatchObject({ type: 'ack' });
  player.close();
}

describe('the greeting', () => {
  test('welcomes a token, and a cookie from our own page', async () => {
    const room = await openRoom();
    const { token, profile } = await guest(room, 'Ana');
    const byToken = await connect({ url: room.url });
    byToken.send({ ...HELLO, token });
    expect(await byToken.next('welcome')).toMatchObject({ player: profile.player, protocol: '1.1.0' });
    expect(await byToken.next('wallet')).toMatchObject({ available: 10_000, inPlay: 0 });

    const byCookie = await connect({ url: room.url, cookie: `aboveboard_session=${token}`, origin: room.url });
    byCookie.send(HELLO);
    expect(await byCookie.next('welcome')).toMatchObject({ player: profile.player });
  });

  test.each([
    ['no session', HELLO, 'UNAUTHENTICATED'],
    ['a token nobody has', { ...HELLO, token: `ab1_${'0'.repeat(64)}` }, 'UNAUTHENTICATED'],
    ['a token that is none', { ...HELLO, token: "' or 1=1 --      " }, 'UNAUTHENTICATED'],
    ['another major version', { ...HELLO, protocol: '2.0.0' }, 'WRONG_VERSION'],
    ['something else first', { type: 'watch-lobby' }, 'BAD_FRAME'],
  ] as const)('refuses %s', async (_, hello, reason) => {
    const room = await openRoom();
    const player = await connect({ url: room.url });
    player.send(hello);
    expect(await player.next('error')).toMatchObject({ code: reason, message: expect.stringMatching(/\w+/) });
    expect(await player.closed).toEqual({ code: CLOSE_CODES[reason], reason });
  });

  test('waits for hello, and not for ever', async () => {
    const room = await openRoom({ helloMs: 60 });
    const player = await connect({ url: room.url });
    expect(await player.closed).toMatchObject({ code: CLOSE_CODES.TOO_QUIET });
  });

  test('a minor version of the same major is spoken', async () => {
    const room = await openRoom();
    const player = await connect({ url: room.url });
    player.send({ ...HELLO, protocol: '1.7.0', token: (await guest(room, 'Ana')).token });
    await player.next('welcome');
  });

  test('no upgrade for another site, another path or another subprotocol', async () => {
    const room = await openRoom();
    await expect(connect({ url: room.url, origin: 'https://evil.example' })).rejects.toThrow('403');
    await expect(connect({ url: `${room.url}/other` })).rejects.toThrow('404');
    await expect(connect({ url: room.url, protocols: ['aboveboard.v9'] })).rejects.toThrow('400');
    await expect(connect({ url: room.url, protocols: [] })).rejects.toThrow('400');
  });

  test('a session that ends takes its sockets with it', async () => {
    const room = await openRoom();
    const { token } = await guest(room, 'Ana');
    const player = await enter(room.url, token);
    await fetch(`${room.url}/api/v1/session`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
    expect(await player.closed).toMatchObject({ code: CLOSE_CODES.UNAUTHENTICATED });
  });

  test('an address has so many connections and no more', async () => {
    const room = await openRoom({ connectionsPerAddress: 2 });
    const [first] = [await connect({ url: room.url }), await connect({ url: room.url })];
    const third = await connect({ url: room.url });
    expect(await third.closed).toMatchObject({ code: CLOSE_CODES.TRY_LATER });
    first?.close();
    await first?.closed;
    await newcomer(room);
  });
});

describe('frames outside the contract end their connection and nothing else', () => {
  const commandId = randomUUID();
  const tableId = randomUUID();
  test.each([
    ['not JSON', '{"type":', 'BAD_FRAME'],
    ['JSON that is no message', '42', 'BAD_FRAME'],
    ['an unknown type', '{"type":"shuffle"}', 'BAD_FRAME'],
    ['a second hello', JSON.stringify(HELLO), 'BAD_FRAME'],
    ['a field too many', '{"type":"pong","n":1,"x":1}', 'BAD_FRAME'],
    [
      'chips by halves',
      JSON.stringify({ type: 'command', commandId, tableId, command: { kind: 'top-up', amount: 0.5 } }),
      'BAD_FRAME',
    ],
    [
      'a negative buy-in',
      JSON.stringify({ type: 'command', commandId, tableId, command: { kind: 'sit', seat: 0, buyIn: -5 } }),
      'BAD_FRAME',
    ],
    ['bytes instead of text', new Uint8Array([1, 2, 3]), 'BAD_FRAME'],
    ['more than 8 KiB', JSON.stringify({ type: 'pong', n: 1, x: 'x'.repeat(9_000) }), 'FRAME_TOO_LARGE'],
  ] as const)('%s', async (_, frame, reason) => {
    const room = await openRoom();
    const player = await newcomer(room);
    player.sendText(frame);
    expect(await player.next('error')).toMatchObject({ code: reason });
    expect(await player.closed).toEqual({ code: CLOSE_CODES[reason], reason });
    await expectPlayGoesOn(room);
  });
});

describe('commands', () => {
  test('a repeated one is answered again and not carried out again', async () => {
    const room = await openRoom();
    const player = await newcomer(room);
    const { tableId } = await watchTable(player);
    const commandId = randomUUID();
    for (let i = 0; i < 3; i++) {
      expect(await player.ask(tableId, { kind: 'sit', seat: 1, buyIn: 1_000 }, commandId)).toMatchObject({ type: 'ack' });
    }
    const { tables } = (await (await room.get('/api/v1/lobby')).json()) as { tables: LobbyTable[] };
    expect(tables.reduce((sum, { taken }) => sum + taken, 0)).toBe(1);
    expect(await player.ask(tableId, { kind: 'sit', seat: 2, buyIn: 1_000 })).toMatchObject({
      refusal: { code: 'ALREADY_SEATED' },
    });
  });

  test.each([
    ['an action without a hand', { kind: 'act', turnId: 1, action: { kind: 'fold' } }, 'NO_HAND'],
    ['a seat that does not exist', { kind: 'sit', seat: 9, buyIn: 1_000 }, 'NO_SUCH_SEAT'],
    ['too small a buy-in', { kind: 'sit', seat: 0, buyIn: 1 }, 'BUY_IN_OUT_OF_RANGE'],
  ] as const)('%s is refused by name', async (_, command, code) => {
    const room = await openRoom();
    const player = await newcomer(room);
    const { tableId } = await watchTable(player);
    expect(await player.ask(tableId, command)).toMatchObject({ type: 'refused', refusal: { code } });
    await expectPlayGoesOn(room);
  });

  test('for a table that is not there', async () => {
    const player = await newcomer(await openRoom());
    expect(await player.ask(randomUUID(), { kind: 'leave' })).toMatchObject({ refusal: { code: 'TABLE_NOT_FOUND' } });
    const tableId = randomUUID();
    player.send({ type: 'subscribe', tableId });
    expect(await player.next('subscription-refused')).toMatchObject({ tableId, refusal: { code: 'TABLE_NOT_FOUND' } });
  });

  test('out of turn and stale ones are refused while the hand goes on', async () => {
    const room = await openRoom();
    const [ana, bo] = [await newBot(room, 'Ana'), await newBot(room, 'Bo')]; // bots are dealt in without a seed of their own
    const { tableId } = await watchTable(ana);
    await ana.ask(tableId, { kind: 'sit', seat: 0, buyIn: 1_000 });
    await bo.ask(tableId, { kind: 'sit', seat: 1, buyIn: 1_000 });
    const { event } = await ana.next('frame', ({ event }) => event?.kind === 'turn');
    if (event?.kind !== 'turn') throw new Error('no turn');
    const [onTurn, waiting] = event.seat === 0 ? [ana, bo] : [bo, ana];
    const fold = { kind: 'act', turnId: event.turnId, action: { kind: 'fold' } } as const;
    expect(await waiting.ask(tableId, fold)).toMatchObject({ refusal: { code: 'NOT_YOUR_TURN' } });
    expect(await onTurn.ask(tableId, { ...fold, turnId: event.turnId + 7 })).toMatchObject({ refusal: { code: 'STALE_TURN' } });
    expect(await onTurn.ask(tableId, fold)).toMatchObject({ type: 'ack' });
    expect(await onTurn.ask(tableId, fold)).toMatchObject({ type: 'refused' });
    await ana.next('frame', ({ event }) => event?.kind === 'hand-ended');
  });
});

describe('limits', () => {
  test('a player who sends too much is told when to go on, and cut off who does not listen', async () => {
    const room = await openRoom({ commandsPerPlayer: 5 });
    const player = await newcomer(room);
    const { tableId } = await watchTable(player); // takes one
    const answers = await Promise.all(Array.from({ length: 6 }, () => player.ask(tableId, { kind: 'sit-out' })));
    expect(answers.map((answer) => (answer.type === 'refused' ? answer.refusal.code : ''))).toEqual([
      ...Array(4).fill('NOT_SEATED'),
      ...Array(2).fill('RATE_LIMITED'),
    ]);
    expect(answers.at(-1)).toMatchObject({ refusal: { detail: { retryAfterMs: expect.any(Number) } } });
    for (let i = 0; i < 100; i++)
      player.send({ type: 'command', commandId: randomUUID(), tableId, command: { kind: 'sit-out' } });
    expect(await player.closed).toEqual({ code: CLOSE_CODES.FLOODING, reason: 'FLOODING' });
  });

  test('all connections of an address share its limit', async () => {
    const room = await openRoom({ commandsPerAddress: 10 });
    const [ana, bo] = [await newcomer(room, 'Ana'), await newcomer(room, 'Bo')]; // two hellos' worth
    const answers = [];
    for (let i = 0; i < 6; i++) for (const player of [ana, bo]) answers.push(await player.ask(randomUUID(), { kind: 'leave' }));
    const codes = answers.map((answer) => (answer.type === 'refused' ? answer.refusal.code : ''));
    expect(codes).toContain('TABLE_NOT_FOUND');
    expect(codes.at(-1)).toBe('RATE_LIMITED');
  });

  test('who answers no ping is gone after three', async () => {
    const room = await openRoom({ heartbeatMs: 50 });
    const player = await newcomer(room);
    await player.next('ping');
    expect(await player.closed).toEqual({ code: CLOSE_CODES.TOO_QUIET, reason: 'TOO_QUIET' });
  });

  test('who answers stays, and is told the round trip', async () => {
    const room = await openRoom({ heartbeatMs: 50 });
    const player = await newcomer(room);
    for (let i = 0; i < 6; i++) player.send({ type: 'pong', n: (await player.next('ping')).n });
    expect((await player.next('ping')).rttMs).toEqual(expect.any(Number));
  });
});

async function newBot(room: TestRoom, name: string): Promise<RawPlayer> {
  const answer = await room.post('/api/v1/operator/bots', { name }, room.operatorToken ?? '');
  return enter(room.url, ((await answer.json()) as { token: string }).token);
}
