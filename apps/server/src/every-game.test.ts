/**
 * Every game a table may offer, at a real server over real sockets: two people through the SDK and a bot. Chips are conserved, each deal
 * verifies, and no raw frame holds a card that is not its reader's to see. `ABOVEBOARD_RANDOM_HANDS` plays more of each (default 1).
 */
import { nodePorts, runBots } from '@aboveboard/bots';
import { createClient, type HandVerification, type TableHandle } from '@aboveboard/client';
import { GAME_CODES, type OfferedGame, ROTATION_CODES, rest } from '@aboveboard/protocol';
import { FrameWatch } from '@aboveboard/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { guest, openRoom, type TestRoom } from './testing/open-room.ts';
import { simpleAction, until } from './testing/playing-guest.ts';
import { watched } from './testing/watched.ts';

const HANDS = Number(process.env.ABOVEBOARD_RANDOM_HANDS ?? 1);
const OFFERED: readonly OfferedGame[] = [...GAME_CODES, ...ROTATION_CODES];
/** Clocks that nobody runs into on a busy machine: a void deal here would be a finding. */
const PATIENT = { betweenHandsMs: 0, turnMs: 30_000, revealMs: 5_000, revealMaxMs: 10_000, commandsPerPlayer: 100_000 };
const BOT_PACE = { thinkMs: [0, 1], settleMs: 50, restMs: 100 } as const;

test(
  'two people and a bot at a table of every game: chips conserved, cards kept, every deal verified',
  async () => {
    const room = await openRoom(PATIENT);
    for (const game of OFFERED) await playAt(room, game);
    const books = rest.reconcileReply.parse(
      await (await room.get('/api/v1/operator/reconcile', room.operatorToken ?? '')).json(),
    );
    expect(books).toMatchObject({ differences: [], held: books.issued });
    expect(books.hands).toBeGreaterThanOrEqual(HANDS * OFFERED.length);
  },
  HANDS * 60_000 + 120_000,
);

async function playAt(room: TestRoom, game: OfferedGame): Promise<void> {
  const host = await guest(room, 'Ana');
  const wanted = { name: game, game, seats: 6, smallBlind: 5, bigBlind: 10, isPrivate: false };
  const made = await room.post('/api/v1/tables', wanted, host.token);
  expect(made.status, game).toBe(201);
  const { tableId } = rest.newTableReply.parse(await made.json()).settings;
  const people = [
    await sitDown(room, tableId, host.token, 0),
    await sitDown(room, tableId, (await guest(room, 'Bo')).token, 3),
  ];
  const bot = await room.post('/api/v1/operator/bots', { name: 'Ada' }, room.operatorToken ?? '');
  const { token } = rest.botReply.parse(await bot.json());
  const bots = runBots({
    url: socketUrl(room),
    sessions: [{ token, name: 'Ada', tableId }],
    ports: nodePorts(),
    pace: BOT_PACE,
  });
  onTestFinished(() => bots.stop());
  await until(() => people.every(({ hands }) => hands.length >= HANDS), `${HANDS} hands of ${game}`, HANDS * 20_000 + 40_000);
  for (const { hands, watch, table, refusals } of people) {
    await table.leave();
    expect(refusals, game).toEqual([]);
    expect(watch.fouls, game).toEqual([]);
    expect(
      hands.filter(({ level }) => level !== 'verified').map(({ handNo, level, fault }) => ({ game, handNo, level, fault })),
    ).toEqual([]);
    if (!(ROTATION_CODES as readonly string[]).includes(game)) expect([...watch.games]).toEqual([game]);
  }
  bots.stop();
}

interface Person {
  /** Ended hands this person was dealt into, as the client verified them. */
  readonly hands: HandVerification[];
  readonly refusals: unknown[];
  readonly watch: FrameWatch;
  readonly table: TableHandle;
}

/** A person who checks, calls what is cheap, changes a card at each draw, and folds to the rest. */
async function sitDown(room: TestRoom, tableId: string, token: string, seat: number): Promise<Person> {
  const watch = new FrameWatch();
  const client = createClient({ url: socketUrl(room), token, name: 'test', version: '1', ports: watched(nodePorts(), watch) });
  onTestFinished(() => client.close());
  const table = client.openTable(tableId);
  const [hands, refusals]: [HandVerification[], unknown[]] = [[], []];
  table.onEvent(({ event, view }) => {
    if ((event.kind === 'turn' || event.kind === 'draw-turn') && event.seat === view.ownSeat) {
      const action = simpleAction(view, 2);
      void table.act(action, event.turnId).then((answer) => answer.ok || refusals.push({ action, answer, event }));
    }
    if (event.kind !== 'hand-ended' || !event.results.some((result) => result.seat === seat)) return;
    const hand = table.verification.get().recent[0];
    if (hand) hands.push(hand);
  });
  await until(() => table.state.get().kind === 'open', 'the table to open');
  expect(await table.sit(seat, 1_000)).toMatchObject({ ok: true });
  return { hands, refusals, watch, table };
}

function socketUrl({ port }: TestRoom): string {
  return `ws://127.0.0.1:${port}/ws`;
}
