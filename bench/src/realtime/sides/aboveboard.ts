/** Ours: the real server, with its database, as `npm start` opens it; only limits are out of the way and nobody's clock runs out. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROTOCOL_VERSION, SUBPROTOCOL } from '@aboveboard/protocol';
import { startCluster } from '../../measure/started-cluster.ts';
import { type Guest, newGuests, newTables, startRoom } from '../../measure/started-room.ts';
import { dial, type WsSocket } from '../peers.ts';
import { SEATS } from '../plan.ts';
import type { Ears, PlayingSeat, RoomSide } from '../side.ts';
import { FRAME, takeSeat } from './seat.ts';

const SETTINGS = {
  ...{ ABOVEBOARD_TURN_MS: '600000', ABOVEBOARD_TIME_BANK_MS: '0', ABOVEBOARD_REJOIN_MS: '3600000' },
  ...{ ABOVEBOARD_BETWEEN_HANDS_MS: '100', ABOVEBOARD_STOP_WAIT_MS: '0' },
};

/** Where thousands of players of the hall are made without a wait for the disk for each; tables keep theirs on it. */
const MEMORY = '/dev/shm';

export function aboveboardSide(): RoomSide {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'aboveboard-bench-'));
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
        ...{ pid: room.pid, parts: { server: [room.pid] } },
        enterHall: async (n, onClosed) => {
          const socket = await greeted(url, hall[n]?.token ?? '', onClosed);
          return { close: () => socket.terminate() };
        },
        enterTable: enterWith(room.url, ids, () => url),
        stop: room.stop,
      };
    },
    end: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Ours as many processes, over Redis and MariaDB: at tables only. */
export function clusterSide(): RoomSide {
  return {
    name: 'cluster',
    prepare: async () => undefined,
    end: async () => undefined,
    async start(tables) {
      const { url, gateways, parts, stop } = await startCluster(SETTINGS);
      const ids = await newTables(url, await newGuests(url, tables), SEATS, 1);
      const socketUrls = gateways.map((gateway) => `${gateway.replace('http', 'ws')}/ws`);
      const enter = enterWith(url, ids, (n) => socketUrls[n % socketUrls.length] ?? '');
      return {
        pid: parts.gateway?.[0] ?? 0,
        parts,
        enterHall: () => Promise.reject(new Error('no hall')),
        enterTable: enter,
        stop,
      };
    },
  };
}

function enterWith(restUrl: string, ids: readonly string[], socketUrl: (n: number) => string) {
  return async (table: number, n: number, ears: Ears): Promise<PlayingSeat> => {
    const [guest] = await newGuests(restUrl, 1);
    const [tableId = '', { token = '' } = {}, url] = [ids[table], guest, socketUrl(n)];
    return n < SEATS ? takeSeat({ url, token, tableId, seat: n, ears }) : onRail(url, { token }, tableId, ears);
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
