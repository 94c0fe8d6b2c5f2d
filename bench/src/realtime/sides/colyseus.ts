/** The side of Colyseus: a seat asked for over HTTP, as its own client does it, then the socket; frames as its protocol has them. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { dial, realtimePeers, type WsSocket } from '../peers.ts';
import type { PeerSide } from '../side.ts';
import { startChild } from './child-server.ts';

/** First bytes of its frames. */
const JOIN_ROOM = 10;
const ROOM_DATA = 13;
/** `'frame'` and `'ack'` as they begin a frame of room data. */
const FRAME = Buffer.from([ROOM_DATA, 0xa0 + 5, ...Buffer.from('frame')]);
const ACK = Buffer.from([ROOM_DATA, 0xa0 + 3, ...Buffer.from('ack')]);
const COMMAND = Buffer.from([ROOM_DATA, 0xa0 + 7, ...Buffer.from('command')]);

interface Reservation {
  readonly sessionId: string;
  readonly roomId: string;
  readonly processId: string;
}

export function colyseusSide(): PeerSide {
  return {
    name: 'colyseus',
    prepare: async () => undefined,
    end: async () => undefined,
    async start() {
      const { pid, port, stop } = await startChild(join(import.meta.dirname, 'colyseus-server.ts'));
      const agent = new Agent({ keepAlive: true });
      const { pack } = realtimePeers.load<{ pack(value: object): Buffer }>('msgpackr');
      return {
        ...{ pid, parts: { server: [pid] } },
        stop: async () => {
          agent.destroy();
          await stop();
        },
        enterHall: async (_, onClosed) => {
          const socket = await joined(port, await reserved(agent, port, {}), onClosed);
          return { close: () => socket.terminate() };
        },
        enterTable: async (table, _, ears) => {
          const socket = await joined(port, await reserved(agent, port, { table }), ears.onClosed, (data) => {
            if (data.subarray(0, FRAME.length).equals(FRAME)) ears.onEvent(data.length);
            else if (data.subarray(0, ACK.length).equals(ACK)) ears.onAck();
          });
          return {
            tell: (events, text) => socket.send(Buffer.concat([COMMAND, pack({ commandId: randomUUID(), events, text })])),
            close: () => socket.terminate(),
          };
        },
      };
    },
  };
}

/** A kept connection may be closed by the server just as it is used again: then, and only then, it is asked once more. */
function reserved(agent: Agent, port: number, options: object): Promise<Reservation> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const path = '/matchmake/joinOrCreate/table';
    const call = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (answer) => {
      text(answer).then((body) => {
        if (answer.statusCode === 200) resolve(JSON.parse(body) as Reservation);
        else reject(new Error(`no seat: ${answer.statusCode} ${body}`));
      }, reject);
    });
    call.on('error', (error) => (call.reusedSocket ? reserved(agent, port, options).then(resolve, reject) : reject(error)));
    call.end(JSON.stringify(options));
  });
}

function joined(
  port: number,
  { sessionId, roomId, processId }: Reservation,
  onClosed: () => void,
  onData?: (data: Buffer) => void,
): Promise<WsSocket> {
  return new Promise((resolve, reject) => {
    const socket = dial(`ws://127.0.0.1:${port}/${processId}/${roomId}?sessionId=${sessionId}`);
    socket.on('message', (data) => {
      if (data[0] !== JOIN_ROOM) return onData?.(data);
      socket.send(Uint8Array.of(JOIN_ROOM));
      resolve(socket);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      onClosed();
      reject(new Error('the socket was closed before its greeting'));
    });
  });
}
