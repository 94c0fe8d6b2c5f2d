/** The consumers of this room: what follows from its hands elsewhere. */
import type { Clock } from '@aboveboard/kit';
import { noticesConsumer } from '../notices/notices-consumer.ts';
import { signalsConsumer } from '../signals/signals-consumer.ts';
import { rankingConsumer } from '../standings/ranking-consumer.ts';
import { statsConsumer } from '../stats/stats-consumer.ts';
import { archiveConsumer } from '../work/archive/archive-consumer.ts';
import type { Consumer } from './consumer.ts';

export interface HouseConsumerPorts {
  readonly clock: Clock;
}

/** Each has a name of its own, for good. */
export function houseConsumers(ports: HouseConsumerPorts): readonly Consumer[] {
  return [archiveConsumer, rankingConsumer(ports), statsConsumer(), noticesConsumer(ports), signalsConsumer()];
}
