/** Which connections there are, by id, by player, by the tables they watch, and how many an address has. */
import type { Client } from './client.ts';
import type { Directory } from './fan-out.ts';

export interface MutableDirectory extends Directory {
  add(client: Client): void;
  /** Its player is known from now on. */
  welcomed(client: Client): void;
  watches(client: Client, tableId: string): void;
  /** No longer watches the table. */
  left(client: Client, tableId: string): void;
  remove(client: Client): void;
  countAt(address: string): number;
}

export function createDirectory(): MutableDirectory {
  const byId = new Map<string, Client>();
  const byPlayer = new Map<string, Set<Client>>();
  const byTable = new Map<string, Set<Client>>();
  const perAddress = new Map<string, number>();
  const count = (address: string, change: number): void => {
    const now = (perAddress.get(address) ?? 0) + change;
    if (now > 0) perAddress.set(address, now);
    else perAddress.delete(address);
  };
  return {
    byId,
    byPlayer,
    byTable,
    countAt: (address) => perAddress.get(address) ?? 0,
    add: (client) => {
      byId.set(client.id, client);
      count(client.connection.remoteAddress, 1);
    },
    welcomed: (client) => {
      if (client.principal && client.phase !== 'closed') addTo(byPlayer, client.principal.id, client);
    },
    watches: (client, tableId) => addTo(byTable, tableId, client),
    left: (client, tableId) => {
      client.gates.delete(tableId);
      removeFrom(byTable, tableId, client);
    },
    remove: (client) => {
      if (!byId.delete(client.id)) return;
      count(client.connection.remoteAddress, -1);
      if (client.principal) removeFrom(byPlayer, client.principal.id, client);
    },
  };
}

function addTo(sets: Map<string, Set<Client>>, key: string, client: Client): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(client));
}

function removeFrom(sets: Map<string, Set<Client>>, key: string, client: Client): void {
  const set = sets.get(key);
  set?.delete(client);
  if (set?.size === 0) sets.delete(key);
}
