/** Who is in a demo's room, and where they play on which evening. */
import type { Random } from '@aboveboard/kit';
import { HOUSE_TABLES } from '../house/house-tables.ts';
import { shuffled } from './seeded-ports.ts';

export const GUESTS: readonly string[] = [
  'Amelia',
  'Bruno',
  'Chiara',
  'Darius',
  'Elif',
  'Farid',
  'Gwen',
  'Henrik',
  'Ilse',
  'Jonas',
  'Kaya',
  'Luis',
];

/** Of the house's tables, by their place: different games, and seats enough. */
export const PLAYED: readonly number[] = [0, 3, 5, 1, 6, 11, 8];
/** Tables at which people play on one evening. */
const TABLES_AT_ONCE = 4;
/** People at one table: never more than half of the seats, so that bots sit with them. */
const PEOPLE_AT_A_TABLE = 3;
export const BOTS_AT_A_TABLE = 3;

const HANDS_AN_EVENING = 250;
const FEWEST_EVENINGS = 3;
const MOST_EVENINGS = 28;

export function eveningsFor(hands: number): number {
  return Math.min(MOST_EVENINGS, Math.max(FEWEST_EVENINGS, Math.ceil(hands / HANDS_AN_EVENING)));
}

export interface EveningTable {
  /** Its place among the house's tables. */
  readonly place: number;
  readonly name: string;
  /** Places in `GUESTS`. */
  readonly guests: readonly number[];
}

/** Other tables every evening, and other company. */
export function eveningOf(evening: number, random: Random): readonly EveningTable[] {
  const guests = shuffled(
    GUESTS.map((_, i) => i),
    random,
  );
  return Array.from({ length: TABLES_AT_ONCE }, (_, i) => {
    const place = PLAYED[(evening * TABLES_AT_ONCE + i) % PLAYED.length] ?? 0;
    const at = i * PEOPLE_AT_A_TABLE;
    return { place, name: HOUSE_TABLES[place]?.name ?? '', guests: guests.slice(at, at + PEOPLE_AT_A_TABLE) };
  });
}
