/**
 * Frames for those who only look on are gathered for a moment and go out together: at a final table with a thousand of them, that is
 * a tenth of the writes. Players never wait, and whoever sits down gets what was held at once.
 */
import type { Timer } from '@aboveboard/kit';
import { type Client, deliver } from './client.ts';
import type { GatewayPorts } from './ports.ts';

export interface Spectators {
  /** Holds a frame for the next sending. */
  hold(client: Client, text: string): void;
  stop(): void;
}

/** Held no longer than this many frames, so that a moment of much play counts as no slow reader. */
const MOST_HELD = 32;

export function createSpectators(ports: GatewayPorts): Spectators {
  const waiting = new Set<Client>();
  let timer: Timer | null = null;
  const flush = (): void => {
    timer = null;
    for (const client of waiting) if (client.held.length > 0) deliver(ports, client);
    waiting.clear();
  };
  return {
    hold: (client, text) => {
      if (client.held.push(text) >= MOST_HELD) return deliver(ports, client);
      waiting.add(client);
      timer ??= ports.scheduler.after(ports.config.spectatorMs, flush);
    },
    stop: () => timer?.cancel(),
  };
}
