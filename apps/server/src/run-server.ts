/**
 * A whole room in one process: opens the data folder, brings the tables back, and listens. `stop` takes it down in order.
 */
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { DEFAULT_GATEWAY_CONFIG, type FailPoints, firstOperator, noFailPoints, renewOperator } from '@aboveboard/room';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { startBackups } from './backup/backup-keeper.ts';
import { composeRoles, type Roles } from './composition.ts';
import { ConfigError } from './config/load-config.ts';
import { listenFault } from './config/machine/port.ts';
import type { ServerConfig } from './config/settings.ts';
import { tellWallets } from './control/cashier-answer.ts';
import { openControlSocket } from './control/control-socket.ts';
import { openOperator } from './control/open-operator.ts';
import type { OperatorPorts } from './control/operator-ports.ts';
import { takeFolder } from './database/data-folder.ts';
import { type Reasons, readiness } from './health/readiness.ts';
import { databaseCheck, logCheck, redisCheck, schedulerCheck, shardCheck, workerCheck } from './health/room-checks.ts';
import { type HouseBots, startHouseBots } from './house/house-bots.ts';
import { openHouseTables } from './house/house-tables.ts';
import { startUpkeep } from './house/upkeep.ts';
import { createHttpServer, type HttpPorts } from './http/http-server.ts';
import { trustOf } from './http/trust.ts';
import { createLogger } from './log/logger.ts';
import { osPorts } from './ports/os-ports.ts';
import { takeUpgrades } from './sockets/upgrades.ts';
import { openMonitors } from './telemetry/open-monitors.ts';
import { openTraces } from './telemetry/traces.ts';
import { openWork, type Work } from './work/open-work.ts';

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
/** When clients come back after an orderly stop; they add jitter of their own. */
const COME_BACK_AFTER_MS = 5_000;

/** @throws ConfigError when the data folder cannot be had or the port is taken; its message says what to do. */
export async function runServer({
  config,
  logger = createLogger(config.logLevel),
  failPoints = noFailPoints,
  newOperatorToken = false,
}: ServerOptions): Promise<RunningServer> {
  const lock = takeFolder(config.data);
  const ending: (() => unknown)[] = [() => lock.release()]; // what was begun, to be ended the other way round
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
  let bots: HouseBots | null = null;
  const roles = await composeRoles(config, logger, failPoints);
  ending.push(
    () => roles.db.close(),
    () => roles.traces.settled(),
    () => roles.metrics.close(),
  );
  const backups = await startBackups(config, { ...osPorts, ...roles, logger });
  ending.push(() => backups?.stop()); // when nothing is committed any more, and before the database closes
  const traces = await openTraces(config.tracesUrl, logger);
  ending.push(() => traces.close());
  const work = await openWork(config, { ...roles, logger, failPoints, events: roles.metrics.queueEvents, traces });
  const operator = openOperator(roles, work);
  ending.push(
    () => work.close(),
    () => operator.bench.stop(),
  );
  const missing = readinessOf(roles, work);
  const monitors = await openMonitors(config, { ...roles, work, signals: operator.signals, backups, missing });
  ending.push(() => monitors?.close());
  const ports = httpPorts(config, roles, operator, logger, missing);
  const http = await createHttpServer(ports);
  ending.push(() => http.close());
  await roles.shard.start(); // first: it hears only requests that come after its start
  ending.push(
    () => roles.gateway.stop(),
    () => bots?.stop(), // when their hands are over
    () => Promise.all([roles.shard.stop(stopWithinMs), work.worker.stop(), roles.books.stop()]),
  );
  const tableIds = await openHouseTables({ config, roles });
  await roles.owners.start();
  ending.push(() => roles.owners.stop());
  await roles.gateway.start();
  const { publicOrigin, isTrustedProxy } = ports;
  takeUpgrades(http.server, {
    gateway: roles.gateway,
    publicOrigin,
    isTrustedProxy,
    frameBytes: DEFAULT_GATEWAY_CONFIG.frameBytes,
  });
  await listen(http, config);
  const { port } = http.server.address() as AddressInfo;
  // Not before there is somebody to tell it to.
  const operatorToken = (await firstOperator(roles.api)) ?? (newOperatorToken ? await renewOperator(roles.api) : null);
  bots = await startHouseBots({ config, roles, port }, tableIds);
  work.worker.start();
  roles.books.start();
  const control = await openControlSocket(config.data, operator, logger);
  ending.push(() => control.close());
  const upkeep = startUpkeep({
    ...osPorts,
    ...roles,
    walletChanged: (playerId) => tellWallets(roles.api, [playerId]),
    failed: (err) => logger.error({ err }, 'upkeep failed'),
  });
  const url = `http://localhost:${port}`;
  logger.info({ url, data: config.data }, 'the room is open');
  return {
    url,
    port,
    metricsUrl: monitors?.url ?? null,
    operatorToken,
    stop: once(async (withinMs = config.stopWaitMs) => {
      logger.info({ withinMs }, 'stopping');
      upkeep.cancel();
      roles.gateway.announceStop(withinMs + COME_BACK_AFTER_MS);
      stopWithinMs = withinMs;
      await end();
      logger.info('stopped');
    }),
  };
}

function httpPorts(
  config: ServerConfig,
  roles: Roles,
  operator: OperatorPorts,
  logger: Logger,
  missing: () => Promise<Reasons>,
): HttpPorts {
  return {
    api: roles.api,
    operator,
    sessions: roles.api.sessions,
    traces: roles.traces,
    publicOrigin: config.origin,
    loginsPerMinute: config.loginsPerAddress,
    requestsPer10s: config.commandsPerAddress,
    isHttps: config.origin?.startsWith('https:') ?? false,
    sessionEnded: (token) => roles.gateway.endSession(token),
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

function readinessOf({ db, shard }: Roles, { redis, worker }: Work): () => Promise<Reasons> {
  const { clock, scheduler } = osPorts;
  return readiness(
    [
      shardCheck(shard),
      databaseCheck(db),
      logCheck(db),
      ...(redis === null ? [] : [redisCheck(redis)]),
      workerCheck(worker.health, clock),
      schedulerCheck(worker.health, clock),
    ],
    scheduler,
  );
}

function once(stop: (withinMs?: number) => Promise<void>): (withinMs?: number) => Promise<void> {
  let stopping: Promise<void> | null = null;
  return (withinMs) => (stopping ??= stop(withinMs));
}
