/**
 * A process that does nothing but greet: bare `ws`, what any gateway is measured beside. Started with `fork`, it sends its port, and ends with
 * the channel.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const server = createServer();
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
  socket.on('message', () => socket.send(JSON.stringify({ type: 'welcome', serverTimeMs: Date.now() })));
  socket.on('error', () => undefined);
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
