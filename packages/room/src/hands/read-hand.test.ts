/** Hands of real tables, read afterwards: state by state they are what each viewer was shown while they were played, and no more. */
import { formatCard } from '@aboveboard/engine';
import { readPhh, replayHand } from '@aboveboard/notation';
import { GAME_CODES, type handsRest, type OfferedGame, type TableEvent } from '@aboveboard/protocol';
import { auditEntries, handIdOf, type Principal, recentHands } from '@aboveboard/storage';
import { describe, expect, test } from 'vitest';
import { deskOf } from '../api/table-desk.ts';
import { stakesFor } from '../table/stakes.ts';
import { type Policy, type TestPlayer, wild } from '../testing/test-player.ts';
import { aead, openTestRoom, seedOr } from '../testing/test-room.ts';
import { exportHand, exportHands, jsonOf, phhText } from './export-hands.ts';
import { readCards, readHand, readState } from './read-hand.ts';
import { createSealedHands } from './sealed-record.ts';

const HANDS = Number(process.env.ABOVEBOARD_RANDOM_HANDS ?? 2);
const GAMES: readonly OfferedGame[] = process.env.ABOVEBOARD_RANDOM_HANDS ? GAME_CODES : ['NT', 'F7S', 'F2L3D', 'N2L1D'];
const NAMES = ['Ana', 'Bo', 'Cy', 'Di', 'Eve', 'Flo'];

/** Some hands at a table of this game, by players who do anything they may, and show when it pleases them; the last one lets the clock run. */
async function playedTable(game: OfferedGame, seed: number, isPrivate = false) {
  const room = await openTestRoom({ seed });
  const { settings, invite } = await room.newTable({
    game,
    ...stakesFor(game, 5, 10),
    isPrivate,
    turnMs: 1_000,
    timeBankMs: 0,
  });
  const { tableId } = settings;
  const come = invite === null ? {} : { invite };
  const play = wild(room.random);
  const players: TestPlayer[] = [];
  for (const [seat, name] of NAMES.entries()) {
    const policy: Policy = (turn, hole) => (seat === 5 && room.random.below(4) === 0 ? null : play(turn, hole));
    const player = await room.player(name, tableId, { isBot: true, policy, ...come });
    player.sit(seat);
    players.push(player);
  }
  await room.time.settle();
  const spectator = await room.player('Sam', tableId, come);
  for (let i = 0; i < 20 * HANDS && spectator.events('hand-ended').length < HANDS; i++) {
    await room.time.advance(room.config.betweenHandsMs);
    for (const player of players) {
      const at = player.seats.get(player.seat ?? -1);
      if (at?.stack === 0) player.command({ kind: 'top-up', amount: 500 });
      if (at?.status === 'sitting-out') player.command({ kind: 'sit-in', post: 'now' });
    }
  }
  const { db, shard, keys, time } = room;
  const ports = {
    db,
    tables: deskOf(shard),
    clock: time.clock,
    sealedHands: createSealedHands({ aead, keyRing: keys.keyRing }),
  };
  const hands = (await recentHands(db.reader, tableId, { limit: 100 })).filter(({ status }) => status === 'ended');
  expect(hands.length, `seed ${seed}`).toBeGreaterThanOrEqual(HANDS);
  return { room, ports, tableId, invite, players, spectator, hands };
}

const principalOf = (player: Pick<TestPlayer, 'playerId'>, roles: readonly string[] = []): Principal => ({
  ...{ id: player.playerId, name: 'x', kind: 'guest', roles, createdMs: 1, seenMs: 1 },
});

/** Of a hand, but for whose turn it was and how it was sealed. */
const TOLD_LATER = new Set(['turn', 'draw-turn', 'time-bank', 'deal-opened', 'deal-cut', 'hand-ended', 'seat-changed']);

/** What somebody was shown of a hand while it was played. */
function seenLive({ frames }: TestPlayer, handNo: number): unknown[] {
  const events = frames.flatMap(({ event }) => event ?? []);
  const first = events.findIndex((event) => event.kind === 'hand-started' && event.handNo === handNo);
  const end = events.findIndex((event, i) => i > first && event.kind === 'hand-ended');
  return events.slice(first, end).flatMap((event) => (TOLD_LATER.has(event.kind) ? [] : comparable(event)));
}

/** Without proofs. */
function comparable(event: TableEvent): unknown {
  const { openings: _, walk: __, ...rest } = event as TableEvent & { openings?: unknown; walk?: unknown };
  return rest;
}

type State = handsRest.HandStateReply;

/** Cards before other people, as the events until now have shown them. */
function expectNoMore(state: State, seen: readonly unknown[], own: number | undefined): void {
  const shown = new Set(
    (seen as { kind: string; seat?: number; cards?: number[] }[]).flatMap(({ seat, cards = [] }) =>
      seat === own ? [] : cards,
    ),
  );
  for (const { seat, cards } of state.seats) {
    if (seat === own) expect(cards).not.toContain(null);
    else for (const card of cards) expect(card === null || shown.has(card), `card ${card} of seat ${seat}`).toBe(true);
  }
}

describe('a hand, state by state', () => {
  test.each(GAMES)(
    '[HAND-5] [HAND-6] of %s is what each viewer was shown while it was played, and no more',
    async (game) => {
      const seed = seedOr(61_000);
      const { ports, players, spectator, hands } = await playedTable(game, seed);
      let states = 0;
      for (const hand of hands.slice(0, HANDS)) {
        const id = handIdOf(hand);
        for (const viewer of [null, ...players]) {
          const visitor = { principal: viewer && principalOf(viewer), invite: null };
          const read = await readHand(ports, id, visitor);
          if (!read.ok) expect.fail(read.error.code);
          const { own, actions, players: dealtIn } = read.value;
          const seat = dealtIn.find(({ playerId }) => playerId === viewer?.playerId)?.seat;
          expect(own?.seat).toBe(seat);
          const seen: unknown[] = [];
          for (let n = 0; n <= (actions ?? -1); n++) {
            const state = await readState(ports, id, n, visitor);
            if (!state.ok) expect.fail(state.error.code);
            seen.push(...state.value.events.map(comparable));
            expectNoMore(state.value, seen, seat);
            expect(state.value.isOver).toBe(
              seen.some((event) => (event as TableEvent).kind === 'pot-awarded') && state.value.turn === null,
            );
            states += 1;
          }
          expect(seen, `seed ${seed}, hand ${hand.handNo}, ${viewer?.playerId ?? 'a guest'}`).toEqual(
            seenLive(viewer ?? spectator, hand.handNo),
          );
          const beyond = await readState(ports, id, (actions ?? 0) + 1, visitor);
          expect(beyond).toMatchObject({ ok: false, error: { code: 'STATE_NOT_FOUND', detail: { largest: actions } } });
        }
      }
      expect(states).toBeGreaterThan(7 * 2 * HANDS);
    },
    120_000,
  );
});

describe('a hand, read afterwards', () => {
  test('[HAND-5] own cards are opened for their owner, others nobody; an export names no more', async () => {
    const { ports, players, spectator, hands } = await playedTable('F2L3D', seedOr(61_100));
    const [ana] = players;
    for (const hand of hands) {
      const id = handIdOf(hand);
      const all = await readCards(ports, id, { who: { kind: 'operator', name: 'op' }, why: 'a complaint' });
      if (!all.ok) expect.fail(all.error.code);
      for (const viewer of [null, spectator, ...players]) {
        const visitor = { principal: viewer && principalOf(viewer), invite: null };
        const read = await readHand(ports, id, visitor);
        const own = all.value.seats.find(({ playerId }) => playerId === viewer?.playerId);
        const { playerId: _, ...cards } = own ?? { playerId: null };
        expect(read).toMatchObject({ ok: true, value: { own: own ? cards : null } });
        const exported = await exportHand(ports, id, visitor);
        if (!exported.ok) expect.fail(exported.error.code);
        const text = phhText(exported.value);
        const record = readPhh(text)[0]?.record;
        expect(record?.ok && replayHand(record.value), text).toEqual({ kind: 'matched' });
        const maySee = new Set(
          seenLive(viewer ?? spectator, hand.handNo).flatMap((event) => (event as { cards?: (number | null)[] }).cards ?? []),
        );
        const named: string[] = text.match(/^actions = \[\n[^\]]*/m)?.[0].match(/[2-9TJQKA][cdhs]/g) ?? [];
        const allowed = new Set([...maySee].flatMap((card) => (card === null ? [] : formatCard(card as never))));
        expect(named.filter((card) => !allowed.has(card))).toEqual([]);
        if (own) expect(own.cards.map((card) => formatCard(card as never)).filter((card) => !named.includes(card))).toEqual([]);
      }
    }
    const old: typeof ports.sealedHands = {
      ...ports.sealedHands,
      cardsOf: (hand, playerId) => {
        const own = ports.sealedHands.cardsOf(hand, playerId);
        return own && { ...own, dealt: null }; // as it was kept once
      },
    };
    const drew = hands
      .flatMap((hand) => players.map((player) => ({ hand, player })))
      .find(({ hand, player }) => (ports.sealedHands.cardsOf(hand, player.playerId)?.discards.length ?? 0) > 0);
    if (!drew) expect.fail('nobody drew');
    const state = await readState({ ...ports, sealedHands: old }, handIdOf(drew.hand), 0, {
      principal: principalOf(drew.player),
      invite: null,
    });
    expect(state.ok && state.value.seats.flatMap(({ cards }) => cards).every((card) => card === null)).toBe(true);
    const page = hands.map(({ tableId, handNo }) => ({ tableId, handNo }));
    const told = [];
    for await (const one of exportHands(ports, page, principalOf(ana as TestPlayer))) told.push(one);
    expect(told.map(({ id }) => id)).toEqual(hands.map(handIdOf).toReversed());
    expect(told.map((one) => jsonOf(one).outcome)).not.toContain(null);
  });

  test('[HAND-7] an operator who looks at cards says why, and that is written down before', async () => {
    const { ports, hands } = await playedTable('NT', seedOr(61_200));
    const id = handIdOf(hands[0] as never);
    const who = { kind: 'operator', name: 'Op', principalId: 'op-1' } as const;
    const broken = { cardsOf: () => null, allCards: () => expect.fail('the process ends here') };
    await expect(readCards({ ...ports, sealedHands: broken }, id, { who, why: 'first' })).rejects.toThrow();
    const lost = createSealedHands({
      aead,
      keyRing: { keks: () => [] as never, recordKeys: () => [{ id: 9, key: new Uint8Array(32) }] },
    });
    expect(await readCards({ ...ports, sealedHands: lost }, id, { who, why: 'second' })).toMatchObject({
      error: { code: 'CARDS_UNREADABLE' },
    });
    expect(await readCards(ports, `${id}9`, { who, why: 'none' })).toMatchObject({ error: { code: 'HAND_NOT_FOUND' } });
    const entries = await auditEntries(ports.db.reader, { limit: 10, action: 'hand.read-cards' });
    expect(entries.map(({ actor, subject, why }) => [actor, subject, why])).toEqual([
      ['Op', id, 'second'],
      ['Op', id, 'first'],
    ]);
  });

  test('[HAND-3] a hand at a private table is for whoever may see the table, and for whoever was dealt in', async () => {
    const { ports, invite, players, hands, spectator } = await playedTable('NT', seedOr(61_300), true);
    const id = handIdOf(hands[0] as never);
    const [ana, bo] = players as [TestPlayer, TestPlayer];
    const codes = async (principal: Principal | null, link: string | null = null) => {
      const visitor = { principal, invite: link };
      const answers = [
        await readHand(ports, id, visitor),
        await readState(ports, id, 0, visitor),
        await exportHand(ports, id, visitor),
      ];
      return answers.map((answer) => (answer.ok ? 'OK' : answer.error.code));
    };
    const all = (code: string) => [code, code, code];
    const read = await readHand(ports, id, { principal: principalOf(ana), invite });
    const isIn = (player: TestPlayer) => read.ok && read.value.players.some(({ playerId }) => playerId === player.playerId);
    const dealtIn = isIn(ana) ? ana : bo;
    expect(isIn(dealtIn)).toBe(true);
    ports.tables = { ...ports.tables, seatedAt: async () => [] }; // everybody has left
    expect(await codes(null)).toEqual(all('TABLE_NOT_FOUND'));
    expect(await codes(principalOf(spectator))).toEqual(all('TABLE_NOT_FOUND'));
    expect(await codes(null, invite)).toEqual(all('OK'));
    expect(await codes(principalOf(spectator, ['operator']))).toEqual(all('OK'));
    expect(await codes(principalOf(dealtIn))).toEqual(all('OK'));
  });
});
