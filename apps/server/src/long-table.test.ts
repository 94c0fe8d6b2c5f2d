/**
 * Two people and two bots play eighty hands at one table of a real server, over real sockets; two browsers do so for more
 * (`npm run campaign -- --only browsers`). Every hand conserves the chips and is verified by both people; no frame that reaches a person holds a card of another that was not shown.
 */
import { nodePorts, runBots } from '@aboveboard/bots';
import { createClient, type HandVerification, type TableHandle } from '@aboveboard/client';
import type { LobbyTable, TableEventOf } from '@aboveboard/protocol';
import { FrameWatch } from '@aboveboard/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { guest, openRoom, type TestRoom } from './testing/open-room.ts';
import { watched } from './testing/watched.ts';

const HANDS = 80;
const BOTS = 2;
/** Clocks that nobody runs into on a busy machine: a void deal here would be a finding. */
const PATIENT = { betweenHandsMs: 0, turnMs: 10_000, revealMs: 5_000, revealMaxMs: 5_000, commandsPerPlayer: 100_000 };

test('two people and bots: chips conserved, cards kept, every deal verified', async () => {
  const room = await openRoom(PATIENT);
  const { tables } = (await (await room.get('/api/v1/lobby')).json()) as { tables: LobbyTable[] };
  const tableId = tables.find(({ settings }) => settings.seats === 6)?.settings.tableId ?? expect.fail('no table of six');
  const ana = await sitDown(room, tableId, 'Ana', 0);
  const bo = await sitDown(room, tableId, 'Bo', 3);
  await seatBots(room, tableId);
  await Promise.all([ana.played, bo.played]);

  for (const person of [ana, bo]) {
    const others = person.hands.filter(({ level }) => level !== 'verified');
    expect(others.map(({ handNo, level, fault }) => ({ handNo, level, fault }))).toEqual([]);
    expect(person.hands.length).toBeGreaterThanOrEqual(HANDS);
    expect(person.watch.fouls).toEqual([]);
    expect(person.watch.frames).toBeGreaterThan(HANDS * 10);
  }
  const books = await (await room.get('/api/v1/operator/reconcile', room.operatorToken ?? '')).json();
  expect(books).toMatchObject({ differences: [], held: (books as { issued: number }).issued });
  expect((books as { hands: number }).hands).toBeGreaterThanOrEqual(HANDS);
}, 180_000);

async function seatBots(room: TestRoom, tableId: string): Promise<void> {
  const names = Array.from({ length: BOTS }, (_, i) => `Bot ${i + 1}`);
  const sessions = await Promise.all(
    names.map(async (name) => {
      const answer = await room.post('/api/v1/operator/bots', { name }, room.operatorToken ?? '');
      const { token } = (await answer.json()) as { token: string };
      return { token, name, tableId };
    }),
  );
  const pace = { thinkMs: [0, 1], settleMs: 50, restMs: 100 } as const;
  const bots = runBots({ url: socketUrl(room), sessions, ports: nodePorts(), pace });
  onTestFinished(() => bots.stop());
}

function socketUrl({ port }: TestRoom): string {
  return `ws://127.0.0.1:${port}/ws`;
}

interface Person {
  /** Ended hands this person was dealt into, as the client verified them. */
  readonly hands: HandVerification[];
  readonly watch: FrameWatch;
  readonly played: Promise<void>;
}

/** A person who checks and calls what is cheap, folds to the rest, and buys more when low. */
async function sitDown(room: TestRoom, tableId: string, nickname: string, seat: number): Promise<Person> {
  const { token } = await guest(room, nickname);
  const watch = new FrameWatch();
  const ports = watched(nodePorts(), watch);
  const client = createClient({ url: socketUrl(room), token, name: nickname, version: '1', ports });
  const table = client.openTable(tableId);
  onTestFinished(() => client.close());
  const hands: HandVerification[] = [];
  const played = new Promise<void>((resolve, reject) => {
    table.onEvent(({ event, view }) => {
      if (event.kind === 'turn' && event.seat === view.ownSeat) answerTurn(table, event).catch(reject);
      if (event.kind === 'hand-ended' && event.results.some((result) => result.seat === seat)) {
        const hand = table.verification.get().recent[0];
        if (hand) hands.push(hand);
        if (hand?.level === 'failed') reject(new Error(`hand ${hand.handNo}: ${JSON.stringify(hand.fault)}`));
        if (hands.length >= HANDS) resolve();
      }
      const own = view.seats[seat];
      if (event.kind === 'hand-ended' && own && own.stack < 600)
        void table.topUp(Math.min(1_000, client.wallet.get()?.available ?? 0));
    });
  });
  await opened(table);
  expect(await table.sit(seat, 2_000)).toMatchObject({ ok: true });
  return { hands, watch, played };
}

async function answerTurn(table: TableHandle, { legal, turnId }: TableEventOf<'turn'>): Promise<void> {
  const isCheap = legal.call !== undefined && legal.call <= 40;
  const action = legal.canCheck ? ({ kind: 'check' } as const) : ({ kind: isCheap ? 'call' : 'fold' } as const);
  const answer = await table.act(action, turnId);
  expect(answer).toMatchObject({ ok: true });
}

function opened(table: TableHandle): Promise<void> {
  return new Promise((resolve) => {
    const stop = table.state.subscribe(() => {
      if (table.state.get().kind !== 'open') return;
      stop();
      resolve();
    });
  });
}
