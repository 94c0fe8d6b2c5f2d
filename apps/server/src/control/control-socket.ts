/**
 * The control socket: how commands on the room's own machine operate it while it runs.
 *
 * Who can open the file may do all that it offers; that is its owner, and nobody else from its first moment. The user's name that a
 * command sends along is for the audit log and proves nothing: who may use the socket could be whoever they say.
 * @see rules/DESK.md DESK-5
 */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Who } from '@aboveboard/room';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ConfigError } from '../config/load-config.ts';
import { openApp } from '../http/open-app.ts';
import { traceRequests } from '../telemetry/trace-requests.ts';
import { ARCHIVE_FOLDER } from '../work/open-work.ts';
import { addApprovalRoutes } from './approval-routes.ts';
import { addAuditRoute, addBenchRoutes } from './audit-and-bench-routes.ts';
import { addBooksRoutes } from './books-routes.ts';
import { addEventRoutes } from './event-routes.ts';
import { addOperatorHandRoutes } from './hand-routes.ts';
import { addJobRoutes } from './job-routes.ts';
import type { OperatorPorts } from './operator-ports.ts';
import { addPlayerDataRoutes } from './player-routes.ts';
import { addQueueRoutes } from './queue-routes.ts';
import { addSignalRoutes } from './signal-routes.ts';
import { placeForSocket } from './socket-path.ts';
import { addStaffRoutes } from './staff-routes.ts';
import { addWorkRoutes } from './work-routes.ts';

export interface ControlSocket {
  readonly path: string;
  /** The file is gone afterwards. */
  close(): Promise<void>;
}

const OWNER_ALONE = 0o177;

/**
 * @param data a folder whose lock the caller holds.
 * @throws ConfigError where the folder's file system has no sockets.
 */
export async function openControlSocket(data: string, ports: OperatorPorts, logger: Logger): Promise<ControlSocket> {
  const app = openApp(logger);
  traceRequests(app, ports.traces);
  addQueueRoutes(app, ports, shellUser);
  addEventRoutes(app, ports, shellUser);
  addOperatorHandRoutes(app, ports.api, shellUser);
  addBooksRoutes(app, ports, shellUser);
  addApprovalRoutes(app, ports.api, shellUser);
  addStaffRoutes(app, ports.api, shellUser);
  addPlayerDataRoutes(app, ports.api, shellUser);
  addSignalRoutes(app, ports, shellUser);
  addBenchRoutes(app, ports, shellUser);
  addAuditRoute(app, ports);
  addJobRoutes(app, ports, shellUser);
  addWorkRoutes(app, ports, join(data, ARCHIVE_FOLDER));
  app.get('/healthz', async () => ({ status: 'ok', reasons: {} }));
  await app.ready();
  const place = placeForSocket(data);
  try {
    await listenAlone(app.server, place.path);
  } catch (error) {
    place.remove();
    throw new ConfigError(`ABOVEBOARD_DATA: no control socket can be made at ${place.path}: ${(error as Error).message}`);
  }
  return {
    path: place.path,
    async close() {
      app.server.close();
      app.server.closeAllConnections(); // one that is kept open would be waited for
      await app.close();
      place.remove();
    },
  };
}

/** The file is made within `listen`, before it returns, so no other file gets these rights. */
async function listenAlone(server: Server, path: string): Promise<void> {
  const usual = process.umask(OWNER_ALONE);
  try {
    server.listen(path);
  } finally {
    process.umask(usual);
  }
  await once(server, 'listening');
}

const MAX_NAME_LENGTH = 100;

function shellUser({ headers }: FastifyRequest): Who {
  const sent = String(headers['aboveboard-user'] ?? '');
  return { kind: 'shell', name: decoded(sent).slice(0, MAX_NAME_LENGTH) || 'unknown' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
