/** What we use of ws, which brings no types of its own: https://github.com/websockets/ws/blob/8.23.0/doc/ws.md */
declare module 'ws' {
  import type { EventEmitter } from 'node:events';
  import type { IncomingMessage } from 'node:http';
  import type { Duplex } from 'node:stream';

  interface SocketEvents {
    open: [];
    message: [data: Buffer, isBinary: boolean];
    error: [error: Error];
    close: [code: number, reason: Buffer];
    pong: [];
    'unexpected-response': [request: unknown, response: IncomingMessage];
  }

  export class WebSocket extends EventEmitter<SocketEvents> {
    static readonly OPEN: 1;
    constructor(url: string, protocols?: string | string[], options?: { headers?: Record<string, string>; origin?: string });
    readonly OPEN: 1;
    readonly CLOSED: 3;
    readonly readyState: number;
    readonly bufferedAmount: number;
    readonly protocol: string;
    send(data: string | Uint8Array): void;
    close(code?: number, reason?: string): void;
    /** Cuts the line without a closing frame. */
    terminate(): void;
    ping(): void;
  }

  export interface ServerOptions {
    noServer?: boolean;
    maxPayload?: number;
    perMessageDeflate?: boolean;
    handleProtocols?: (offered: Set<string>, request: IncomingMessage) => string | false;
  }

  export class WebSocketServer extends EventEmitter {
    constructor(options: ServerOptions);
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, done: (socket: WebSocket) => void): void;
  }
}
