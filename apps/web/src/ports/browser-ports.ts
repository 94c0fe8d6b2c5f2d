/**
 * The SDK's ports as a browser has them. Nothing here needs a secure context: a host on a LAN serves plain HTTP, where
 * `crypto.subtle` and `crypto.randomUUID` are missing but `crypto.getRandomValues` is not.
 */
import type { ClientPorts, ConnectSocket, KeyValueStorage } from '@aboveboard/client';
import type { Clock, Ids, Random, Scheduler } from '@aboveboard/kit';

const clock: Clock = { nowMs: () => Date.now() };

export const browserScheduler: Scheduler = {
  after(delayMs, task) {
    const handle = window.setTimeout(task, delayMs);
    return { cancel: () => window.clearTimeout(handle) };
  },
};

const random: Random = { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) };

const ids: Ids = { uuid: () => uuidFrom(random.bytes(16)) };

/** A version 4 UUID from 16 random bytes (RFC 9562, 5.4). */
export function uuidFrom(bytes: Uint8Array): string {
  const set = Uint8Array.from(bytes);
  set[6] = ((set[6] ?? 0) & 0x0f) | 0x40;
  set[8] = ((set[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(set, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const connect: ConnectSocket = (url, subprotocol, handlers) => {
  const socket = new WebSocket(url, subprotocol);
  socket.addEventListener('open', () => handlers.onOpen());
  socket.addEventListener('message', (message) => typeof message.data === 'string' && handlers.onMessage(message.data));
  socket.addEventListener('close', (end) => handlers.onClose(end.code, end.reason));
  return {
    send: (text) => socket.readyState === WebSocket.OPEN && socket.send(text),
    close: (code, reason) => socket.close(code, reason),
  };
};

/**
 * `localStorage`, or a store for this visit only where the browser forbids it. Losing it costs nothing but the memory of which
 * hands were revealed, and a fresh visit contributes under a fresh pseudonym anyway.
 */
export function deviceStorage(): KeyValueStorage {
  try {
    const store = window.localStorage;
    store.setItem('aboveboard:probe', '1');
    store.removeItem('aboveboard:probe');
    return {
      get: (key) => store.getItem(key),
      set(key, value) {
        try {
          store.setItem(key, value);
        } catch {} // full: what is new lasts for this visit at best, and the SDK copes with that
      },
    };
  } catch {
    const kept = new Map<string, string>();
    return {
      get: (key) => kept.get(key) ?? null,
      set: (key, value) => void kept.set(key, value),
    };
  }
}

export function browserPorts(): ClientPorts {
  return { connect, clock, scheduler: browserScheduler, random, ids, storage: deviceStorage() };
}

/** Where the WebSocket is, seen from the page. */
export function socketUrl(page: { readonly protocol: string; readonly host: string } = window.location): string {
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/ws`;
}
