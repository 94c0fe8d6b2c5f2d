import { downMessage, rest } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { handFor } from '../api/tables.ts';
import { checkOrFold, wild } from '../testing/test-player.ts';
import { aead, openTestRoom, seedOr, type TestRoom } from '../testing/test-room.ts';
import { recordAad } from './hand-record.ts';

async function tableOf(room: TestRoom, people: number, bots: number) {
  const { settings } = await room.newTable();
  const names = ['Ana', 'Bo', 'Cy', 'Di', 'Ed', 'Flo'];
  const players = [];
  for (let seat = 0; seat < people + bots; seat++) {
    const player = await room.player(names[seat] ?? 'Zed', settings.tableId, { isBot: seat >= people });
    player.sit(seat);
    players.push(player);
  }
  await room.time.settle();
  return { settings, players };
}

test('[ROOM-1] people and bots play hands to their end; every hand verifies and chips are conserved', async () => {
  const seed = seedOr(20_261_121);
  const room = await openTestRoom({ seed });
  const { players } = await tableOf(room, 3, 2);
  const spectator = await room.player('Sam', players[0]?.snapshot?.tableId ?? '');
  for (const player of players) player.policy = wild(room.random);
  let hands = 0;
  for (let i = 0; i < 24; i++) {
    await room.time.advance(room.config.betweenHandsMs);
    await room.checkBooks();
    for (const player of players) {
      if (player.seats.get(player.seat ?? -1)?.stack === 0) player.command({ kind: 'top-up', amount: 500 });
      if (player.seats.get(player.seat ?? -1)?.status === 'sitting-out') player.command({ kind: 'sit-in', post: 'now' });
    }
    const ends = spectator.events('hand-ended');
    hands = ends.length;
    for (const { results, rake } of ends) expect(results.reduce((sum, { delta }) => sum + delta, 0)).toBe(0 - rake);
  }
  expect(hands, `seed ${seed}`).toBeGreaterThan(15);
  for (const player of [...players, spectator]) expect(player.faults).toEqual([]);
  expect(players[0]?.badges.filter((badge) => badge === 'verified').length).toBeGreaterThan(10);
  expect(spectator.badges).not.toContain('failed');
  expect(room.findings).toEqual([]);
});

test('[ROOM-2] nobody is sent a card that is not theirs to see', async () => {
  const room = await openTestRoom({ seed: 2 });
  const { players, settings } = await tableOf(room, 2, 2);
  const spectator = await room.player('Sam', settings.tableId);
  for (const player of players) player.policy = wild(room.random, 8);
  await room.time.advance(34_000);
  const late = await room.player('Lou', settings.tableId); // its snapshot holds a hand under way or just over
  const seen = [...players, spectator, late];
  expect(spectator.events('hand-ended').length).toBeGreaterThan(5);
  // The schemas are strict: a field that the contract does not name would be refused.
  for (const viewer of seen) for (const message of viewer.messages) downMessage.parse(message);
  for (const viewer of seen) {
    for (const message of viewer.messages) {
      const text = JSON.stringify(message);
      for (const [, seat] of text.matchAll(/"kind":"hole-dealt","seat":(\d+),"count":2,"cards"/g)) {
        expect(Number(seat)).toBe(viewer.seat);
      }
    }
  }
  // Every salt that opens a card was sent to its owner alone, or to all once it was shown.
  for (const viewer of seen) {
    const own = viewer.events('hole-dealt').filter(({ openings }) => openings);
    for (const other of seen.filter((one) => one !== viewer)) {
      const text = JSON.stringify(other.messages);
      const shown = JSON.stringify([...viewer.events('shown'), ...viewer.events('board-dealt')]);
      for (const { openings } of own) {
        for (const { salt } of openings ?? []) if (!shown.includes(salt)) expect(text.includes(salt)).toBe(false);
      }
    }
  }
});

test('[ROOM-2] nothing at rest holds a hole card that was not shown', async () => {
  const room = await openTestRoom({ seed: 3 });
  const { players } = await tableOf(room, 2, 0);
  for (const player of players) player.policy = checkOrFold;
  await room.time.advance(20_000);
  const rows = await room.db.reader.selectFrom('hand').selectAll().execute();
  const journal = await room.db.reader.selectFrom('journal').selectAll().execute();
  expect(rows.length).toBeGreaterThan(2);
  const stored = [...rows, ...journal].map((row) =>
    JSON.stringify(row, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value)),
  );
  for (const player of players) {
    for (const { openings } of player.events('hole-dealt')) {
      for (const { salt } of openings ?? []) expect(stored.some((text) => text.includes(salt))).toBe(false);
    }
  }
  // Its owner can be shown it later: the private record opens with the record key, for this very hand.
  const [{ key }] = room.keys.keyRing.recordKeys();
  const ended = rows.filter(({ status }) => status === 'ended');
  expect(ended.length).toBeGreaterThan(1);
  for (const { table_id, hand_no, private_sealed } of ended) {
    if (private_sealed === null) throw new Error('a hand without a private record');
    const [nonce, sealed] = [private_sealed.slice(4, 16), private_sealed.slice(16)];
    const opened = aead.open(key, nonce, sealed, recordAad({ tableId: table_id, handNo: hand_no }));
    const { holes } = JSON.parse(Buffer.from(opened ?? []).toString()) as { holes: { playerId: string; cards: number[] }[] };
    for (const player of players) {
      const index = player.events('hand-started').findIndex(({ handNo }) => handNo === hand_no);
      const dealt = player.events('hole-dealt').filter(({ cards }) => !cards.includes(null))[index]?.cards;
      expect(holes.find(({ playerId }) => playerId === player.playerId)?.cards).toEqual(dealt);
    }
    expect(aead.open(key, nonce, sealed, recordAad({ tableId: table_id, handNo: hand_no + 1 }))).toBe(null);
  }
});

test('[ROOM-3] a repeated command is answered again and not carried out again', async () => {
  const room = await openTestRoom({ seed: 4 });
  const { settings } = await room.newTable();
  const ana = await room.player('Ana', settings.tableId);
  const sit = ana.sit(0, 400);
  await room.time.settle();
  expect(ana.answers.get(sit)).toBe('ack');
  ana.answers.clear();
  ana.command({ kind: 'sit', seat: 0, buyIn: 400 }, sit);
  await room.time.settle();
  expect(ana.answers.get(sit)).toBe('ack');
  const top = ana.command({ kind: 'top-up', amount: 100 });
  ana.command({ kind: 'top-up', amount: 100 }, top);
  await room.time.settle();
  expect(ana.seats.get(0)?.stack).toBe(500);
  const refused = ana.command({ kind: 'top-up', amount: 5_000 });
  await room.time.settle();
  expect(ana.answers.get(refused)).toEqual({ code: 'ABOVE_MAXIMUM', detail: { largest: 1_500 } });
  await room.checkBooks();
});

test('[ROOM-4] a person without a commit is not dealt in, and bots never contribute', async () => {
  const room = await openTestRoom({ seed: 5 });
  const { settings } = await room.newTable();
  const ana = await room.player('Ana', settings.tableId, { contributes: false });
  const bots = [
    await room.player('One', settings.tableId, { isBot: true }),
    await room.player('Two', settings.tableId, { isBot: true }),
  ];
  ana.sit(0);
  for (const [i, bot] of bots.entries()) bot.sit(i + 1);
  await room.time.advance(20_000);
  const dealt = ana.events('hand-started').map(({ seats }) => seats.map(({ seat }) => seat).sort());
  expect(dealt.length).toBeGreaterThan(2);
  for (const seats of dealt) expect(seats).toEqual([1, 2]);
  for (const { contributors } of ana.events('deal-opened')) expect(contributors).toEqual([]);
  expect(ana.badges.every((badge) => badge === 'none')).toBe(true);
  const refused = bots[0]?.command({
    kind: 'contribute',
    sid: '00'.repeat(8),
    commits: [{ handNo: 900, commit: '11'.repeat(32) }],
  });
  await room.time.settle();
  expect(bots[0]?.answers.get(refused ?? '')).toEqual({ code: 'NOT_ALLOWED' });
});

test('[ROOM-5] a missing seed voids the deal, publishes its decks, and the silent seat sits out 1, 2, 4 hands', async () => {
  const room = await openTestRoom({ seed: 6 });
  const { players, settings } = await tableOf(room, 3, 0);
  const [ana, bo, cy] = players;
  if (!ana || !bo || !cy) throw new Error('three players');
  cy.reveals = false;
  await room.time.advance(46_000);
  const deals = ana.frames.flatMap(({ event }) => {
    if (event?.kind === 'deal-opened') return [event.contributors.includes(2) ? 'with' : 'without'];
    return event?.kind === 'deal-voided' ? ['void'] : [];
  });
  const text = deals.join(' ');
  expect(text.startsWith('with void without with void without without with void without without without without with')).toBe(
    true,
  );
  expect(ana.faults).toEqual([]);
  expect(ana.events('deal-voided').every(({ missing }) => missing.join() === '2')).toBe(true);
  const nos = ana.events('deal-opened').map(({ handNo }) => handNo);
  expect(nos).toEqual(nos.map((_, i) => (nos[0] ?? 0) + i));
  await room.checkBooks();
  const shown = await handFor(room as never, settings.tableId, nos[0] ?? 0, { principal: null, invite: null });
  expect(rest.handReply.parse(shown.ok && shown.value)).toMatchObject({
    status: 'void',
    endReason: 'SEED_MISSING',
    history: null,
  });
});

test('[ROOM-6] the window is 2 s and a little for slow lines, 5 s at most, and ends when all seeds are in', async () => {
  const room = await openTestRoom({ seed: 7 });
  const { players, settings } = await tableOf(room, 2, 0);
  const [ana, bo] = players;
  if (!ana || !bo) throw new Error('two players');
  await room.time.advance(room.config.betweenHandsMs);
  expect(ana.events('deal-opened')[0]?.revealWithinMs).toBe(2_000);
  expect(ana.events('deal-cut')).toHaveLength(1); // no time has passed since OPEN
  const from = { gatewayId: 'g1', connectionId: 'c1' };
  for (const [rttMs, expected] of [
    [300, 3_200],
    [9_000, 5_000],
  ] as const) {
    room.gateway.send({ kind: 'round-trip', from, tableId: settings.tableId, playerId: bo.playerId, rttMs });
    await room.time.advance(room.config.betweenHandsMs + 100);
    expect(ana.events('deal-opened').map(({ revealWithinMs }) => revealWithinMs)).toContain(expected);
  }
});

test('[ROOM-16] a viewer that comes back gets exactly the missed frames, or a snapshot', async () => {
  const room = await openTestRoom({ seed: 8 });
  const { players } = await tableOf(room, 2, 1);
  const [ana, bo] = players;
  if (!ana || !bo) throw new Error('two players');
  await room.time.advance(room.config.betweenHandsMs * 2 + 10);
  bo.detach();
  await room.time.advance(room.config.betweenHandsMs); // a hand without Bo
  bo.attach(bo.position);
  await room.time.settle();
  const batch = bo.messages.filter(({ type }) => type === 'batch').at(-1);
  expect(batch?.type === 'batch' && batch.frames.length).toBeGreaterThan(5);
  expect(bo.position).toEqual(ana.position);
  expect(bo.faults).toEqual([]);
  bo.detach();
  await room.time.advance(room.config.betweenHandsMs * 4);
  const snapshots = bo.messages.filter(({ type }) => type === 'snapshot').length;
  bo.attach(bo.position);
  await room.time.advance(room.config.betweenHandsMs * 2);
  expect(bo.messages.filter(({ type }) => type === 'snapshot').length).toBe(snapshots + 1);
  expect(bo.position).toEqual(ana.position);
  expect(bo.faults).toEqual([]);
  bo.attach({ incarnation: 99, seq: 1 });
  await room.time.settle();
  expect(bo.messages.filter(({ type }) => type === 'snapshot').length).toBe(snapshots + 2);
});

test('[ROOM-20] the lobby hears of play, at most once a second, and not of private tables', async () => {
  const room = await openTestRoom({ seed: 9 });
  const { settings } = await tableOf(room, 1, 2);
  const hidden = await room.newTable({ isPrivate: true });
  await room.time.advance(24_000);
  const line = room.gateway.lobby.get(settings.tableId);
  expect(line).toMatchObject({ taken: 3, people: 1, waiting: 0 });
  expect(line?.averagePot).toBeGreaterThan(0);
  expect(line?.handsPerHour).toBeGreaterThan(100);
  expect(room.gateway.lobby.has(hidden.settings.tableId)).toBe(false);
  expect(room.shard.tables().map(({ settings: { tableId } }) => tableId)).toEqual([settings.tableId]);
});
