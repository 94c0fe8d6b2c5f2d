/**
 * The desk of a room of many processes: hears of tables as a gateway does, and asks shards through their streams.
 *
 * A table is made by its row in the database, and some shard finds it; it is closed by whoever has it, and its row says when that is done.
 * So nothing is lost with a shard that is asked and dies: the next one is asked again.
 */
import type { Clock, Ids, Random, Scheduler } from '@aboveboard/kit';
import { type Db, findHand, findTable, type HandRecord } from '@aboveboard/storage';
import type { Leases, StreamEntry, Streams, Subscription } from '@aboveboard/streams';
import { lobbyLines } from '../gateway/lobby-lines.ts';
import { keepPresence, type Presence } from '../gateway/presence.ts';
import type { OwnerWatch } from '../gateway/watch-owners.ts';
import { type GatewayResponse, gatewayStream, type ShardRequest, shardStream } from '../messages.ts';
import { makeTable } from '../table/make-table.ts';
import { seatsInDatabase, type TableDesk } from './table-desk.ts';

export interface RemoteDeskPorts {
  readonly db: Db;
  readonly streams: Streams;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly ids: Ids;
  readonly random: Random;
  /** Started and stopped by whoever made it. */
  readonly owners: OwnerWatch;
  /** One process in one life; it is `gateway:<deskId>` among the leases, so that shards know it is here. */
  readonly deskId: string;
  readonly leaseMs: number;
  readonly renewMs: number;
  readonly waitListLimit: number;
  /** How long a new table may take to open, and one that is closed to play its hand out, before the caller goes on. */
  readonly openWithinMs: number;
  readonly closeWithinMs: number;
  /** Hears of what went wrong; the desk goes on. */
  readonly failed: (error: unknown) => void;
}

export interface RemoteDesk extends TableDesk {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Whether it hears shards. */
  isHealthy(): boolean;
}

type AboutTable = Extract<ShardRequest, { readonly kind: 'close-table' | 'reopen-table' }>;

const LOOK_MS = 50;
const ASK_AGAIN_MS = 2_000;
const LISTEN_AGAIN_MS = 500;

export function createRemoteDesk(ports: RemoteDeskPorts): RemoteDesk {
  const { db, streams, clock, scheduler, owners, deskId, failed } = ports;
  const stream = gatewayStream(deskId);
  const lines = lobbyLines();
  let subscription: Subscription | null = null;
  let presence: Presence | null = null;
  let isStopped = false;

  const ask = async (shardId: string, request: ShardRequest): Promise<void> => {
    const sent = await streams.append(shardStream(shardId), [JSON.stringify(request)]);
    if (!sent.ok) throw new Error(`shard ${shardId} takes no request: ${sent.error}`);
  };
  const askAll = (request: ShardRequest): Promise<unknown> =>
    Promise.all(owners.all().map((shardId) => ask(shardId, request).catch(failed)));
  const hear = async (entries: readonly StreamEntry[]): Promise<void> => {
    for (const { payload } of entries) take(JSON.parse(payload) as GatewayResponse);
    const last = entries.at(-1);
    if (last) await streams.trim(stream, last.cursor);
  };
  const take = (response: GatewayResponse): void => {
    if (response.kind === 'owner') owners.told(response.tableId, response.shardId, response.epoch);
    if (response.kind === 'lobby') lines.take(response);
  };
  const listen = async (): Promise<void> => {
    if (isStopped) return;
    subscription = streams.subscribe(stream, await streams.tail(stream), {
      onEntries: hear,
      onEnd: (reason) => {
        subscription = null;
        failed(reason.code === 'CUT_OFF' ? new Error('the desk fell behind its stream') : reason.error);
        listenSoon();
      },
    });
    await askAll({ kind: 'listen', gatewayId: deskId });
  };
  const listenSoon = (): void => void scheduler.after(LISTEN_AGAIN_MS, () => void listen().catch(listenAgain));
  const listenAgain = (error: unknown): void => {
    failed(error);
    listenSoon();
  };
  const pause = (ms: number): Promise<void> => new Promise((resolve) => scheduler.after(ms, resolve));
  const untilSo = async (isSo: () => Promise<boolean>, everyMs: number, withinMs: number): Promise<void> => {
    const untilMs = clock.nowMs() + withinMs;
    while (!isStopped && !(await isSo()) && clock.nowMs() < untilMs) await pause(everyMs);
  };

  /** Whoever has the table is asked, again and again, as it may change hands. */
  const askOwnerUntil = async (request: AboutTable, isDone: () => Promise<boolean>): Promise<void> => {
    let askedMs = Number.NEGATIVE_INFINITY;
    const askAndLook = async (): Promise<boolean> => {
      const owner = owners.ownerOf(request.tableId);
      if (owner !== null && clock.nowMs() - askedMs >= ASK_AGAIN_MS) {
        askedMs = clock.nowMs();
        await ask(owner, request).catch(failed);
      }
      return isDone();
    };
    await untilSo(askAndLook, LOOK_MS, ports.closeWithinMs);
  };

  owners.onShard((shardId, isHere) => {
    if (isHere && subscription) void ask(shardId, { kind: 'listen', gatewayId: deskId }).catch(failed);
  });
  return {
    start: async () => {
      const times = { ttlMs: ports.leaseMs, renewMs: ports.renewMs };
      const onBack = (): void => void askAll({ kind: 'listen', gatewayId: deskId }); // shards may have forgotten it
      presence = keepPresence({ ...ports, ...times, holder: deskId, onBack }, `gateway:${deskId}`);
      await listen();
    },
    async stop() {
      isStopped = true;
      subscription?.unsubscribe();
      await askAll({ kind: 'unlisten', gatewayId: deskId });
      await presence?.end().catch(failed);
    },
    isHealthy: () => subscription !== null && owners.all().length > 0,
    async create(table) {
      const made = await makeTable(ports, table, ports.waitListLimit);
      await askAll({ kind: 'tables-changed' });
      const isOpen = async (): Promise<boolean> => owners.all().length === 0 || owners.ownerOf(made.settings.tableId) !== null;
      await untilSo(isOpen, LOOK_MS, ports.openWithinMs);
      return made;
    },
    close: (tableId) =>
      askOwnerUntil({ kind: 'close-table', tableId }, async () => (await findTable(db.reader, tableId))?.closedMs !== null),
    reopen: (tableId, handNo) =>
      askOwnerUntil({ kind: 'reopen-table', tableId }, async () => isOver(await findHand(db.reader, { tableId, handNo }))),
    lobby: () => lines.all(),
    seatedAt: (playerId) => seatsInDatabase(db, playerId),
  };
}

function isOver(hand: HandRecord | null): boolean {
  return hand?.status === 'ended' || hand?.status === 'void';
}
