/**
 * Bots by themselves at a table of every game that is offered, at a real server over real sockets: they play on, no play of theirs is
 * refused, and the chips are all there at the end. `ABOVEBOARD_BOT_HANDS` plays more hands of each (default 2).
 */
import { nodePorts, runBots } from '@aboveboard/bots';
import type { ClientPorts } from '@aboveboard/client';
import { type DownMessage, GAME_CODES, type OfferedGame, ROTATION_CODES, rest, type UpMessage } from '@aboveboard/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { guest, openRoom, type TestRoom } from './testing/open-room.ts';
import { until } from './testing/playing-guest.ts';

const HANDS = Number(process.env.ABOVEBOARD_BOT_HANDS ?? 2);
const OFFERED: readonly OfferedGame[] = [...GAME_CODES, ...ROTATION_CODES];
const BOTS = ['Ada', 'Bert', 'Cleo'];
/** Tables that play at the same time. */
const SIDE_BY_SIDE = 6;
const PATIENT = { betweenHandsMs: 0, turnMs: 60_000, revealMs: 5_000, revealMaxMs: 10_000, commandsPerPlayer: 100_000 };
const PACE = { thinkMs: [0, 1], settleMs: 50, restMs: 100 } as const;

test(
  'bots alone play every game, and the chips stay',
  async () => {
    const room = await openRoom(PATIENT);
    const refused: unknown[] = [];
    for (let i = 0; i < OFFERED.length; i += SIDE_BY_SIDE) {
      await Promise.all(OFFERED.slice(i, i + SIDE_BY_SIDE).map((game) => playAt(room, game, refused)));
    }
    expect(refused).toEqual([]);
    const answer = await room.get('/api/v1/operator/reconcile', room.operatorToken ?? '');
    const books = rest.reconcileReply.parse(await answer.json());
    expect(books).toMatchObject({ differences: [], held: books.issued });
    expect(books.hands).toBeGreaterThanOrEqual(HANDS * OFFERED.length);
  },
  Math.max(115_000, HANDS * 20_000),
);

async function playAt(room: TestRoom, game: OfferedGame, refused: unknown[]): Promise<void> {
  const { token } = await guest(room, 'Host');
  const wanted = { name: game, game, seats: 6, smallBlind: 5, bigBlind: 10, isPrivate: false };
  const made = await room.post('/api/v1/tables', wanted, token);
  const { tableId } = rest.newTableReply.parse(await made.json()).settings;
  const sessions = await Promise.all(
    BOTS.map(async (name) => {
      const bot = await room.post('/api/v1/operator/bots', { name }, room.operatorToken ?? '');
      return { token: rest.botReply.parse(await bot.json()).token, name, tableId };
    }),
  );
  const ports = watchful(nodePorts(), (refusal) => refused.push({ game, ...refusal }));
  const bots = runBots({ url: `ws://127.0.0.1:${room.port}/ws`, sessions, ports, pace: PACE });
  onTestFinished(() => bots.stop());
  const handsPlayed = async () => {
    const answer = await room.get('/api/v1/operator/tables', room.operatorToken ?? '');
    const { tables } = rest.operatorTablesReply.parse(await answer.json());
    return (tables.find(({ settings }) => settings.tableId === tableId)?.nextHandNo ?? 1) - 2; // one may be in play
  };
  await until(async () => (await handsPlayed()) >= HANDS, `${HANDS} hands of ${game}`, HANDS * 20_000);
  bots.stop();
}

/** The same ports, with somebody reading along: refused actions and wishes for a hand are told, the rest is not. */
function watchful(ports: ClientPorts, onRefused: (refusal: object) => void): ClientPorts {
  const sent = new Map<string, object>();
  return {
    ...ports,
    connect: (url, subprotocol, handlers) => {
      const onMessage = (text: string) => {
        const message = JSON.parse(text) as DownMessage;
        const command = message.type === 'refused' && sent.get(message.commandId);
        if (command) onRefused({ command, refusal: message.refusal });
        handlers.onMessage(text);
      };
      const socket = ports.connect(url, subprotocol, { ...handlers, onMessage });
      const send = (text: string) => {
        const message = JSON.parse(text) as UpMessage;
        const isPlay = message.type === 'command' && /^(act|run-it|show-cards)$/.test(message.command.kind);
        if (isPlay) sent.set(message.commandId, message.command);
        socket.send(text);
      };
      return { send, close: socket.close };
    },
  };
}
