/**
 * Frames that no client would send, at a table where others play: each ends its connection or is refused, by name, and the table goes on.
 * `ABOVEBOARD_RANDOM_FRAMES` sends more.
 */
import { CLOSE_CODES, rest } from '@aboveboard/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guest, openRoom, type TestRoom } from './testing/open-room.ts';
import { until } from './testing/playing-guest.ts';
import { connect, HELLO, type RawPlayer } from './testing/raw-player.ts';

const FRAMES = Number(process.env.ABOVEBOARD_RANDOM_FRAMES ?? 1_000);
/** Frames one connection sends before the next run looks at what came back. */
const BURST = 100;
const ID = '00000000-0000-4000-8000-000000000000';

/** A number that is no chips, a word where a number should be, a field that is missing or one too many. */
const junk = fc.oneof(fc.constantFrom(null, -1, 0.5, 2 ** 60, '', 'x', true), fc.integer(), fc.string(), fc.jsonValue());

function anyCommand(tableId: string) {
  const kind = fc.constantFrom(
    'sit',
    'leave',
    'sit-out',
    'sit-in',
    'top-up',
    'join-wait-list',
    'act',
    'contribute',
    'reveal',
    'shuffle',
  );
  const command = fc.record(
    {
      kind,
      seat: junk,
      buyIn: junk,
      amount: junk,
      turnId: junk,
      handNo: junk,
      seed: junk,
      post: junk,
      action: fc.record({ kind: junk, to: junk }),
    },
    { requiredKeys: ['kind'] },
  );
  return fc.record({
    type: fc.constant('command'),
    commandId: fc.oneof({ weight: 9, arbitrary: fc.uuid() }, { weight: 1, arbitrary: junk }),
    tableId: fc.constantFrom(tableId, ID),
    command: fc.oneof({ weight: 2, arbitrary: command }, { weight: 6, arbitrary: goodCommand }, { weight: 1, arbitrary: junk }),
  });
}

/** Keeps the contract, and makes no sense for somebody who only watches. */
const goodCommand = fc.oneof(
  fc.constantFrom({ kind: 'leave' }, { kind: 'sit-out' }, { kind: 'leave-wait-list' }),
  fc.record({ kind: fc.constant('top-up'), amount: fc.nat() }),
  fc.record({ kind: fc.constant('act'), turnId: fc.nat(), action: fc.record({ kind: fc.constant('raise-to'), to: fc.nat() }) }),
  fc.record({ kind: fc.constant('sit'), seat: fc.nat(9), buyIn: fc.nat(500) }),
);

function anyFrame(tableId: string): fc.Arbitrary<string | Uint8Array> {
  const json = fc.oneof(
    { weight: 5, arbitrary: anyCommand(tableId) },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constantFrom('subscribe', 'unsubscribe'),
        tableId: fc.oneof(fc.constant(tableId), junk),
        position: junk,
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('hello', 'pong', 'watch-lobby', 'deal-me-aces'), n: junk }) },
    { weight: 1, arbitrary: junk },
  );
  return fc.oneof(
    { weight: 12, arbitrary: json.map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: fc.string({ maxLength: 200, unit: 'binary' }) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  );
}

test(
  'random frames hurt nobody',
  async () => {
    const room = await openRoom({ bots: true, botsPerTable: 2 });
    const { tables } = rest.lobbyReply.parse(await (await room.get('/api/v1/lobby')).json());
    const tableId = tables[0]?.settings.tableId ?? '';
    const { token } = await guest(room, 'Mallory');
    const handsBefore = await handsPlayed(room);
    let sent = 0;
    const property = fc.asyncProperty(fc.array(anyFrame(tableId), { minLength: BURST, maxLength: BURST }), async (frames) => {
      sent += await throwAll(room.url, token, frames);
    });
    await fc.assert(property, { numRuns: FRAMES / BURST, endOnFailure: true });

    expect(sent).toBe(FRAMES);
    await until(async () => (await handsPlayed(room)) > handsBefore + 2, 'the bots to play on');
    expect(await (await room.get('/readyz')).json()).toEqual({ status: 'ok', reasons: {} });
    expect(room.logged()).not.toMatch(/"level":(50|60)/);
  },
  120_000 + 20 * FRAMES,
);

/** Sends every frame, over as many connections as it takes, and holds each end against the contract. */
async function throwAll(url: string, token: string, frames: readonly (string | Uint8Array)[]): Promise<number> {
  let player = await rush(url, token);
  for (const frame of frames) {
    player.sendText(frame);
    const end = await Promise.race([player.closed, echo(player)]);
    if (!end) continue;
    expect(end.code).toBeOneOf([CLOSE_CODES.BAD_FRAME, CLOSE_CODES.FLOODING]);
    expect(player.received.at(-1)).toMatchObject({ type: 'error', code: end.reason });
    player = await rush(url, token);
  }
  player.close();
  return frames.length;
}

/** Comes in without waiting for the welcome: what follows hello at once must keep its order too. */
async function rush(url: string, token: string): Promise<RawPlayer> {
  const player = await connect({ url });
  player.send({ ...HELLO, token });
  return player;
}

/** The server has read all that was sent before this. */
function echo({ socket }: RawPlayer): Promise<null> {
  return new Promise((resolve) => {
    socket.once('pong', () => resolve(null));
    socket.ping();
  });
}

async function handsPlayed(room: TestRoom): Promise<number> {
  const answer = await room.get('/api/v1/operator/tables', room.operatorToken ?? '');
  const { tables } = rest.operatorTablesReply.parse(await answer.json());
  return tables.reduce((sum, { nextHandNo }) => sum + nextHandNo - 1, 0);
}
