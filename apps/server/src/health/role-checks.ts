/** What a process needs to do its work, by the roles it has. */
import type { Gateway, LogRole, OwnerWatch, RemoteDesk, Shard } from '@aboveboard/room';
import type { Db } from '@aboveboard/storage';
import type { Messaging } from '../cluster/messaging.ts';
import type { OsPorts } from '../ports/os-ports.ts';
import type { Work } from '../work/open-work.ts';
import type { Check, Reasons } from './readiness.ts';
import { readiness } from './readiness.ts';
import {
  databaseCheck,
  deskCheck,
  gatewayCheck,
  logCheck,
  logRoleCheck,
  messagingCheck,
  redisCheck,
  schedulerCheck,
  shardCheck,
  workerCheck,
} from './room-checks.ts';

export interface CheckedParts {
  readonly db: Db;
  readonly messaging: Messaging;
  readonly owners: OwnerWatch;
  /** Null where the process is not that. */
  readonly shard: Shard | null;
  readonly gateway: Gateway | null;
  readonly desk: RemoteDesk | null;
  readonly logRole: LogRole | null;
  readonly work: Work | null;
  /** Jobs run here. */
  readonly isWorker: boolean;
}

export function readinessOf(parts: CheckedParts, { clock, scheduler }: OsPorts): () => Promise<Reasons> {
  return readiness(checksOf(parts, clock), scheduler);
}

function checksOf(parts: CheckedParts, clock: OsPorts['clock']): Check[] {
  const { db, messaging, owners, shard, gateway, desk, logRole, work, isWorker } = parts;
  const isPart = messaging.redis !== null;
  return [
    ...(shard ? [shardCheck(shard)] : []),
    databaseCheck(db),
    ...(!isPart || logRole ? [logCheck(db)] : []),
    ...(messaging.redis ? [messagingCheck(messaging.redis)] : []),
    ...(logRole ? [logRoleCheck(logRole)] : []),
    ...(isPart && gateway ? [gatewayCheck(gateway, owners)] : []),
    ...(desk ? [deskCheck(desk)] : []),
    ...(work?.redis ? [redisCheck(work.redis)] : []),
    ...(work && isWorker ? [workerCheck(work.worker.health, clock), schedulerCheck(work.worker.health, clock)] : []),
  ];
}
