/** What a gateway is given. */
import type { Clock, Ids, Random, Scheduler } from '@aboveboard/kit';
import type { Principal } from '@aboveboard/storage';
import type { Leases, Streams } from '@aboveboard/streams';
import type { FairnessKeys } from '../api/ports.ts';
import type { Cashier } from '../cashier/cashier.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { GatewayConfig } from './config.ts';
import type { Connection } from './connection.ts';

export interface GatewayPorts {
  readonly streams: Streams;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly ids: Ids;
  /** For moments that a crowd must not share. */
  readonly random: Random;
  /** Where the gateway says that it is here. */
  readonly leases: Leases;
  readonly sessions: Sessions;
  readonly cashier: Pick<Cashier, 'wallet'>;
  readonly shards: ShardDirectory;
  /** Asked of each hello, for the room as a whole: milliseconds until another may come from this address, 0 for now. None: it counts alone. */
  readonly arrivals?: (address: string) => Promise<number>;
  readonly fairness: FairnessKeys;
  /** Of the contract in `packages/protocol`, lower-case hex. */
  readonly fingerprint: string;
  readonly config: GatewayConfig;
  readonly events: GatewayEvents;
}

/** Which shards are there and which of them owns a table, as of a moment ago: see `watchOwners`. */
export interface ShardDirectory {
  all(): readonly string[];
  /** Null while nobody owns it, as far as is known. */
  ownerOf(tableId: string): string | null;
  /** Looks now, for whoever cannot wait for the next time. */
  look(): Promise<void>;
  /** A shard has said so itself; an older word than what is known changes nothing. */
  told(tableId: string, shardId: string, epoch: number): void;
  /** Hears of each table that gets another owner, a later epoch of the same one, or none (null). */
  onChange(hear: (tableId: string, owner: string | null) => void): void;
  /** Hears of each shard that comes or goes. */
  onShard(hear: (shardId: string, isHere: boolean) => void): void;
}

/** What an operator wants counted and logged. Never a token, a seed or a card. */
export interface GatewayEvents {
  /** Somebody's session was used, from where. */
  cameIn(principal: Principal, from: Pick<Connection, 'remoteAddress' | 'device'>): void;
  closed(connectionId: string, reason: string): void;
  streamCutOff(): void;
  failed(what: string, error: unknown): void;
}
