/**
 * The bare `ws` server: what a room costs that only passes frames on. Commands are read as JSON, an event is written once and sent to all at
 * the table, the ack follows. No session is looked up, no rule is asked and nothing is kept.
 */
import { createServer } from 'node:http';
import { realtimePeers, type WsModule, type WsSocket } from '../peers.ts';
import type { Command, Hello } from './wire.ts';

const { WebSocketServer } = realtimePeers.load<WsModule>('ws');
const tables = new Map<number, Set<WsSocket>>();
const server = createServer();
let seq = 0;

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
  let table: number | null = null;
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString()) as Hello | Command;
    if (message.type === 'hello') {
      table = message.table;
      if (table !== null) tables.set(table, (tables.get(table) ?? new Set()).add(socket));
      socket.send(JSON.stringify({ type: 'welcome', serverTimeMs: Date.now() }));
    } else if (table !== null) carryOut(socket, table, message);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => table !== null && tables.get(table)?.delete(socket));
});

function carryOut(socket: WsSocket, table: number, { commandId, events, text }: Command): void {
  for (let n = 0; n < events; n++) {
    const frame = JSON.stringify({ type: 'frame', table, seq: ++seq, atMs: Date.now(), event: { kind: 'turn', text } });
    for (const viewer of tables.get(table) ?? []) viewer.send(frame);
  }
  socket.send(JSON.stringify({ type: 'ack', commandId }));
}

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port));
process.on('disconnect', () => process.exit());
