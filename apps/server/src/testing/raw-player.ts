/** A player who writes frames by hand: for what a well-behaved client would never send. */
import { randomUUID } from 'node:crypto';
import { type DownMessage, downMessage, PROTOCOL_VERSION, SUBPROTOCOL, type TableCommand } from '@aboveboard/protocol';
import { WebSocket } from 'ws';

type MessageOf<Type extends DownMessage['type']> = Extract<DownMessage, { type: Type }>;

export interface RawPlayer {
  readonly received: readonly DownMessage[];
  send(message: unknown): void;
  sendText(text: string | Uint8Array): void;
  /** The first message of this kind not yet taken, now or when it comes. */
  next<Type extends DownMessage['type']>(
    type: Type,
    isWanted?: (message: MessageOf<Type>) => boolean,
  ): Promise<MessageOf<Type>>;
  /** Sends a command and waits for its answer. */
  ask(tableId: string, command: TableCommand, commandId?: string): Promise<MessageOf<'ack' | 'refused'>>;
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly socket: WebSocket;
  close(): void;
}

export interface Door {
  readonly url: string;
  readonly cookie?: string;
  readonly origin?: string;
  readonly protocols?: string[];
}

const WAIT_MS = 5_000;

export const HELLO = { type: 'hello', protocol: PROTOCOL_VERSION, client: { name: 'test', version: '1' } } as const;

/** Connects and says nothing. @throws with the status when the upgrade is refused. */
export async function connect({ url, cookie, origin, protocols = [SUBPROTOCOL] }: Door): Promise<RawPlayer> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, protocols, {
    ...(cookie && { headers: { cookie } }),
    ...(origin && { origin }),
  });
  const received: DownMessage[] = [];
  const untaken: DownMessage[] = [];
  const wakers = new Set<() => void>();
  socket.on('message', (data) => {
    const message = downMessage.parse(JSON.parse(data.toString())); // every frame of the server keeps the contract
    received.push(message);
    untaken.push(message);
    for (const wake of wakers) wake();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
    socket.on('unexpected-response', (_, response) => reject(new Error(`upgrade refused with ${response.statusCode}`)));
  });
  socket.on('error', () => undefined);

  function next<Type extends DownMessage['type']>(type: Type, isWanted: (message: MessageOf<Type>) => boolean = () => true) {
    return new Promise<MessageOf<Type>>((resolve, reject) => {
      const look = (): void => {
        const i = untaken.findIndex((message) => message.type === type && isWanted(message as MessageOf<Type>));
        if (i < 0) return;
        clearTimeout(timer);
        wakers.delete(look);
        resolve(untaken.splice(i, 1)[0] as MessageOf<Type>);
      };
      const timer = setTimeout(() => {
        wakers.delete(look);
        reject(new Error(`no ${type} within ${WAIT_MS} ms; got ${received.map((message) => message.type).slice(-10)}`));
      }, WAIT_MS);
      wakers.add(look);
      look();
    });
  }
  const send = (message: unknown): void => socket.send(JSON.stringify(message));
  return {
    received,
    send,
    sendText: (text) => socket.send(text),
    next,
    ask: async (tableId, command, commandId = randomUUID()) => {
      send({ type: 'command', commandId, tableId, command });
      const isAnswer = (message: { commandId: string }): boolean => message.commandId === commandId;
      return Promise.race([next('ack', isAnswer), next('refused', isAnswer)]);
    },
    closed,
    socket,
    close: () => socket.close(),
  };
}

/** Connects, says hello with a token and waits for the welcome. */
export async function enter(url: string, token: string): Promise<RawPlayer> {
  const player = await connect({ url });
  player.send({ ...HELLO, token });
  await player.next('welcome');
  return player;
}
