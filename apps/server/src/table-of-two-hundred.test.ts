/**
 * Two people and two bots play two hundred hands at one table of a real server, over real sockets. Every hand conserves the chips
 * and is verified by both people; no frame that reaches a person holds a card of another that was not shown.
 */
import { nodePorts, runBots } from '@aboveboard/bots';
import { type ClientPorts, createClient, type HandVerification, type TableHandle } from '@aboveboard/client';
import { boardPositions, holePositions } from '@aboveboard/fairness';
import type { DownMessage, LobbyTable, TableEvent, TableEventOf } from '@aboveboard/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { guest, openRoom, type TestRoom } from './testing/open-room.ts';

const HANDS = 200;
const BOTS = 2;
/** Clocks that nobody runs into on a busy machine: a void deal here would be a finding. */
const PATIENT = { betweenHandsMs: 0, turnMs: 10_000, revealMs: 5_000, revealMaxMs: 5_000, commandsPerPlayer: 100_000 };

test('two people and bots, two hundred hands: chips conserved, cards kept, every deal verified', async () => {
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
  const watch = new FrameWatch(seat);
  const ports = watch.over(nodePorts());
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

/** Reads the raw text of every frame before the client does, and knows nothing but the contract. */
class FrameWatch {
  /** What no frame may hold, and chips that did not add up. */
  readonly fouls: string[] = [];
  frames = 0;
  readonly #seat: number;
  #order: readonly number[] = [];
  #startChips = 0;
  #shown = new Set<number>();

  constructor(seat: number) {
    this.#seat = seat;
  }

  over(ports: ClientPorts): ClientPorts {
    return {
      ...ports,
      connect: (url, subprotocol, handlers) =>
        ports.connect(url, subprotocol, {
          ...handlers,
          onMessage: (text) => {
            this.#read(text);
            handlers.onMessage(text);
          },
        }),
    };
  }

  #read(text: string): void {
    const message = JSON.parse(text) as DownMessage;
    if (message.type === 'frame' && message.event) this.#see(message.event);
    if (message.type === 'batch') for (const { event } of message.frames) if (event) this.#see(event);
    if (message.type === 'snapshot') for (const event of message.hand) this.#see(event);
  }

  #see(event: TableEvent): void {
    this.frames += 1;
    if (event.kind === 'deal-opened') this.#shown = new Set();
    if (event.kind === 'shown') this.#shown.add(event.seat);
    if (event.kind === 'hand-started') {
      this.#order = event.seats.map(({ seat }) => seat);
      this.#startChips = event.seats.reduce((sum, { stack }) => sum + stack, 0);
    }
    if (event.kind === 'hand-ended') this.#count(event);
    const allowed = this.#positionsInSight();
    for (const position of openingsIn(event)) {
      if (!allowed.has(position)) this.fouls.push(`${event.kind} opened position ${position}`);
    }
    if (namesCards(event) && event.kind === 'hole-dealt' && event.seat !== this.#seat)
      this.fouls.push(`cards of seat ${event.seat}`);
  }

  #count({ handNo, results, rake }: TableEventOf<'hand-ended'>): void {
    const after = results.reduce((sum, { stack }) => sum + stack, 0) + rake;
    const won = results.reduce((sum, { delta }) => sum + delta, 0) + rake;
    if (after !== this.#startChips || won !== 0) this.fouls.push(`hand ${handNo}: ${this.#startChips} chips became ${after}`);
  }

  /** The own hole cards, those of seats that showed, and the board. */
  #positionsInSight(): ReadonlySet<number> {
    const deal = { game: 'board', hole: 2, boards: 1 } as const;
    const n = this.#order.length;
    const seats = this.#order.flatMap((seat, i) =>
      seat === this.#seat || this.#shown.has(seat) ? holePositions(deal, n, i) : [],
    );
    return new Set([...seats, ...boardPositions(deal, n)]);
  }
}

/** Positions of everything in a frame that has a salt, wherever it stands. */
function openingsIn(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'salt' in value && 'position' in value ? [value.position as number] : [];
  return [...own, ...Object.values(value).flatMap(openingsIn)];
}

function namesCards(event: TableEvent): boolean {
  return 'cards' in event && event.cards !== undefined;
}
