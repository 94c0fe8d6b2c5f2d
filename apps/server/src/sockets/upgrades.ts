/**
 * The upgrade to WebSocket at /ws, by our own hand: path, page and subprotocol are checked before a socket exists.
 */
import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { SUBPROTOCOL } from '@aboveboard/protocol';
import type { Gateway } from '@aboveboard/room';
import { type WebSocket, WebSocketServer } from 'ws';
import { isOwnPage } from '../http/origin-check.ts';
import { tokenInCookie } from '../http/session-cookie.ts';
import { clientAddress } from '../http/trust.ts';
import { wsConnection } from './ws-connection.ts';

export interface UpgradePorts {
  readonly gateway: Gateway;
  readonly publicOrigin: string | undefined;
  readonly isTrustedProxy: (address: string) => boolean;
  readonly frameBytes: number;
}

/** A frame up to this size is read to its end, so that its sender can be told 4413; above it ws ends the connection with 1009. */
const READ_LIMIT = 128 * 1024;

export function takeUpgrades(server: Server, ports: UpgradePorts): void {
  // Compression is off: frames are small, and a compressor for each socket costs more memory than the sockets themselves.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: READ_LIMIT, perMessageDeflate: false, handleProtocols });
  server.on('upgrade', (request, socket: Duplex, head) => {
    socket.on('error', destroy);
    const refusal = refusalOf(request, ports);
    if (refusal) return refuse(socket, ...refusal);
    sockets.handleUpgrade(request, socket, head, (opened) => attach(opened, socket, request, ports));
  });
}

/** It stays with the socket, and closes over nothing: else every open socket would keep the request it began with. */
function destroy(this: Duplex): void {
  this.destroy();
}

function handleProtocols(offered: Set<string>): string | false {
  return offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false;
}

function refusalOf(
  request: IncomingMessage,
  { publicOrigin, isTrustedProxy }: UpgradePorts,
): [status: number, message: string] | null {
  if (request.url?.split('?')[0] !== '/ws') return [404, 'WebSockets are at /ws.'];
  if (!isOwnPage(request.headers, hostOf(request, isTrustedProxy), publicOrigin)) {
    return [403, 'Another site may not play for a player here. Behind a proxy, set ABOVEBOARD_ORIGIN to the public address.'];
  }
  const offered = String(request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((name) => name.trim());
  return offered.includes(SUBPROTOCOL) ? null : [400, `Offer the subprotocol ${SUBPROTOCOL}.`];
}

function hostOf({ headers, socket }: IncomingMessage, isTrusted: (address: string) => boolean): string | undefined {
  const forwarded = headers['x-forwarded-host'];
  return typeof forwarded === 'string' && isTrusted(socket.remoteAddress ?? '') ? forwarded : headers.host;
}

function refuse(socket: Duplex, status: number, message: string): void {
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(message)}`;
  socket.end(`${head}\r\nConnection: close\r\n\r\n${message}`);
}

function attach(
  socket: WebSocket,
  line: Duplex,
  request: IncomingMessage,
  { gateway, isTrustedProxy, frameBytes }: UpgradePorts,
): void {
  const connection = wsConnection(socket, line, clientAddress(request, isTrustedProxy), request.headers['user-agent'] ?? '');
  const events = gateway.accept(connection, tokenInCookie(request.headers.cookie));
  socket.on('message', (data: Buffer, isBinary) => {
    if (data.length > frameBytes) events.onUnreadable('FRAME_TOO_LARGE');
    else if (isBinary) events.onUnreadable('BAD_FRAME');
    else events.onText(data.toString('utf8'));
  });
  socket.on('error', () => undefined); // a broken frame or a broken line: ws closes, and `close` follows
  socket.on('close', () => events.onClosed());
}
