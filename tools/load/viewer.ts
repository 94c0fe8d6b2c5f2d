/** One viewer of a load: a client of the SDK, the table it watches, and the ledger at its socket. */
import { type Client, createClient, type TableHandle, type TableView } from '@aboveboard/client';
import type { Guest } from '../../bench/src/measure/started-room.ts';
import { createDeliveryLedger, type DeliveryLedger } from './delivery-ledger.ts';
import type { Generator } from './generator.ts';
import { type Line, newLine, viewerPorts } from './viewer-ports.ts';

export interface Viewer {
  readonly playerId: string;
  readonly tableId: string;
  readonly client: Client;
  readonly table: TableHandle;
  readonly ledger: DeliveryLedger;
  readonly line: Line;
  view(): TableView | null;
  /** Greeted, and sees the table as it is. */
  isIn(): boolean;
  close(): void;
}

export interface ViewerWish {
  /** `ws://…/ws`, or several, of which each attempt goes to the next. */
  readonly url: string | readonly string[];
  readonly guest: Guest;
  readonly tableId: string;
  /** Cuts decks with seeds of its own and verifies each deal, as people's clients do; it costs the generator most of what a viewer costs. */
  readonly isPlayer: boolean;
  readonly generator: Generator;
}

export function openViewer({ url, guest, tableId, isPlayer, generator }: ViewerWish): Viewer {
  const ledger = createDeliveryLedger();
  const line = newLine();
  const ports = viewerPorts(ledger, generator, line);
  const client = createClient({ url, token: guest.token, name: 'load', version: '1', ports });
  const table = client.openTable(tableId, { contribute: isPlayer, verify: isPlayer });
  const view = (): TableView | null => {
    const state = table.state.get();
    return state.kind === 'open' ? state.view : null;
  };
  const isLive = (): boolean => ['live', 'slow'].includes(client.connection.get().kind);
  return {
    ...{ playerId: guest.playerId, tableId, client, table, ledger, line, view },
    isIn: () => isLive() && view() !== null && ledger.isCurrent(tableId),
    close: () => client.close(),
  };
}
