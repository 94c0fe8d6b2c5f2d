/**
 * What the SDK asks of the place it runs in. It never reaches for a socket, a clock or a disk of its own, so the same code
 * runs in a browser, under Node and on the virtual time of a simulation.
 */
import type { Clock, Ids, Random, Scheduler } from '@aboveboard/kit';

/** An open or opening socket. After `onClose` nothing more is called, and `send` and `close` do nothing. */
export interface Socket {
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

export interface SocketHandlers {
  onOpen(): void;
  /** One text frame. */
  onMessage(text: string): void;
  /** Called once, also when the socket never opened; `code` as in RFC 6455, 1006 for a lost connection. */
  onClose(code: number, reason: string): void;
}

/** Opens a WebSocket to `url` with `subprotocol`; never throws: what goes wrong arrives at `onClose`. */
export type ConnectSocket = (url: string, subprotocol: string, handlers: SocketHandlers) => Socket;

/**
 * A few small texts kept on this device, such as `localStorage`; a write is durable when `set` returns. None of these throws: where
 * nothing can be kept, an adapter keeps it in memory.
 */
export interface KeyValueStorage {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

export interface ClientPorts {
  readonly connect: ConnectSocket;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** Must be the system's own: the seeds that cut the deck come from here. */
  readonly random: Random;
  readonly ids: Ids;
  readonly storage: KeyValueStorage;
}
