/** The list of tables as the lobby shows it: filtered, sorted, and boiled down to quick-play tiles. */
import type { LobbyTable } from '@aboveboard/protocol';
import { type Family, familyOf } from '../games/game-facts.ts';

export type SizeFilter = 'all' | 'heads-up' | 'small' | 'large';
export type SortBy = 'players' | 'stakes' | 'pot' | 'speed';
export type FamilyFilter = Family | 'all';
export type ListView = {
  readonly family: FamilyFilter;
  readonly size: SizeFilter;
  readonly sort: SortBy;
  readonly hideFull: boolean;
};

export const isFull = (table: LobbyTable): boolean => table.taken >= table.settings.seats;

const isHoldem = ({ settings }: LobbyTable): boolean => settings.game === 'NT';

/** Full, but a bot gets up for the first person who waits. */
export const makesRoom = (table: LobbyTable): boolean => isFull(table) && table.people < table.taken && table.waiting === 0;

function fits(table: LobbyTable, size: SizeFilter): boolean {
  const { seats } = table.settings;
  if (size === 'heads-up') return seats === 2;
  if (size === 'small') return seats >= 2 && seats <= 6;
  if (size === 'large') return seats > 6;
  return true;
}

const ORDERS: Readonly<Record<SortBy, (a: LobbyTable, b: LobbyTable) => number>> = {
  players: (a, b) => b.people - a.people || b.taken - a.taken,
  stakes: (a, b) => a.settings.bigBlind - b.settings.bigBlind,
  pot: (a, b) => b.averagePot - a.averagePot,
  speed: (a, b) => b.handsPerHour - a.handsPerHour,
};

/** Ties keep the order of names, so that rows do not jump about between refreshes. */
export function listed(tables: readonly LobbyTable[], view: ListView): LobbyTable[] {
  return tables
    .filter((table) => view.family === 'all' || familyOf(table.settings.game) === view.family)
    .filter((table) => fits(table, view.size) && !(view.hideFull && isFull(table)))
    .sort((a, b) => ORDERS[view.sort](a, b) || a.settings.name.localeCompare(b.settings.name));
}

/** One tile for each game, stake and size where a seat can be had: the table where most people are; hold'em first, then cheapest stakes. */
export function quickTiles(tables: readonly LobbyTable[], most: number): LobbyTable[] {
  const best = new Map<string, LobbyTable>();
  const open = tables.filter((table) => !isFull(table) || makesRoom(table));
  for (const table of listed(open, { family: 'all', size: 'all', sort: 'players', hideFull: false })) {
    const key = `${table.settings.game}/${table.settings.seats}/${table.settings.bigBlind}`;
    if (!best.has(key)) best.set(key, table);
  }
  return [...best.values()]
    .sort(
      (a, b) =>
        Number(isHoldem(b)) - Number(isHoldem(a)) ||
        a.settings.bigBlind - b.settings.bigBlind ||
        a.settings.seats - b.settings.seats,
    )
    .slice(0, most);
}
