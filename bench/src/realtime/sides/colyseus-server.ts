/**
 * The Colyseus server, as its guide has it: a room for each table, one for the hall, messages broadcast by the room. No state is kept or
 * synchronised, since frames of events are what is compared; its own patches are off, and it says nothing of itself.
 */
import { createServer } from 'node:http';
import { realtimePeers } from '../peers.ts';
import type { Command } from './wire.ts';

interface Client {
  send(type: string, message: object): void;
}
interface RoomBase {
  onMessage(type: string, hear: (client: Client, message: Command) => void): void;
  broadcast(type: string, message: object): void;
}
interface CoreModule {
  Room: new () => RoomBase;
  Server: new (
    options: object,
  ) => {
    define(name: string, room: unknown): { filterBy(names: string[]): unknown };
    listen(port: number, host: string): Promise<unknown>;
  };
}
interface TransportModule {
  WebSocketTransport: new (options: object) => unknown;
}

const { Server, Room } = realtimePeers.load<CoreModule>('@colyseus/core');
const { WebSocketTransport } = realtimePeers.load<TransportModule>('@colyseus/ws-transport');
let seq = 0;

class Table extends Room {
  maxClients = 1_000_000;
  patchRate = null;

  onCreate({ table }: { table?: number }): void {
    this.onMessage('command', (client, { commandId, events, text }) => {
      for (let n = 0; n < events; n++) {
        this.broadcast('frame', { table, seq: ++seq, atMs: Date.now(), event: { kind: 'turn', text } });
      }
      client.send('ack', { commandId });
    });
  }
}

const http = createServer();
const server = new Server({ transport: new WebSocketTransport({ server: http }), greet: false });
server.define('table', Table).filterBy(['table']);
await server.listen(0, '127.0.0.1');
process.send?.((http.address() as { port: number }).port);
process.on('disconnect', () => process.exit());
