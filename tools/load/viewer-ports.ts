/** The SDK's ports for one viewer of a load: those of Node, with a ledger at the socket and the generator's own lateness at the timers. */
import { nodePorts } from '@aboveboard/bots';
import type { ClientPorts, SocketHandlers } from '@aboveboard/client';
import type { DeliveryLedger } from './delivery-ledger.ts';
import type { Generator } from './generator.ts';

export interface Line {
  /** Sockets asked for, and those that opened. */
  tries: number;
  opens: number;
  /** Close codes and how often each came. */
  readonly closes: Map<number, number>;
}

export function newLine(): Line {
  return { tries: 0, opens: 0, closes: new Map() };
}

export function viewerPorts(ledger: DeliveryLedger, generator: Generator, line: Line): ClientPorts {
  const ports = nodePorts();
  const { clock } = ports;
  const heard = (handlers: SocketHandlers): SocketHandlers => ({
    onOpen: () => {
      line.opens += 1;
      ledger.opened();
      handlers.onOpen();
    },
    onMessage: (text) => {
      ledger.received(text, clock.nowMs());
      handlers.onMessage(text);
    },
    onClose: (code, reason) => {
      line.closes.set(code, (line.closes.get(code) ?? 0) + 1);
      handlers.onClose(code, reason);
    },
  });
  return {
    ...ports,
    scheduler: generator.scheduler,
    connect: (url, subprotocol, handlers) => {
      line.tries += 1;
      const socket = ports.connect(url, subprotocol, heard(handlers));
      return {
        send: (text) => {
          ledger.sent(text, clock.nowMs(), generator.lateMs());
          socket.send(text);
        },
        close: (code, reason) => socket.close(code, reason),
      };
    },
  };
}
