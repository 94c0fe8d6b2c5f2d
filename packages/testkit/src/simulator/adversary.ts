/** Somebody who keeps to no contract: frames that no client sends, others' turns, the same command again and again, more than is allowed. */
import type { Socket } from '@aboveboard/client';
import { PROTOCOL_VERSION, SUBPROTOCOL, type TableCommand } from '@aboveboard/protocol';
import type { Chance } from './chance.ts';
import type { SimProcess } from './sim-process.ts';
import type { Sockets } from './sockets.ts';

export interface AdversaryConfig {
  readonly token: string;
  readonly name: string;
  readonly tableIds: readonly string[];
  readonly sockets: Sockets;
  readonly process: SimProcess;
  readonly chance: Chance;
}

/** @returns what stops it */
export function startAdversary({ token, name, tableIds, sockets, process, chance }: AdversaryConfig): () => void {
  const connect = sockets.connectFor(name);
  let socket: Socket | null = null;
  let isStopped = false;
  let isWelcome = false;
  let turnId = 1_001;
  const said: string[] = [];
  const id = (): string => {
    const hex = [...chance.bytes(16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  const anyCommand = (): TableCommand => {
    switch (chance.below(7)) {
      case 0:
        return { kind: 'act', turnId, action: { kind: chance.pick(['fold', 'check', 'call']) } };
      case 1:
        return { kind: 'act', turnId: chance.below(20_000), action: { kind: 'raise-to', to: chance.below(3_000) } };
      case 2:
        return { kind: 'sit', seat: chance.below(6), buyIn: chance.between(0, 3_000), post: 'now' };
      case 3:
        return { kind: 'leave' };
      case 4:
        return { kind: 'top-up', amount: chance.between(1, 5_000) };
      case 5:
        return { kind: 'reveal', handNo: chance.between(1, 30), seed: '00'.repeat(32) };
      default:
        return { kind: 'sit-in', post: 'now' };
    }
  };
  const frame = (): string => {
    const tableId = chance.pick(tableIds);
    const old = chance.pick(said);
    switch (chance.below(12)) {
      case 0:
        return chance.isHit(10) ? '{"type":' : JSON.stringify({ type: 'watch-lobby' });
      case 1:
        return JSON.stringify({ type: 'subscribe', tableId });
      case 2:
        return JSON.stringify({ type: 'pong', n: chance.below(9) });
      case 3:
      case 4:
        if (old !== undefined) return old; // word for word
        break;
      default:
    }
    const text = JSON.stringify({ type: 'command', commandId: id(), tableId, command: anyCommand() });
    if (said.push(text) > 50) said.shift();
    return text;
  };
  const open = (): void => {
    if (isStopped) return;
    isWelcome = false;
    const isCurrent = (opened: Socket) => socket === opened;
    const opened: Socket = connect('ws://simulated', SUBPROTOCOL, {
      onOpen: () => {
        const client = { name: 'adversary', version: '1' };
        opened.send(JSON.stringify({ type: 'hello', protocol: PROTOCOL_VERSION, client, token }));
      },
      onMessage: (text) => {
        if (text.includes('"type":"welcome"')) {
          isWelcome = true;
          for (const tableId of tableIds) opened.send(JSON.stringify({ type: 'subscribe', tableId }));
        }
        turnId = Number(/"turnId":(\d+)/.exec(text)?.[1] ?? turnId);
      },
      onClose: () => {
        if (isCurrent(opened)) process.scheduler.after(chance.between(100, 3_000), open);
      },
    });
    socket = opened;
  };
  const act = (): void => {
    if (isStopped) return;
    const count = chance.isHit(2) ? 50 : chance.below(3);
    for (let i = 0; isWelcome && i < count; i++) socket?.send(frame());
    process.scheduler.after(chance.between(200, 2_000), act);
  };
  open();
  act();
  return () => {
    isStopped = true;
    socket?.close();
  };
}
