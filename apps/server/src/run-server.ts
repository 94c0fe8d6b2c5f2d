/**
 * A room in one process, or the roles of one that a process has: opens what it stands on, brings the tables back, and listens. `stop` takes it
 * down in order.
 */
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { DEFAULT_GATEWAY_CONFIG, type FailPoints, firstOperator, noFailPoints, renewOperator } from '@aboveboard/room';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { ChosenOne } from './cluster/chosen-one.ts';
import { inTurn } from './cluster/in-turn.ts';
import { isRole } from './composition/ground.ts';
import { composeRoles, type Roles } from './composition.ts';
import { ConfigError } from './config/load-config.ts';
import { listenFault } from './config/machine/port.ts';
import type { ServerConfig } from './config/settings.ts';
import { openControlSocket } from './control/control-socket.ts';
import { openOperator } from './control/open-operator.ts';
import { takeFolder } from './database/data-folder.ts';
import type { Reasons } from './health/readiness.ts';
import { readinessOf } from './health/role-checks.ts';
import { openHouseTables } from './house/house-tables.ts';
import { type Bookkeeping, type HouseWork, keepBackups, keepBooks, keepBots } from './house/house-work.ts';
import { startUpkeep } from './house/upkeep.ts';
import { createHealthServer } from './http/health-server.ts';
import { createHttpServer, type HttpPorts } from './http/http-server.ts';
import { trustOf } from './http/trust.ts';
import { createLogger } from './log/logger.ts';
import { osPorts } from './ports/os-ports.ts';
import { takeUpgrades } from './sockets/upgrades.ts';
import { openMonitors } from './telemetry/open-monitors.ts';
import { openTraces } from './telemetry/traces.ts';
import { openWork } from './work/open-work.ts';

export interface ServerOptions {
  readonly config: ServerConfig;
  readonly logger?: Logger;
  readonly failPoints?: FailPoints;
  /** Ends every session of the operator and makes a new token, where the old one is lost or known to others. */
  readonly newOperatorToken?: boolean;
}

export interface RunningServer {
  /** Where this machine reaches it. */
  readonly url: string;
  readonly port: number;
  /** Where metrics and health are served apart from the room; null when they are not. */
  readonly metricsUrl: string | null;
  /** The operator's token, where this start made one; it is told here and never again. */
  readonly operatorToken: string | null;
  /** No new hand begins; hands in play finish within `withinMs` (else they end by contract), then everything closes. */
  stop(withinMs?: number): Promise<void>;
}

const BUILT_PAGES = fileURLToPath(new URL('../../web/dist', import.meta.url));
/** A gateway that goes while the room stays sends its players elsewhere, spread over this. */
const DRAIN_WITHIN_MS = 10_000;
/** When clients come back after an orderly stop; they add jitter of their own. */
const COME_BACK_AFTER_MS = 5_000;

/** @throws ConfigError when the data folder cannot be had or the port is taken; its message says what to do. */
export async function runServer({
  config,
  logger = createLogger(config.logLevel),
  failPoints = noFailPoints,
  newOperatorToken = false,
}: ServerOptions): Promise<RunningServer> {
  const lock = isRole(config, 'api') ? takeFolder(config.data) : null; // of a room's processes on one machine, one has the control socket
  const ending: (() => unknown)[] = [() => lock?.release()]; // what was begun, to be ended the other way round
  const end = async (): Promise<void> => {
    for (const step of ending.splice(0).reverse()) await step();
  };
  try {
    return await open({ config, logger, failPoints, newOperatorToken }, ending, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function open(
  { config, logger, failPoints, newOperatorToken }: Required<ServerOptions>,
  ending: (() => unknown)[],
  end: () => Promise<void>,
): Promise<RunningServer> {
  let stopWithinMs = 0;
  const isPart = config.roles !== undefined;
  const roles = await composeRoles(config, logger, failPoints);
  const { gateway, shard, shardNeeds, desk, owners, registry } = roles;
  const house: HouseWork = { config, roles, logger };
  ending.push(
    () => roles.ground.close(),
    () => registry.close().catch(() => {}), // what cannot be given back runs out
    () => roles.traces.settled(),
  );
  const backups = await keepBackups(house);
  ending.push(() => backups?.stop()); // when nothing is committed any more, and before the database closes
  const traces = await openTraces(config.tracesUrl, logger);
  ending.push(() => traces.close());
  const isWorker = isRole(config, 'worker');
  const queueEvents = roles.metrics.queueEvents;
  const hasWork = isWorker || isRole(config, 'api');
  const work = hasWork ? await openWork(config, { ...roles, logger, failPoints, events: queueEvents, traces }) : null;
  const operator = work && isRole(config, 'api') ? openOperator(roles, work) : null;
  ending.push(
    () => work?.close(),
    () => operator?.bench.stop(),
  );
  await owners.start();
  ending.push(() => owners.stop());
  const logRole = isPart && isRole(config, 'log') ? await roles.startLog() : null;
  ending.push(() => logRole?.stop());
  const missing = readinessOf({ ...roles, work, logRole, isWorker }, osPorts);
  let books: Bookkeeping | null = null;
  const monitored = { ...roles, work, signals: operator?.signals ?? null, backups, missing };
  const monitors = await openMonitors(config, { ...monitored, books: { gauges: () => (books ?? roles.books).gauges() } });
  ending.push(() => monitors?.close());
  const ports = httpPorts(config, roles, logger, missing);
  const http = operator ? await createHttpServer({ ...ports, operator }) : await createHealthServer(logger, missing);
  ending.push(
    () => http.close(),
    () => shardNeeds?.stop(),
  );
  await shardNeeds?.start();
  await shard?.start(); // first: it hears only requests that come after its start
  await desk?.start();
  let bots: ChosenOne | null = null;
  ending.push(
    () => desk?.stop(),
    () => gateway?.stop(),
    () => (isPart ? null : bots?.stop()), // when their hands are over
    () =>
      Promise.all([
        shard?.stop(stopWithinMs),
        isPart && gateway?.drain(Math.min(stopWithinMs, DRAIN_WITHIN_MS)),
        isWorker && work?.worker.stop(),
        books?.stop(),
      ]),
    () => (isPart ? bots?.stop() : null), // they play on at another gateway
  );
  if (isRole(config, 'api')) await inTurn({ ...osPorts, registry }, 'house:tables', () => openHouseTables(config, roles.api));
  if (gateway) {
    await gateway.start();
    const { publicOrigin, isTrustedProxy } = ports;
    takeUpgrades(http.server, { gateway, publicOrigin, isTrustedProxy, frameBytes: DEFAULT_GATEWAY_CONFIG.frameBytes });
  }
  await listen(http, config);
  const { port } = http.server.address() as AddressInfo;
  const operatorToken = await newToken(roles, isRole(config, 'api'), newOperatorToken); // not before there is somebody to tell it to
  bots = await keepBots(house, port);
  if (isWorker) work?.worker.start();
  books = await keepBooks(house);
  const control = operator ? await openControlSocket(config.data, operator, logger) : null;
  ending.push(() => control?.close());
  const failed = (err: unknown): void => logger.error({ err }, 'keys of finished hands could not be destroyed');
  const keyUpkeep = startUpkeep({ ...osPorts, ...roles, tidiesRows: false, walletChanged: async () => {}, failed });
  const url = `http://localhost:${port}`;
  logger.info({ url, data: config.data, roles: config.roles, name: roles.ground.name }, 'the room is open');
  return {
    url,
    port,
    metricsUrl: monitors?.url ?? null,
    operatorToken,
    stop: once(async (withinMs = config.stopWaitMs) => {
      logger.info({ withinMs }, 'stopping');
      keyUpkeep.cancel();
      if (!isPart) gateway?.announceStop(withinMs + COME_BACK_AFTER_MS);
      stopWithinMs = withinMs;
      await end();
      logger.info('stopped');
    }),
  };
}

/** The first operator's token, made once for a room; a new one where it is wanted; else null. */
async function newToken({ api, registry }: Roles, isApi: boolean, isWanted: boolean): Promise<string | null> {
  if (!isApi) return null;
  return inTurn({ ...osPorts, registry }, 'house:operator', async () => {
    const first = await firstOperator(api);
    return first ?? (isWanted ? await renewOperator(api) : null);
  });
}

function httpPorts(
  config: ServerConfig,
  { api, traces, crier, messaging }: Roles,
  logger: Logger,
  missing: () => Promise<Reasons>,
): Omit<HttpPorts, 'operator'> {
  return {
    api,
    sessions: api.sessions,
    traces,
    publicOrigin: config.origin,
    loginsPerMinute: config.loginsPerAddress,
    limits: messaging.limits,
    requestsPer10s: config.commandsPerAddress,
    isHttps: config.origin?.startsWith('https:') ?? false,
    sessionEnded: (token) => void crier.tell({ kind: 'session-ended', token }),
    logger,
    isTrustedProxy: trustOf(config.trustedProxies),
    web: config.web ?? BUILT_PAGES,
    missing,
  };
}

async function listen(http: FastifyInstance, { host, port }: ServerConfig): Promise<void> {
  try {
    await http.listen({ host, port, listenTextResolver: (address) => `listening at ${address}` });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const fault = listenFault({ host, port, portName: 'ABOVEBOARD_PORT', hostName: 'ABOVEBOARD_HOST' }, code);
    if (fault !== null) throw new ConfigError(fault);
    throw error;
  }
}

function once(stop: (withinMs?: number) => Promise<void>): (withinMs?: number) => Promise<void> {
  let stopping: Promise<void> | null = null;
  return (withinMs) => (stopping ??= stop(withinMs));
}
