/** One WebSocket as the gateway's `Connection`. */

import type { Duplex } from 'node:stream';
import type { Connection } from '@aboveboard/room';
import type { WebSocket } from 'ws';

/** A reader that does not even take the closing frame is cut off after this. */
const CLOSE_WITHIN_MS = 2_000;

let lastText = '';
let lastBytes = Buffer.alloc(0);

/** A frame goes to all who see the same, one after the other: it is encoded for the first of them. */
function bytesOf(text: string): Buffer {
  if (text !== lastText) {
    lastText = text;
    lastBytes = Buffer.from(text);
  }
  return lastBytes;
}

/** @param line what the socket runs over */
export function wsConnection(socket: WebSocket, line: Duplex, remoteAddress: string, device: string): Connection {
  return {
    remoteAddress,
    device,
    send: (texts) => {
      if (socket.readyState !== socket.OPEN) return;
      line.cork(); // several frames in one packet
      for (const text of texts) socket.send(bytesOf(text), { binary: false });
      line.uncork();
    },
    close: (code, reason) => {
      if (socket.readyState === socket.CLOSED) return;
      socket.close(code, reason);
      const timer = setTimeout(() => socket.terminate(), CLOSE_WITHIN_MS);
      socket.once('close', () => clearTimeout(timer));
    },
    bufferedBytes: () => socket.bufferedAmount,
  };
}
