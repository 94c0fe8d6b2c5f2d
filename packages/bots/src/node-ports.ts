/** The SDK's ports under Node: Node's own WebSocket, the machine's clock, the operating system's randomness, memory for storage. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { ClientPorts, ConnectSocket } from '@aboveboard/client';

const connect: ConnectSocket = (url, subprotocol, handlers) => {
  const socket = new WebSocket(url, subprotocol);
  socket.addEventListener('open', () => handlers.onOpen());
  socket.addEventListener('message', ({ data }) => typeof data === 'string' && handlers.onMessage(data));
  socket.addEventListener('error', () => undefined); // `close` follows, and says all that is needed
  socket.addEventListener('close', ({ code, reason }) => handlers.onClose(code, reason));
  return {
    send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text),
    close: (code, reason) => socket.close(code, reason),
  };
};

/** Ports of one client. What it keeps is gone with the process: give a client that contributes a storage of its own instead. */
export function nodePorts(): ClientPorts {
  const kept = new Map<string, string>();
  return {
    connect,
    clock: { nowMs: () => Date.now() },
    scheduler: {
      after(delayMs, task) {
        const timer = setTimeout(task, delayMs);
        return { cancel: () => clearTimeout(timer) };
      },
    },
    random: { bytes: (length) => Uint8Array.from(randomBytes(length)) },
    ids: { uuid: () => randomUUID() },
    storage: { get: (key) => kept.get(key) ?? null, set: (key, value) => void kept.set(key, value) },
  };
}
