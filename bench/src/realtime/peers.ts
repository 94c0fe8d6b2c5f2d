/** Colyseus and `ws`, installed late; the same `ws` makes every side's clients. */
import { latePeers } from '../measure/late-peers.ts';

export const PEERS = ['@colyseus/core', '@colyseus/ws-transport', '@colyseus/schema', 'ws'];
export const realtimePeers = latePeers('bench/peers/realtime', PEERS, '21 MB');

export interface WsSocket {
  readonly readyState: number;
  on(event: 'open' | 'close' | 'error', listener: () => void): void;
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): void;
  send(data: string | Uint8Array): void;
  close(): void;
  terminate(): void;
}

export interface WsModule {
  WebSocket: new (url: string, protocols: string[], options: object) => WsSocket;
  WebSocketServer: new (options: object) => { on(event: 'connection', listener: (socket: WsSocket) => void): void };
}

let module: WsModule | null = null;

/** A client socket, without compression, as browsers' frames come in a small room. */
export function dial(url: string, protocols: string[] = []): WsSocket {
  module ??= realtimePeers.load<WsModule>('ws');
  return new module.WebSocket(url, protocols, { perMessageDeflate: false, skipUTF8Validation: false });
}
