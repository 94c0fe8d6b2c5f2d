/** Ours: the real server, with its database, as `npm start` opens it; only limits are out of the way and nobody's clock runs out. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROTOCOL_VERSION, SUBPROTOCOL } from '@aboveboard/protocol';
import { type Guest, newGuests, newTables, startRoom } from '../../measure/started-room.ts';
import { dial, type WsSocket } from '../peers.ts';
import { SEATS } from '../plan.ts';
import type { Ears, PlayingSeat, RoomSide } from '../side.ts';
import { FRAME, takeSeat } from './seat.ts';

const SETTINGS = {
  ...{ ABOVEBOARD_TURN_MS: '600000', ABOVEBOARD_TIME_BANK_MS: '0', ABOVEBOARD_REJOIN_MS: '3600000' },
  ...{ ABOVEBOARD_BETWEEN_HANDS_MS: '100', ABOVEBOARD_STOP_WAIT_MS: '0' },
};

export function aboveboardSide(): RoomSide {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-bench-'));
  let hall: Guest[] = [];
  return {
    name: 'aboveboard',
    async prepare(count) {
      const room = await startRoom(SETTINGS, folder);
      hall = await newGuests(room.url, count);
      await room.stop();
    },
    async start(tables) {
      const room = await (tables === 0 ? startRoom(SETTINGS, folder) : startRoom(SETTINGS));
      const owners = tables === 0 ? [] : await newGuests(room.url, tables);
      const ids = await newTables(room.url, owners, SEATS, 1);
      const url = `${room.url.replace('http', 'ws')}/ws`;
      return {
        pid: room.pid,
        enterHall: async (n, onClosed) => {
          const socket = await greeted(url, hall[n]?.token ?? '', onClosed);
          return { close: () => socket.terminate() };
        },
        enterTable: async (table, n, ears) => {
          const [guest] = await newGuests(room.url, 1);
          const [tableId = '', { token = '' } = {}] = [ids[table], guest];
          return n < SEATS ? takeSeat({ url, token, tableId, seat: n, ears }) : onRail(url, { token }, tableId, ears);
        },
        stop: room.stop,
      };
    },
    end: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Connected, and everything has come that comes by itself. */
function greeted(url: string, token: string, onClosed: () => void, onText?: (text: string) => void): Promise<WsSocket> {
  return new Promise((resolve, reject) => {
    const socket = dial(url, [SUBPROTOCOL]);
    socket.on('open', () => {
      const client = { name: 'bench', version: '1' };
      socket.send(JSON.stringify({ type: 'hello', protocol: PROTOCOL_VERSION, token, client }));
    });
    socket.on('message', (data) => {
      const text = data.toString();
      if (text.startsWith('{"type":"ping"')) pong(socket, text);
      if (text.startsWith('{"type":"wallet"')) resolve(socket); // comes after `welcome`
      onText?.(text);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      onClosed();
      reject(new Error('the socket was closed before its greeting'));
    });
  });
}

function pong(socket: WsSocket, text: string): void {
  const { n } = JSON.parse(text) as { n: number };
  socket.send(JSON.stringify({ type: 'pong', n }));
}

/** A railbird: hears, and says nothing. */
async function onRail(url: string, { token }: Pick<Guest, 'token'>, tableId: string, ears: Ears): Promise<PlayingSeat> {
  let isThere: () => void = () => undefined;
  const there = new Promise<void>((resolve) => {
    isThere = resolve;
  });
  const socket = await greeted(url, token, ears.onClosed, (text) => {
    if (text.startsWith(FRAME)) ears.onEvent(text.length);
    else if (text.startsWith('{"type":"snapshot"')) isThere();
  });
  socket.send(JSON.stringify({ type: 'subscribe', tableId }));
  await there;
  const nothing = (): void => undefined;
  return { ask: nothing, wish: nothing, play: nothing, rest: nothing, close: () => socket.terminate() };
}
