/**
 * Waits for `hello`. The time there is for it is counted in steps, and a step that comes late counts once: while the gateway itself is
 * behind, as in a storm of connections, it cannot have heard what somebody said. Whoever has said it is not waited for any more, however
 * long it takes to look up the session.
 */
import { type Client, end } from './client.ts';
import type { GatewayPorts } from './ports.ts';

export interface HelloWait {
  /** From now on. */
  begin(client: Client): void;
  stop(): void;
}

const STEPS = 20;

export function createHelloWait(ports: GatewayPorts): HelloWait {
  const { scheduler, config } = ports;
  /** Connections in the order they came, and the step at which each has had its time. */
  const waiting = new Map<Client, number>();
  let step = 0;
  let isTicking = false;
  let isStopped = false;

  const tickLater = (): void => {
    if (isTicking || isStopped || waiting.size === 0) return;
    isTicking = true;
    scheduler.after(config.helloMs / STEPS, () => {
      isTicking = false;
      step += 1;
      for (const [client, untilStep] of waiting) review(client, untilStep);
      tickLater();
    });
  };
  const review = (client: Client, untilStep: number): void => {
    if (client.phase === 'greeting' && step < untilStep) return;
    waiting.delete(client);
    if (client.phase === 'greeting') end(ports, client, 'TOO_QUIET', `No hello came within ${config.helloMs} ms.`);
  };
  return {
    begin: (client) => {
      waiting.set(client, step + STEPS + (isTicking ? 1 : 0)); // part of the step under way is over
      tickLater();
    },
    stop: () => {
      isStopped = true;
      waiting.clear();
    },
  };
}
