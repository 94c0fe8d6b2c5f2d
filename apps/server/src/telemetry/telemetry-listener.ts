/** Metrics and health on a port of their own, so that what the public reaches and what the monitoring reaches are apart. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../config/load-config.ts';
import { listenFault } from '../config/machine/port.ts';
import type { Reasons } from '../health/readiness.ts';
import type { Metrics } from './metrics.ts';

/** Whoever monitors needs a few connections; more are refused. */
const MAX_CONNECTIONS = 64;
const REQUEST_TIMEOUT_MS = 5_000;

export interface TelemetryListener {
  readonly url: string;
  close(): Promise<void>;
}

export interface ListenerPorts {
  readonly host: string;
  /** 0 is any free one. */
  readonly port: number;
  readonly metrics: Pick<Metrics, 'answer'>;
  readonly missing: () => Promise<Reasons>;
}

/** @throws ConfigError when the port cannot be had. */
export async function openTelemetryListener(ports: ListenerPorts): Promise<TelemetryListener> {
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => {
      answer(ports, request, response).catch(() => response.destroy());
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  await listen(server, ports);
  const { address, family, port } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer({ metrics, missing }: ListenerPorts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(response, 405, 'GET only\n');
  switch (request.url?.split('?')[0]) {
    case '/metrics':
      return metrics.answer(request, response);
    case '/healthz':
      return sendJson(response, 200, { status: 'ok', reasons: {} });
    case '/readyz': {
      const reasons = await missing();
      const isReady = Object.keys(reasons).length === 0;
      return sendJson(response, isReady ? 200 : 503, { status: isReady ? 'ok' : 'not-ready', reasons });
    }
    default:
      return sendText(response, 404, 'There are /metrics, /healthz and /readyz\n');
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

function listen(server: Server, { host, port }: ListenerPorts): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const names = { portName: 'ABOVEBOARD_METRICS_PORT', hostName: 'ABOVEBOARD_METRICS_HOST' };
      const fault = listenFault({ host, port, ...names }, error.code);
      reject(fault === null ? error : new ConfigError(fault));
    });
    server.listen({ host, port }, resolve);
  });
}
