/** One WebSocket as the gateway's `Connection`. */
import type { Connection } from '@aboveboard/room';
import type { WebSocket } from 'ws';

/** A reader that does not even take the closing frame is cut off after this. */
const CLOSE_WITHIN_MS = 2_000;

export function wsConnection(socket: WebSocket, remoteAddress: string, device: string): Connection {
  return {
    remoteAddress,
    device,
    send: (text) => {
      if (socket.readyState === socket.OPEN) socket.send(text);
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
