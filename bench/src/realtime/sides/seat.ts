/**
 * A seat at a table of ours, through the SDK: hands are dealt to those who contribute to their cuts, so this one does, and verifies them. What
 * comes is counted at the socket.
 */
import { nodePorts } from '@aboveboard/bots';
import { type ClientPorts, type CommandResult, createClient, type TableHandle, type TableView } from '@aboveboard/client';
import type { Ears, PlayingSeat } from '../side.ts';

export const FRAME = '{"type":"frame"';
const BUY_IN = 1_000;
const SEATED_WITHIN_MS = 30_000;

export interface SeatWish {
  readonly url: string;
  readonly token: string;
  readonly tableId: string;
  readonly seat: number;
  readonly ears: Ears;
}

export async function takeSeat({ url, token, tableId, seat, ears }: SeatWish): Promise<PlayingSeat> {
  const client = createClient({ url, token, name: 'bench', version: '1', ports: heard(ears) });
  const table = client.openTable(tableId);
  await viewOf(table, (view) => view !== null);
  const sat = await table.sit(seat, BUY_IN);
  if (!sat.ok) throw new Error(`no seat: ${sat.error.code}`);
  let thinkMs: number | null = null;
  let answered = -1;
  let [isStraddling, isOut] = [false, false];
  const told = async (answer: CommandResult): Promise<void> => {
    if ((await answer).ok) ears.onAck();
  };
  const look = (): void => {
    const view = shown(table);
    if (thinkMs === null || !view?.turn || view.turn.seat !== view.ownSeat || view.turn.turnId === answered) return;
    const { turnId, legal } = view.turn;
    answered = turnId;
    setTimeout(() => void told(table.act({ kind: legal?.canCheck ? 'check' : 'call' }, turnId)), thinkMs);
  };
  table.state.subscribe(look);
  return {
    ask: () => {
      isStraddling = !isStraddling;
      void told(table.straddle(isStraddling));
    },
    wish: () => {
      isOut = !isOut;
      void told(isOut ? table.sitOut() : table.sitIn('now'));
    },
    play: (ms) => {
      thinkMs = ms;
      look();
    },
    rest: () => {
      thinkMs = null;
    },
    close: () => client.close(),
  };
}

function heard(ears: Ears): ClientPorts {
  const ports = nodePorts();
  return {
    ...ports,
    connect: (url, subprotocol, handlers) =>
      ports.connect(url, subprotocol, {
        onOpen: handlers.onOpen,
        onMessage: (text) => {
          if (text.startsWith(FRAME)) ears.onEvent(text.length);
          handlers.onMessage(text);
        },
        onClose: (code, reason) => {
          ears.onClosed();
          handlers.onClose(code, reason);
        },
      }),
  };
}

function shown(table: TableHandle): TableView | null {
  const state = table.state.get();
  return state.kind === 'open' ? state.view : null;
}

function viewOf(table: TableHandle, isSo: (view: TableView | null) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    if (isSo(shown(table))) return resolve();
    const deadline = setTimeout(() => reject(new Error('the table did not open')), SEATED_WITHIN_MS);
    const stop = table.state.subscribe(() => {
      if (!isSo(shown(table))) return;
      clearTimeout(deadline);
      stop();
      resolve();
    });
  });
}
