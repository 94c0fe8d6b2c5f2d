/** A server that cheats, over real frames: whatever it changes, the client says so, stops, and keeps what it was sent. */
import { type FaultCode, fromHex, toHex } from '@aboveboard/fairness';
import type { TableEvent, TableEventOf } from '@aboveboard/protocol';
import { virtualTime } from '@aboveboard/testkit';
import { describe, expect, test } from 'vitest';
import { createClient } from '../client.ts';
import { FakeRoom, TABLE } from '../testing/fake-room.fixture.ts';
import { dealHand, type HandRequest, OWN_SEAT, type ScriptedHand } from '../testing/scripted-hand.fixture.ts';

async function atTheTable() {
  const time = virtualTime();
  const room = new FakeRoom(time);
  room.sitDown(OWN_SEAT);
  const ports = room.ports();
  const client = createClient({ url: 'ws://room/ws', name: 'test', version: '1', ports });
  const table = client.openTable(TABLE);
  await time.advance(100);
  return { time, room, client, table, ports };
}
type Setting = Awaited<ReturnType<typeof atTheTable>>;

/** Index of the last CLOSE of each hand in these scripts: OPEN n stands at 2n, CLOSE at 2n + 1. */
function requestFor({ room }: Setting, handNo: number): HandRequest {
  const commit = room.commitFor(handNo);
  const own = commit && { sid: fromHex(commit.sid), commit: fromHex(commit.commit) };
  return { handNo, index: 2 * handNo, prev: handNo === 1 ? null : 2 * handNo - 1, own };
}

async function playHand(at: Setting, handNo: number, tamper: (event: TableEvent) => TableEvent = (event) => event) {
  const hand = dealHand(at.room.dealer, requestFor(at, handNo));
  at.room.publish(tamper(hand.opened));
  await at.time.advance(100);
  await playOn(at, hand, handNo, tamper);
  return hand;
}

async function playOn({ room, time }: Setting, hand: ScriptedHand, handNo: number, tamper: (event: TableEvent) => TableEvent) {
  const seed = room.seedFor(handNo);
  if (seed === null) return;
  for (const event of hand.play(fromHex(seed))) room.publish(tamper(structuredClone(event)));
  await time.advance(100);
}

function verified({ table }: Setting) {
  return table.verification.get();
}

describe('an honest server', () => {
  test('every hand is verified, each with its receipt, and commits lie ready for the next two', async () => {
    const at = await atTheTable();
    for (const handNo of [1, 2, 3]) await playHand(at, handNo);
    const { recent, current, refusedAtHandNo } = verified(at);
    expect(recent.map(({ handNo, level }) => [handNo, level])).toEqual([
      [3, 'verified'],
      [2, 'verified'],
      [1, 'verified'],
    ]);
    expect(current?.checks.every(({ state }) => state === 'passed')).toBe(true);
    expect(current?.committedAtMs).toBeLessThan(current?.openedAtMs ?? 0);
    expect(refusedAtHandNo).toBeNull();
    expect(at.table.receiptFor(2)?.length).toBeGreaterThan(1_000);
    expect(at.room.commitFor(4)).not.toBeNull();
    expect(at.room.commitFor(5)).not.toBeNull();
  });

  test('a spectator sees the same hand hold, and is told that its own seed had no part', async () => {
    const time = virtualTime();
    const room = new FakeRoom(time);
    const client = createClient({ url: 'ws://room/ws', name: 'test', version: '1', ports: room.ports() });
    const table = client.openTable(TABLE);
    await time.advance(100);
    const hand = dealHand(room.dealer, { handNo: 1, index: 2, prev: null, own: null });
    room.publish(hand.opened);
    for (const event of hand.play(null)) {
      room.publish(event.kind === 'hole-dealt' ? { ...event, cards: [null, null], openings: [] } : event);
    }
    await time.advance(100);
    expect(table.verification.get().recent[0]).toMatchObject({ level: 'not-contributed', fault: null });
    expect(room.carriedOut).toEqual([]);
  });

  test('a deal that is void opens both decks, and the next one verifies', async () => {
    const at = await atTheTable();
    const hand = dealHand(at.room.dealer, requestFor(at, 1));
    at.room.publish(hand.opened);
    at.room.publish(hand.voided()); // at once: the seed was on its way
    await at.time.advance(100);
    expect(verified(at).recent[0]).toMatchObject({ handNo: 1, level: 'none', fault: null });
    await playHand(at, 2);
    expect(verified(at).recent[0]).toMatchObject({ handNo: 2, level: 'verified' });
  });

  test('a page loaded again in the middle of a hand still verifies it to the end', async () => {
    const at = await atTheTable();
    const hand = dealHand(at.room.dealer, requestFor(at, 1));
    at.room.publish(hand.opened);
    await at.time.advance(100);
    const events = hand.play(fromHex(at.room.seedFor(1) ?? ''));
    for (const event of events.slice(0, 8)) at.room.publish(event);
    at.client.close();
    const client = createClient({ url: 'ws://room/ws', name: 'test', version: '1', ports: at.ports });
    const table = client.openTable(TABLE);
    await at.time.advance(100);
    for (const event of events.slice(8)) at.room.publish(event);
    await at.time.advance(100);
    expect(table.verification.get().recent[0]).toMatchObject({ handNo: 1, level: 'verified' });
  });
});

/** Changes the first event of a kind. */
function change<Kind extends TableEvent['kind']>(kind: Kind, edit: (event: TableEventOf<Kind>) => void) {
  let isDone = false;
  return (event: TableEvent): TableEvent => {
    if (event.kind !== kind || isDone) return event;
    isDone = true;
    const copy = structuredClone(event);
    edit(copy as TableEventOf<Kind>);
    return copy;
  };
}

function flip(hex: string): string {
  const bytes = fromHex(hex);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return toHex(bytes);
}

describe('a cheating server is refused', () => {
  const cheats: [string, FaultCode, (event: TableEvent) => TableEvent][] = [
    [
      'names other cards than their openings prove',
      'HOLE_CARDS',
      change('hole-dealt', (e) => {
        e.cards = [51, 50];
      }),
    ],
    [
      'swaps one card, opening and all',
      'WRONG_ROOT',
      change('board-dealt', (e) => {
        const [opening] = e.openings;
        if (!opening) return;
        opening.card = (opening.card + 1) % 52;
        e.cards[0] = opening.card;
      }),
    ],
    [
      'swaps one salt',
      'WRONG_ROOT',
      change('shown', (e) => {
        const [opening] = e.openings;
        if (opening) opening.salt = flip(opening.salt);
      }),
    ],
    [
      'swaps the seed of this player',
      'SEED_MISMATCH',
      change('deal-cut', (e) => {
        const [own] = e.seeds;
        if (own) own.seed = flip(own.seed);
      }),
    ],
    [
      'swaps the seed of the burned deck',
      'DECK_MISMATCH',
      change('deal-cut', (e) => {
        const [burned] = e.burned;
        if (burned) burned.seed = flip(burned.seed);
      }),
    ],
    [
      'plays the deck that was to be burned',
      'PLAY_MISMATCH',
      change('deal-cut', (e) => {
        e.play = 1 - e.play;
      }),
    ],
    [
      'cuts with some of the seeds only',
      'PARTIAL_CUT',
      change('deal-cut', (e) => {
        e.seeds.pop();
      }),
    ],
    [
      'deals the cards in another order than their positions',
      'POSITION',
      change('hole-dealt', (e) => {
        if (!e.cards || !e.openings) return;
        e.cards.reverse();
        e.openings.reverse();
      }),
    ],
    [
      'leaves out an opening of the board',
      'HOLE_CARDS',
      change('board-dealt', (e) => {
        e.openings.pop();
      }),
    ],
    [
      'shows one hand as another seat’s',
      'POSITION',
      change('shown', (e) => {
        e.seat = 5;
      }),
    ],
    [
      'deals a seat more cards than the game gives',
      'HOLE_CARDS',
      change('hole-dealt', (e) => {
        Object.assign(e, { seat: 3, count: 3, cards: [null, null, null], isOpen: [false, false, false], openings: [] });
      }),
    ],
    [
      'told of no fold and folds a hand in the record',
      'HISTORY_MISMATCH',
      (event) => (event.kind === 'folded' ? { kind: 'checked', seat: event.seat, timedOut: false } : event),
    ],
    [
      'deals to a seat that OPEN does not name',
      'OTHER_HAND',
      change('hand-started', (e) => {
        e.seats.push({ seat: 4, stack: 100 });
      }),
    ],
    [
      'signs with another key',
      'BAD_SIGNATURE',
      change('deal-opened', (e) => {
        e.open.promise = flip(e.open.promise);
      }),
    ],
    [
      'changes the stakes it had bound',
      'RULES_MISMATCH',
      change('deal-opened', (e) => {
        e.start = { ...(e.start as object), button: 5 };
      }),
    ],
    [
      'settles otherwise than it closed',
      'SETTLE_MISMATCH',
      change('hand-ended', (e) => {
        for (const result of e.results) result.delta = -result.delta;
      }),
    ],
    [
      'tells another history',
      'HISTORY_MISMATCH',
      change('hand-ended', (e) => {
        e.history = { ...(e.history as object), result: 'seat 0' };
      }),
    ],
  ];

  test.each(cheats)('that %s: %s', async (_, code, tamper) => {
    const at = await atTheTable();
    await playHand(at, 1);
    await playHand(at, 2, tamper);
    expectRefused(at, 2, code);
  });

  test('that drops a commit it had acknowledged', async () => {
    const at = await atTheTable();
    at.room.publish(dealHand(at.room.dealer, { ...requestFor(at, 1), own: null }).opened);
    await at.time.advance(100);
    expectRefused(at, 1, 'COMMIT_DROPPED');
    expect(at.room.seedFor(1)).toBeNull();
  });

  test('that puts a commit of its own in the place of the one it was sent', async () => {
    const at = await atTheTable();
    const own = { sid: at.room.dealer.random.bytes(8), commit: at.room.dealer.random.bytes(32) };
    at.room.publish(dealHand(at.room.dealer, { ...requestFor(at, 1), own }).opened);
    await at.time.advance(100);
    expectRefused(at, 1, 'COMMIT_CHANGED');
    expect(at.room.seedFor(1)).toBeNull();
  });

  test('that opens a hand twice while it goes on: the seed is shown to the first only', async () => {
    const at = await atTheTable();
    at.room.publish(dealHand(at.room.dealer, requestFor(at, 1)).opened);
    await at.time.advance(100);
    at.room.publish(dealHand(at.room.dealer, requestFor(at, 1)).opened);
    await at.time.advance(100);
    expectRefused(at, 1, 'SECOND_OPEN');
    expect(at.room.carriedOut.filter(({ command }) => command.kind === 'reveal')).toHaveLength(1);
  });

  test('that deals a number again after it was closed, also to a page loaded again', async () => {
    const at = await atTheTable();
    await playHand(at, 1);
    at.room.publish(dealHand(at.room.dealer, requestFor(at, 1)).opened);
    await at.time.advance(100);
    expectRefused(at, 1, 'HAND_REPEATED');
    const again = createClient({ url: 'ws://room/ws', name: 'test', version: '1', ports: at.ports });
    again.openTable(TABLE);
    await at.time.advance(100);
    expect(at.room.carriedOut.filter(({ command }) => command.kind === 'reveal')).toHaveLength(1);
  });

  test('that skips a CLOSE: OPEN does not follow the last one seen', async () => {
    const at = await atTheTable();
    await playHand(at, 1);
    at.room.publish(dealHand(at.room.dealer, { ...requestFor(at, 2), prev: null }).opened);
    await at.time.advance(100);
    expectRefused(at, 2, 'PREV');
  });

  test('that comes back with another key than the one pinned, until a person accepts it', async () => {
    const at = await atTheTable();
    at.client.close();
    const room = new FakeRoom(at.time, 99);
    room.sitDown(OWN_SEAT);
    const client = createClient({
      url: 'ws://room/ws',
      name: 'test',
      version: '1',
      ports: { ...at.ports, connect: room.connect },
    });
    const table = client.openTable(TABLE);
    await at.time.advance(100);
    expect(client.roomKey.get()?.changedTo).not.toBeNull();
    const other: Setting = { ...at, room, client, table };
    await playHand(other, 1);
    expectRefused(other, 1, 'BAD_SIGNATURE');
    client.acceptRoomKey();
    await at.time.advance(1_500);
    await playHand(other, 2);
    expect(verified(other).recent[0]).toMatchObject({ handNo: 2, level: 'verified' });
  });

  function expectRefused(at: Setting, handNo: number, code: FaultCode): void {
    const { recent, current, refusedAtHandNo } = verified(at);
    const hand = [current, ...recent].find((h) => h?.handNo === handNo && h.level === 'failed');
    expect(hand?.fault?.code).toBe(code);
    expect(hand?.checks.some(({ state }) => state === 'failed')).toBe(true);
    expect(refusedAtHandNo).toBe(handNo);
    expect(at.table.evidenceFor(handNo)?.length).toBeGreaterThan(0);
  }

  test('and from then on plays nothing and reveals nothing, but lets the player out', async () => {
    const at = await atTheTable();
    await playHand(
      at,
      1,
      change('deal-cut', (e) => void e.seeds.pop()),
    );
    const before = at.room.carriedOut.length;
    expect(await at.table.act({ kind: 'check' }, 1)).toMatchObject({ error: { code: 'DEAL_REFUSED' } });
    await playHand(at, 2);
    expect(at.room.seedFor(2)).toBeNull();
    expect(at.room.carriedOut.length).toBe(before);
    const leaving = at.table.leave();
    await at.time.advance(100);
    expect((await leaving).ok).toBe(true);
    expect(at.room.carriedOut.at(-1)?.command).toEqual({ kind: 'leave' });
  });
});
