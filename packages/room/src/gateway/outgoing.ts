/**
 * Frames on their way out, several in one write: a write costs more than the frame in it. Players get theirs as soon as everything is
 * handled that came from the shards in one piece, such as a call, the flop and the next turn. Those who only look on wait a moment longer:
 * at a final table with a thousand of them, that is a tenth of the writes. Whoever sits down gets what was held at once.
 */
import type { Timer } from '@aboveboard/kit';
import { type Client, deliver } from './client.ts';
import type { GatewayPorts } from './ports.ts';

export interface Outgoing {
  /** For a player: goes out with `flush`. */
  now(client: Client, text: string): void;
  /** For a spectator: goes out within a moment. */
  soon(client: Client, text: string): void;
  /** Sends what players wait for; to be called when everything at hand is handled. */
  flush(): void;
  stop(): void;
}

/** Held no longer than this many frames, so that a moment of much play counts as no slow reader. */
const MOST_HELD = 32;

export function createOutgoing(ports: GatewayPorts): Outgoing {
  const players = new Set<Client>();
  const spectators = new Set<Client>();
  let timer: Timer | null = null;
  const send = (clients: Set<Client>): void => {
    for (const client of clients) if (client.held.length > 0) deliver(ports, client);
    clients.clear();
  };
  const hold = (client: Client, text: string, clients: Set<Client>): void => {
    if (client.held.push(text) >= MOST_HELD) deliver(ports, client);
    else clients.add(client);
  };
  return {
    now: (client, text) => hold(client, text, players),
    soon: (client, text) => {
      hold(client, text, spectators);
      timer ??= ports.scheduler.after(ports.config.spectatorMs, () => {
        timer = null;
        send(spectators);
      });
    },
    flush: () => send(players),
    stop: () => timer?.cancel(),
  };
}
