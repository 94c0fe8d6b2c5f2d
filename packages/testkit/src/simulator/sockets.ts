/**
 * Players' connections: what the network between a client and a gateway does, including connections that only one side knows to be lost.
 * Text arrives in order or not at all, as over TCP.
 */
import type { ConnectSocket } from '@aboveboard/client';
import type { Connection, ConnectionEvents } from '@aboveboard/room';
import type { Chance } from './chance.ts';
import type { Latency } from './link.ts';
import type { SimProcess } from './sim-process.ts';
import type { SimTime } from './sim-time.ts';

/** A gateway that may be called. */
export interface Door {
  readonly process: SimProcess;
  accept(connection: Connection): ConnectionEvents;
}

/** One connection as an onlooker knows it. */
export interface Line {
  readonly id: number;
  readonly who: string;
}

export interface SocketWatch {
  toClient(line: Line, text: string): void;
  fromClient(line: Line, text: string): void;
  /** Neither side will hear anything more. */
  over(line: Line): void;
}

export interface Sockets {
  /** Opens sockets for somebody, each at some door that is open. */
  connectFor(who: string): ConnectSocket;
  /** Cuts so many of a hundred connections; of some only one side knows. */
  hangUp(percent: number): void;
  /** So many of a hundred commands arrive twice. */
  echoPercent: number;
  /** Each way takes so much longer. */
  slowMs: number;
}

interface Both {
  /** @param informs which sides hear of it */
  lose(informs: { readonly client: boolean; readonly gateway: boolean }): void;
}

const REFUSED_AFTER_MS = 5;

export function createSockets(
  time: SimTime,
  chance: Chance,
  latency: Latency,
  doors: () => readonly Door[],
  watch: SocketWatch,
): Sockets {
  const lines = new Set<Both>();
  let count = 0;
  const wayMs = (): number => chance.between(...latency) + sockets.slowMs;

  const connect =
    (who: string): ConnectSocket =>
    (_url, _subprotocol, handlers) => {
      const door = chance.pick(doors());
      if (!door) {
        time.at(REFUSED_AFTER_MS, () => handlers.onClose(1006, ''));
        return { send: () => undefined, close: () => undefined };
      }
      const line: Line = { id: count++, who };
      const isHere = { client: true, gateway: true };
      let lastUpMs = 0;
      let lastDownMs = 0;
      let inFlight = 0;
      let server: ConnectionEvents | null = null;
      const isOpen = (): boolean => isHere.client && isHere.gateway;
      const up = (task: () => void): void => {
        lastUpMs = Math.max(lastUpMs, time.nowMs() + wayMs());
        door.process.hears(lastUpMs - time.nowMs(), () => isHere.gateway && task());
      };
      const down = (task: () => void): void => {
        lastDownMs = Math.max(lastDownMs, time.nowMs() + wayMs());
        time.at(lastDownMs - time.nowMs(), () => isHere.client && task());
      };
      const endAt = (side: 'client' | 'gateway', code: number): void => {
        if (!isHere[side]) return;
        isHere[side] = false;
        if (side === 'gateway') server?.onClosed();
        else handlers.onClose(code, '');
        if (!isHere.client && !isHere.gateway) {
          lines.delete(both);
          watch.over(line);
        }
      };
      const both: Both = {
        lose: (informs) => {
          if (informs.client) time.at(wayMs(), () => endAt('client', 1006));
          if (informs.gateway) door.process.hears(wayMs(), () => endAt('gateway', 1006));
          isCut = true;
        },
      };
      let isCut = false;
      lines.add(both);
      door.process.onDeath(() => {
        isCut = true;
        isHere.gateway = false;
        time.at(wayMs(), () => endAt('client', 1006));
      });
      const connection: Connection = {
        remoteAddress: `10.0.0.${1 + (line.id % 200)}`,
        device: 'simulated',
        send: (texts) => {
          if (!isOpen() || isCut || door.process.isDead) return;
          const bytes = texts.reduce((sum, text) => sum + text.length, 0);
          inFlight += bytes;
          down(() => {
            inFlight -= bytes;
            for (const text of texts) {
              if (isCut || !isHere.client) return;
              watch.toClient(line, text);
              handlers.onMessage(text);
            }
          });
        },
        close: (code) => {
          if (!isHere.gateway) return;
          down(() => endAt('client', code));
          time.at(0, () => endAt('gateway', code));
        },
        bufferedBytes: () => (isCut ? inFlight : 0),
      };
      up(() => {
        server = door.accept(connection);
        down(() => handlers.onOpen());
      });
      return {
        send: (text) => {
          if (!isOpen() || isCut) return;
          watch.fromClient(line, text);
          const times = sockets.echoPercent > 0 && isCommand(text) && chance.isHit(sockets.echoPercent) ? 2 : 1;
          for (let i = 0; i < times; i++) up(() => server?.onText(text));
        },
        close: () => {
          if (!isHere.client) return;
          isHere.client = false; // what it closes itself it hears nothing more of
          up(() => endAt('gateway', 1000));
          if (!isHere.gateway) watch.over(line);
        },
      };
    };
  const sockets: Sockets = {
    connectFor: connect,
    hangUp: (percent) => {
      for (const line of [...lines]) {
        if (!chance.isHit(percent)) continue;
        const who = chance.below(3);
        line.lose({ client: who !== 1, gateway: who !== 2 });
      }
    },
    echoPercent: 0,
    slowMs: 0,
  };
  return sockets;
}

function isCommand(text: string): boolean {
  return text.startsWith('{"type":"command"');
}
