/**
 * One address for browsers: pages and REST from the api, each socket from the next gateway that answers. What an ingress does for a room on many
 * machines (docs/operate/cluster.md); here so that one machine shows a whole room with one command.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Front {
  readonly server: Server;
  close(): Promise<void>;
}

export interface FrontTargets {
  readonly apiPort: number;
  /** In turn; one that does not answer is passed by. */
  readonly gatewayPorts: readonly number[];
}

export async function startFront(host: string, port: number, { apiPort, gatewayPorts }: FrontTargets): Promise<Front> {
  let next = 0;
  const server = createServer((incoming, outgoing) => {
    const asked = request({
      port: apiPort,
      host: '127.0.0.1',
      method: incoming.method,
      path: incoming.url,
      headers: headersOf(incoming),
    });
    asked.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    asked.on('error', () => {
      if (!outgoing.headersSent) outgoing.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' });
      outgoing.end('The api of this room is not there.');
    });
    outgoing.on('close', () => asked.destroy());
    incoming.pipe(asked);
  });
  server.on('upgrade', (incoming, socket, head) => {
    const first = next++;
    const inTurn = gatewayPorts.map((_, i) => gatewayPorts[(first + i) % gatewayPorts.length] ?? 0);
    upgrade(incoming, socket, head, inTurn);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    server,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer, [port, ...others]: readonly number[]): void {
  socket.on('error', () => socket.destroy());
  if (port === undefined) return void socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
  const asked = request({ port, host: '127.0.0.1', path: incoming.url, headers: headersOf(incoming) });
  asked.on('upgrade', (answer, gateway, rest) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${rawHeaders(answer)}\r\n\r\n`);
    socket.write(rest);
    gateway.write(head);
    gateway.on('error', () => socket.destroy());
    gateway.on('close', () => socket.destroy());
    socket.on('close', () => gateway.destroy());
    socket.pipe(gateway).pipe(socket);
  });
  asked.on('response', (answer) => {
    socket.write(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n${rawHeaders(answer)}\r\n\r\n`);
    answer.pipe(socket);
  });
  asked.on('error', () => upgrade(incoming, socket, head, others));
  asked.end();
}

/** The room trusts this front, and sees the player's own address and the host that the browser knows. */
function headersOf({ headers, socket }: IncomingMessage): IncomingMessage['headers'] {
  const from = [headers['x-forwarded-for'], socket.remoteAddress].filter(Boolean).join(', ');
  return { ...headers, 'x-forwarded-for': from };
}

function rawHeaders({ rawHeaders: pairs }: IncomingMessage): string {
  return pairs.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${pairs[i + 1]}`] : [])).join('\r\n');
}
