/**
 * A gateway that goes while the room stays: it takes nobody in any more, and those who are here move to other gateways, one after the
 * other over the time there is, so that nobody meets a crowd at the next door. A connection on its way out is served to its end.
 */
import { type Client, deliver, end } from './client.ts';
import type { GatewayPorts } from './ports.ts';

/** Tells each connection when it ends, a moment of its own within `withinMs`; resolves when the last one has ended. */
export async function moveAll(ports: GatewayPorts, clients: readonly Client[], withinMs: number): Promise<void> {
  await Promise.all(clients.map((client) => move(ports, client, Math.floor(fraction(ports) * withinMs))));
}

function move(ports: GatewayPorts, client: Client, afterMs: number): Promise<void> {
  if (client.phase === 'open') deliver(ports, client, JSON.stringify({ type: 'notice', code: 'MOVE', afterMs }));
  return new Promise((resolve) => {
    ports.scheduler.after(afterMs, () => {
      endMoved(ports, client);
      resolve();
    });
  });
}

export function endMoved(ports: GatewayPorts, client: Client): void {
  end(ports, client, 'RESTARTING', 'This gateway goes; reconnect to another.');
}

/** A number in [0, 1). */
function fraction({ random }: GatewayPorts): number {
  const [a = 0, b = 0] = random.bytes(2);
  return (a * 256 + b) / 65_536;
}
