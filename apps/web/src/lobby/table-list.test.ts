import type { LobbyTable, OfferedGame } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { tableSettings } from '../dev/table-fixture.ts';
import { listed, quickTiles } from './table-list.ts';

function table(name: string, seats: number, bigBlind: number, taken: number, people: number): LobbyTable {
  return {
    settings: tableSettings(seats, { name, bigBlind }),
    playing: 'NT',
    taken,
    people,
    waiting: 0,
    averagePot: bigBlind * 10,
    handsPerHour: 60,
  };
}
const TABLES = [
  table('B', 6, 100, 6, 2),
  table('A', 6, 100, 3, 0),
  table('C', 9, 50, 4, 1),
  table('D', 2, 20, 1, 0),
  table('E', 6, 100, 4, 3),
];
const names = (tables: LobbyTable[]) => tables.map((t) => t.settings.name).join('');

test('full tables can be hidden, sizes filtered, and ties keep the order of names', () => {
  expect(names(listed(TABLES, { family: 'all', size: 'all', sort: 'players', hideFull: false }))).toBe('EBCAD');
  expect(names(listed(TABLES, { family: 'all', size: 'small', sort: 'stakes', hideFull: true }))).toBe('DAE');
  expect(names(listed(TABLES, { family: 'all', size: 'heads-up', sort: 'pot', hideFull: false }))).toBe('D');
});

test('a tile leads to the liveliest table of its kind that has a seat', () => {
  expect(names(quickTiles(TABLES, 4))).toBe('DCE');
});

test('a full table is one press away where a bot gets up for whoever waits', () => {
  const full = table('F', 2, 100, 2, 0);
  expect(names(quickTiles([...TABLES, full], 4))).toBe('DCFE');
  expect(
    names(
      quickTiles(
        [
          { ...full, waiting: 1 },
          { ...full, people: 2 },
        ],
        4,
      ),
    ),
  ).toBe('');
});

test('tables can be filtered by family of games, and a tile of hold’em comes before any other', () => {
  const other = (name: string, game: OfferedGame): LobbyTable => {
    const made = table(name, 6, 10, 3, 1);
    return { ...made, settings: { ...made.settings, game } };
  };
  const all = [...TABLES, other('R', 'FR'), other('S', 'F7S'), other('H', 'HORSE')];
  expect(names(listed(all, { family: 'stud', size: 'all', sort: 'players', hideFull: false }))).toBe('RS');
  expect(names(listed(all, { family: 'mixed', size: 'all', sort: 'players', hideFull: false }))).toBe('H');
  expect(names(quickTiles(all, 4))).toBe('DCEH');
});
