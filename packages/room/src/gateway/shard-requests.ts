/** Requests to the shards. What may be lost is answered at once; what may not, such as a departure, is sent again. */

import { assert } from '@aboveboard/kit';
import type { Position, WireRefusal } from '@aboveboard/protocol';
import type { Principal } from '@aboveboard/storage';
import { type ShardRequest, type Speaker, shardStream } from '../messages.ts';
import { answer, type Client } from './client.ts';
import type { GatewayPorts } from './ports.ts';

const RETRY_MS = 200;
const RETRIES = 50;
export const BUSY: WireRefusal = { code: 'BUSY', detail: { retryAfterMs: 500 } };

/** Hands a request over; false when the shard has too much to do, or there is none. */
export async function request(ports: GatewayPorts, shardId: string | null, message: ShardRequest): Promise<boolean> {
  if (shardId === null) return false;
  try {
    return (await ports.streams.append(shardStream(shardId), [JSON.stringify(message)])).ok;
  } catch (error) {
    ports.events.failed(`a request of kind ${message.kind}`, error);
    return false;
  }
}

/** For what the shard must hear of in the end, such as that somebody has left. */
export async function requestUntilTaken(
  ports: GatewayPorts,
  shardId: string | null,
  message: ShardRequest,
  tries = RETRIES,
): Promise<void> {
  if (await request(ports, shardId, message)) return;
  if (tries > 0) ports.scheduler.after(RETRY_MS, () => void requestUntilTaken(ports, shardId, message, tries - 1));
  else ports.events.failed(`a request of kind ${message.kind}`, new Error('given up'));
}

/** Asks for a table's frames; the gate stays shut until the answer. */
export async function attach(ports: GatewayPorts, client: Client, tableId: string, position: Position | null): Promise<void> {
  const gate = client.gates.get(tableId);
  if (!gate) return;
  gate.asked = position;
  gate.last = null;
  const message: ShardRequest = { kind: 'attach', ...speaking(ports, client), tableId, position, invite: gate.invite };
  const isTaken = await request(ports, ports.shards.ownerOf(tableId), message);
  if (isTaken) return;
  client.gates.delete(tableId);
  answer(client, { type: 'subscription-refused', tableId, refusal: BUSY });
}

export function detach(ports: GatewayPorts, client: Client, tableId: string): void {
  if (!client.gates.delete(tableId)) return;
  void requestUntilTaken(ports, ports.shards.ownerOf(tableId), { kind: 'detach', ...speaking(ports, client), tableId });
}

export function tellRoundTrip(ports: GatewayPorts, client: Client, rttMs: number): void {
  const { from, speaker } = speaking(ports, client);
  for (const tableId of client.gates.keys()) {
    const message: ShardRequest = { kind: 'round-trip', from, tableId, playerId: speaker.playerId, rttMs };
    void request(ports, ports.shards.ownerOf(tableId), message);
  }
}

/** Whom a shard hears, and where it answers. */
export function speaking(
  ports: GatewayPorts,
  client: Client,
): Pick<Extract<ShardRequest, { kind: 'attach' }>, 'from' | 'speaker'> {
  assert(client.principal, 'only a connection with a session speaks to shards');
  return { from: { gatewayId: ports.config.gatewayId, connectionId: client.id }, speaker: speakerOf(client.principal) };
}

function speakerOf({ id, name, kind }: Principal): Speaker {
  return { playerId: id, name, isBot: kind === 'bot' };
}
