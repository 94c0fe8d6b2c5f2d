/** The consumers of this room: what follows from its hands elsewhere. */
import type { Clock } from '@aboveboard/kit';
import type { Consumer } from './consumer.ts';

export interface HouseConsumerPorts {
  readonly clock: Clock;
}

/** Each has a name of its own, for good. */
export function houseConsumers(_ports: HouseConsumerPorts): readonly Consumer[] {
  return [];
}
