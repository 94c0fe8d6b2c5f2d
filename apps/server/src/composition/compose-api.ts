/** What REST and the house's own bots ask, in whichever process. */
import {
  type ApiPorts,
  type Cashier,
  type ChipRules,
  createGatewayCrier,
  createRemoteDesk,
  createSealedHands,
  DEFAULT_SHARD_CONFIG,
  deskOf,
  type GatewayCrier,
  type OwnerWatch,
  type RemoteDesk,
  type Sessions,
  type Shard,
} from '@aboveboard/room';
import type { ServerConfig } from '../config/settings.ts';
import { nodeAead } from '../keys/node-aead.ts';
import { type Ground, isRole } from './ground.ts';

export interface ApiNeeds {
  readonly sessions: Sessions;
  readonly cashier: Cashier;
  readonly owners: OwnerWatch;
  /** The one of this process, where that is the whole room. */
  readonly shard: Shard | null;
}

export interface ComposedApi {
  readonly api: ApiPorts;
  readonly crier: GatewayCrier;
  /** Null where the tables are in this process, or no REST is. */
  readonly desk: RemoteDesk | null;
}

/** A new table opens at the next look of a shard, which is told besides; a hand may take minutes, so a close is not always waited for. */
const OPEN_WITHIN_MS = 10_000;
const CLOSE_WITHIN_MS = 30_000;

export function composeApi(ground: Ground, { sessions, cashier, owners, shard }: ApiNeeds): ComposedApi {
  const { config, os, db, messaging, roomKeys, fairness, logger } = ground;
  const { streams, leases } = messaging;
  const failed = (err: unknown): void => logger.warn({ err }, 'the rest of the room could not be told');
  const crier = createGatewayCrier({ streams, leases, failed });
  const desk =
    config.roles === undefined && shard !== null
      ? null
      : createRemoteDesk({
          ...os,
          ...{ db, streams, leases, owners, failed },
          deskId: `${ground.name}-desk`,
          leaseMs: config.leaseMs,
          renewMs: ground.renewMs,
          waitListLimit: DEFAULT_SHARD_CONFIG.waitListLimit,
          openWithinMs: OPEN_WITHIN_MS,
          closeWithinMs: CLOSE_WITHIN_MS,
        });
  const api: ApiPorts = {
    ...os,
    ...{ db, sessions, cashier, fairness },
    tables: desk ?? deskOf(shard as Shard),
    chips: chipRules(config),
    sealedHands: createSealedHands({ aead: nodeAead, keyRing: roomKeys.keys.ring }),
    tableTimes: { turnMs: config.turnMs, timeBankMs: config.timeBankMs, rejoinMs: config.rejoinMs },
    walletChanged: (playerId, wallet) => crier.tell({ kind: 'wallet', playerId, ...wallet }),
    endConnections: (principalId) => void crier.tell({ kind: 'principal-ended', principalId }),
  };
  return { api, crier, desk: isRole(config, 'api') ? desk : null };
}

function chipRules(config: ServerConfig): ChipRules {
  return {
    transferMost: config.transferMost,
    transferMostPerDay: config.transferMostPerDay,
    approvalMs: config.approvalMs,
    bonusPerDay: config.bonusPerDay,
    freeroll: { perPlayer: config.freerollChips, holdsBelow: config.freerollBelow, perRoom: config.freerollPerDay },
  };
}
