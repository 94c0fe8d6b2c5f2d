/** The way to the shards. What may be lost is answered at once; what may not, such as a departure, is sent again. */

import { assert } from '@aboveboard/kit';
import type { Principal } from '@aboveboard/storage';
import { type ShardRequest, type Speaker, shardStream } from '../messages.ts';
import type { Client } from './client.ts';
import type { GatewayPorts } from './ports.ts';

const RETRY_MS = 200;
const RETRIES = 50;

/** `full`: the shard has too much to do, nothing was sent. `unknown`: it may have been sent. */
export type Handed = 'taken' | 'full' | 'unknown';

/** Hands a request over. */
export async function request(ports: GatewayPorts, shardId: string, message: ShardRequest): Promise<Handed> {
  try {
    return (await ports.streams.append(shardStream(shardId), [JSON.stringify(message)])).ok ? 'taken' : 'full';
  } catch (error) {
    ports.events.failed(`a request of kind ${message.kind}`, error);
    return 'unknown';
  }
}

/** For what the shard must hear of in the end, such as that somebody has left. */
export async function requestUntilTaken(
  ports: GatewayPorts,
  shardId: string,
  message: ShardRequest,
  tries = RETRIES,
): Promise<void> {
  if ((await request(ports, shardId, message)) === 'taken') return;
  if (tries > 0) ports.scheduler.after(RETRY_MS, () => void requestUntilTaken(ports, shardId, message, tries - 1));
  else ports.events.failed(`a request of kind ${message.kind}`, new Error('given up'));
}

/** Whom a shard hears, and where it answers. */
export function speaking(
  ports: GatewayPorts,
  client: Client,
  ask?: number,
): Pick<Extract<ShardRequest, { kind: 'attach' }>, 'from' | 'speaker'> {
  assert(client.principal, 'only a connection with a session speaks to shards');
  const from = { gatewayId: ports.config.gatewayId, connectionId: client.id, ...(ask === undefined ? {} : { ask }) };
  return { from, speaker: speakerOf(client.principal) };
}

function speakerOf({ id, name, kind }: Principal): Speaker {
  return { playerId: id, name, isBot: kind === 'bot' };
}
