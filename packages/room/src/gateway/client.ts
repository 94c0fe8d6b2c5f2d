/** One connection and what the gateway remembers of it: nothing that a reconnect would miss. */

import type { Timer } from '@aboveboard/kit';
import { CLOSE_CODES, type CloseReason, type DownMessage } from '@aboveboard/protocol';
import type { Principal } from '@aboveboard/storage';
import type { UnderWay } from './commands.ts';
import type { Connection } from './connection.ts';
import type { GatewayPorts } from './ports.ts';
import type { TableGate } from './table-gate.ts';

export interface Client {
  readonly id: string;
  readonly connection: Connection;
  /** The session that came with the upgrade, for browsers. */
  readonly cookieToken: string | null;
  phase: 'greeting' | 'authenticating' | 'open' | 'closed';
  /** Frames that came while the session was looked up. */
  readonly early: string[];
  token: string | null;
  principal: Principal | null;
  readonly gates: Map<string, TableGate>;
  /** Commands that no answer has come for, by `commandId`, in the order they came. */
  readonly underWay: Map<string, UnderWay>;
  /** A spectator's frames that wait for the next sending. */
  held: string[];
  watchesLobby: boolean;
  /** Live frames sent since the buffer was last seen empty. */
  queuedFrames: number;
  timer: Timer | null;
  readonly pings: Map<number, number>; // number → sent at
  lastPing: number;
  rttMs: number | null;
}

export function newClient(id: string, connection: Connection, cookieToken: string | null): Client {
  return {
    id,
    connection,
    cookieToken,
    phase: 'greeting',
    early: [],
    token: null,
    principal: null,
    gates: new Map(),
    underWay: new Map(),
    held: [],
    watchesLobby: false,
    queuedFrames: 0,
    timer: null,
    pings: new Map(),
    lastPing: 0,
    rttMs: null,
  };
}

/** Answers to what the client asked, in one write: as many as it asked for, so they cut nobody off. They overtake no frame. */
export function answer(client: Client, ...messages: readonly DownMessage[]): void {
  if (client.phase === 'closed') return;
  client.connection.send([...client.held.splice(0), ...messages.map((message) => JSON.stringify(message))]);
}

/**
 * Live frames, serialised already. A reader whose buffer holds too much is cut off instead, so that nobody waits for it; it may
 * resume from its last position.
 *
 * Frames are counted from when the buffer was last empty: a burst that the network takes at once is no queue.
 */
export function deliver(ports: GatewayPorts, client: Client, ...texts: readonly string[]): void {
  if (client.phase === 'closed') return;
  const frames = client.held.length === 0 ? texts : [...client.held.splice(0), ...texts];
  const bytes = client.connection.bufferedBytes();
  client.queuedFrames = bytes === 0 ? 0 : client.queuedFrames + frames.length;
  const { queuedFrames, queuedBytes } = ports.config;
  if (client.queuedFrames > queuedFrames || bytes > queuedBytes) {
    end(ports, client, 'SLOW_READER', 'You read too slowly; reconnect and resume.');
    return;
  }
  client.connection.send(frames);
}

/** Ends a connection: an `error` frame says why, the close code says it again. */
export function end(ports: GatewayPorts, client: Client, reason: CloseReason, message: string): void {
  if (client.phase === 'closed') return;
  answer(client, { type: 'error', code: reason, message });
  client.phase = 'closed';
  client.timer?.cancel();
  ports.events.closed(client.id, reason);
  client.connection.close(CLOSE_CODES[reason], reason);
}
