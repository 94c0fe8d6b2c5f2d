/** The side of bare `ws`. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { dial, type WsSocket } from '../peers.ts';
import type { PeerSide } from '../side.ts';
import { startChild } from './child-server.ts';
import type { Hello } from './wire.ts';

export function bareWsSide(): PeerSide {
  return {
    name: 'ws',
    prepare: async () => undefined,
    end: async () => undefined,
    async start() {
      const { pid, port, stop } = await startChild(join(import.meta.dirname, 'ws-server.ts'));
      const url = `ws://127.0.0.1:${port}/`;
      return {
        ...{ pid, stop, parts: { server: [pid] } },
        enterHall: async (_, onClosed) => {
          const socket = await welcomed(url, { type: 'hello', table: null }, onClosed);
          return { close: () => socket.terminate() };
        },
        enterTable: async (table, _, ears) => {
          const socket = await welcomed(url, { type: 'hello', table }, ears.onClosed, (text) => {
            if (text.startsWith('{"type":"frame"')) ears.onEvent(text.length);
            else if (text.startsWith('{"type":"ack"')) ears.onAck();
          });
          return {
            tell: (events, text) => socket.send(JSON.stringify({ type: 'command', commandId: randomUUID(), events, text })),
            close: () => socket.terminate(),
          };
        },
      };
    },
  };
}

function welcomed(url: string, hello: Hello, onClosed: () => void, onText?: (text: string) => void): Promise<WsSocket> {
  return new Promise((resolve, reject) => {
    const socket = dial(url);
    socket.on('open', () => socket.send(JSON.stringify(hello)));
    socket.on('message', (data) => {
      const text = data.toString();
      if (text.startsWith('{"type":"welcome"')) resolve(socket);
      else onText?.(text);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      onClosed();
      reject(new Error('the socket was closed before its greeting'));
    });
  });
}
