/** Heartbeats: a ping at every beat, the round trip from its pong, and the end after three that nobody answered. */
import type { Timer } from '@aboveboard/kit';
import { answer, type Client, deliver, end } from './client.ts';
import type { GatewayPorts } from './ports.ts';

const MISSED_BEATS = 3;
const SWEEP_MS = 60_000;

export function startHeartbeat(ports: GatewayPorts, client: Client): void {
  client.timer?.cancel();
  client.timer = ports.scheduler.after(ports.config.heartbeatMs, () => beat(ports, client));
}

function beat(ports: GatewayPorts, client: Client): void {
  if (client.phase === 'closed') return;
  if (client.pings.size >= MISSED_BEATS) {
    end(ports, client, 'TOO_QUIET', 'No pong came within three heartbeats.');
    return;
  }
  const n = ++client.lastPing;
  const serverTimeMs = ports.clock.nowMs();
  client.pings.set(n, serverTimeMs);
  deliver(ports, client, JSON.stringify({ type: 'ping', n, serverTimeMs, rttMs: client.rttMs }));
  startHeartbeat(ports, client);
}

/**
 * A pong nobody asked for is passed over: it may answer a ping that a slow network brought twice.
 *
 * @returns whether the round trip was measured anew
 */
export function onPong(ports: GatewayPorts, client: Client, n: number): boolean {
  const sentAtMs = client.pings.get(n);
  if (sentAtMs === undefined) return false;
  for (const earlier of client.pings.keys()) if (earlier <= n) client.pings.delete(earlier);
  client.rttMs = Math.max(0, ports.clock.nowMs() - sentAtMs);
  return true;
}

/** For frames that have no answer of their own. */
export function slowDown(client: Client, afterMs: number): void {
  answer(client, { type: 'notice', code: 'SLOW_DOWN', afterMs });
}

/** Runs `sweep` once a minute until it is cancelled. */
export function startSweeping(ports: GatewayPorts, sweep: () => void): Timer {
  let timer: Timer;
  const again = (): void => {
    timer = ports.scheduler.after(SWEEP_MS, () => {
      sweep();
      again();
    });
  };
  again();
  return { cancel: () => timer.cancel() };
}
