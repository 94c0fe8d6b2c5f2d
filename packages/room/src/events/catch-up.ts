/** All that follows from what happened, done now: for a room in which nobody plays. */
import { rateSome } from '../standings/rate-days.ts';
import type { Consumer } from './consumer.ts';
import { type ConsumerPorts, takeSome } from './consumer.ts';
import { publishSome, type RelayPorts } from './relay.ts';

export type CatchUpPorts = Omit<ConsumerPorts & RelayPorts, 'pollMs'>;

/** Tells every event, lets every consumer take them, and rates the days that are over. @throws when the database cannot be had. */
export async function catchUp(ports: CatchUpPorts, consumers: readonly Consumer[]): Promise<void> {
  const withPoll = { ...ports, pollMs: 0 };
  while (await publishSome(withPoll));
  for (const consumer of consumers) while (await takeSome(withPoll, consumer));
  while (await rateSome(ports));
}
