/**
 * Tables with house rules at a real server over real sockets: people through the SDK choose games, vote for bomb pots, straddle and change
 * seats. Nothing they may ask is refused, chips are conserved, each deal verifies, and no raw frame holds a card that is not its reader's.
 */
import { nodePorts } from '@aboveboard/bots';
import { createClient, type HandVerification, type TableHandle, type TableHappening } from '@aboveboard/client';
import { rest } from '@aboveboard/protocol';
import { FrameWatch } from '@aboveboard/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { guest, openRoom, type TestRoom } from './testing/open-room.ts';
import { simpleAction, until } from './testing/playing-guest.ts';
import { watched } from './testing/watched.ts';

const HANDS = 16;
const SEATS = 6;
const PATIENT = {
  bots: false,
  betweenHandsMs: 100,
  turnMs: 30_000,
  revealMs: 5_000,
  revealMaxMs: 10_000,
  commandsPerPlayer: 100_000,
};

test('people play by the rules of a house: bomb pots, straddles, choices, kills, other seats', async () => {
  const room = await openRoom(PATIENT);
  const bombPot = { every: 4, byVote: true, boards: 2 };
  const holdem = { game: 'NT', straddles: 2, house: { button: 'moving', bombPot, mayBuyButton: true } };
  const bombed = await playAt(room, holdem);
  expect([...bombed].sort()).toEqual(['NT', 'NT-B2']);
  const mixed = { game: '8-GAME', house: { isDealersChoice: true, kill: 'full', raiseCap: 4 } };
  const chosen = await playAt(room, mixed);
  expect(chosen.size).toBeGreaterThan(2);
  const books = rest.reconcileReply.parse(
    await (await room.get('/api/v1/operator/reconcile', room.operatorToken ?? '')).json(),
  );
  expect(books).toMatchObject({ differences: [], held: books.issued });
}, 120_000);

test('what does not go with a game is refused when the table is opened', async () => {
  const room = await openRoom(PATIENT);
  const { token } = await guest(room, 'Ana');
  const wanted = { name: 'Mine', seats: SEATS, smallBlind: 5, bigBlind: 10, isPrivate: false };
  const refused = async (body: object) => {
    const answer = await room.post('/api/v1/tables', { ...wanted, ...body }, token);
    return [answer.status, await answer.json()];
  };
  expect(await refused({ house: { kill: 'full' } })).toMatchObject([
    400,
    { code: 'OPTION_NOT_FOR_GAME', detail: { option: 'kill' } },
  ]);
  const odd = { game: 'FT', smallBlind: 2, bigBlind: 5, house: { kill: 'half' } };
  expect(await refused(odd)).toMatchObject([400, { code: 'HALF_KILL_UNEVEN' }]);
  expect(await refused({ house: { raiseCap: 5 } })).toMatchObject([400, { code: 'BAD_REQUEST' }]);
  expect(await refused({ house: { loot: true } })).toMatchObject([400, { code: 'BAD_REQUEST' }]);
});

/** The games that were played in so many hands. */
async function playAt(room: TestRoom, options: object): Promise<ReadonlySet<string>> {
  const host = await guest(room, 'Ana');
  const wanted = { name: 'House', seats: SEATS, smallBlind: 5, bigBlind: 10, isPrivate: false, ...options };
  const made = await room.post('/api/v1/tables', wanted, host.token);
  expect(made.status).toBe(201);
  const { tableId } = rest.newTableReply.parse(await made.json()).settings;
  const people = [
    await sitDown(room, tableId, host.token, 0),
    await sitDown(room, tableId, (await guest(room, 'Bo')).token, 2),
    await sitDown(room, tableId, (await guest(room, 'Cy')).token, 3),
  ];
  await until(() => people.every(({ hands }) => hands.length >= HANDS), `${HANDS} hands`, 100_000);
  for (const { hands, watch, table, refusals, seats } of people) {
    await table.leave();
    expect(refusals).toEqual([]);
    expect(watch.fouls).toEqual([]);
    expect(hands.filter(({ level }) => level !== 'verified')).toEqual([]);
    expect(seats.size).toBeGreaterThan(1);
  }
  return people[0]?.watch.games ?? new Set();
}

interface Person {
  readonly hands: HandVerification[];
  readonly refusals: unknown[];
  /** Where the person has sat. */
  readonly seats: Set<number>;
  readonly watch: FrameWatch;
  readonly table: TableHandle;
}

async function sitDown(room: TestRoom, tableId: string, token: string, seat: number): Promise<Person> {
  const watch = new FrameWatch();
  const url = `ws://127.0.0.1:${room.port}/ws`;
  const client = createClient({ url, token, name: 'test', version: '1', ports: watched(nodePorts(), watch) });
  onTestFinished(() => client.close());
  const table = client.openTable(tableId);
  const person: Person = { hands: [], refusals: [], seats: new Set(), watch, table };
  table.onEvent((happening) => {
    for (const asked of wishesAt(table, happening))
      void asked.then((answer) => answer.ok || person.refusals.push(answer.error));
    if (happening.view.ownSeat !== null) person.seats.add(happening.view.ownSeat);
    const { event, view } = happening;
    const isOwn = event.kind === 'hand-ended' && event.results.some((result) => result.seat === view.ownSeat);
    const hand = isOwn ? table.verification.get().recent[0] : undefined;
    if (hand) person.hands.push(hand);
  });
  await until(() => table.state.get().kind === 'open', 'the table to open');
  expect(await table.sit(seat, 1_000, 'buy-button')).toMatchObject({ ok: true });
  return person;
}

/** Acts when it is one's turn, and asks for whatever the table has to offer and was not asked for yet. */
function wishesAt(table: TableHandle, { event, view }: TableHappening) {
  const { ownSeat, upNext, settings } = view;
  if (ownSeat === null) return [];
  if ((event.kind === 'turn' || event.kind === 'draw-turn') && event.seat === ownSeat) {
    return [table.act(simpleAction(view, 2), event.turnId)];
  }
  if (event.kind === 'up-next-changed' && upNext.choice?.seat === ownSeat && !upNext.choice.isMade) {
    const { games } = upNext.choice;
    const game = games[(view.nextHandNo + ownSeat) % games.length];
    return game ? [table.chooseGame(game)] : [];
  }
  if (event.kind !== 'hand-started') return [];
  const free = view.seats.find(({ player }) => player === null);
  const isRestless = event.handNo % SEATS === ownSeat && free !== undefined;
  const wantsBombPot = settings.house.bombPot.byVote && !upNext.bombPotVotes.includes(ownSeat) && event.handNo % 7 === 0;
  return [...(isRestless ? [table.moveSeat(free.seat)] : []), ...(wantsBombPot ? [table.voteBombPot(true)] : [])];
}
