/**
 * The fields of the notation that may be left out: where, when and by whom a hand was played, and what everybody ended with.
 *
 * They keep the notation's own names, so that a record says the same as its file.
 *
 * @see the table of optional fields in the PHH specification 0.0.1.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { TomlDate, type TomlPrimitive, type TomlTable, type TomlValue } from 'smol-toml';

/** Whatever TOML can say; user-defined fields hold any of it. */
export type PhhValue = TomlValue;
export type PhhFields = TomlTable;

interface Kinds {
  readonly text: string;
  readonly whole: number;
  readonly 'text or whole number': string | number;
  /** Counted from 1; no calendar is asked which days a month has. */
  readonly 'day of a month': number;
  readonly 'month of a year': number;
  readonly 'year of four digits': number;
  /** Zero or more; infinite where it is unknown or unlimited. */
  readonly amount: number;
  /** A local time of day, to the millisecond. */
  readonly time: TomlDate;
  readonly texts: readonly string[];
  readonly 'whole numbers': readonly number[];
  readonly amounts: readonly number[];
}

const DETAILS = {
  author: 'text',
  event: 'text',
  url: 'text',
  venue: 'text',
  address: 'text',
  city: 'text',
  region: 'text',
  postal_code: 'text',
  country: 'text',
  time: 'time',
  time_zone: 'text',
  time_zone_abbreviation: 'text',
  day: 'day of a month',
  month: 'month of a year',
  year: 'year of four digits',
  hand: 'text or whole number',
  level: 'whole',
  seats: 'whole numbers',
  seat_count: 'whole',
  table: 'text or whole number',
  players: 'texts',
  finishing_stacks: 'amounts',
  winnings: 'amounts',
  currency: 'text',
  currency_symbol: 'text',
  time_limit: 'amount',
  time_banks: 'amounts',
} as const satisfies Record<string, keyof Kinds>;

type DetailName = keyof typeof DETAILS;

/** In the order in which they are written. */
export const DETAIL_NAMES = Object.keys(DETAILS) as DetailName[];

/** The lists have one entry a player. */
export type PhhDetails = { readonly [Name in DetailName]?: Kinds[(typeof DETAILS)[Name]] };

/** Takes the optional fields out of a TOML table. The error names the field and what it wants. */
export function toDetails(
  fields: PhhFields,
  players: number,
): Result<PhhDetails, { readonly field: string; readonly reason: string }> {
  const details: Record<string, PhhValue> = {};
  for (const name of DETAIL_NAMES) {
    const value = fields[name];
    if (value === undefined) continue;
    const wanted = DETAILS[name];
    const isList = Array.isArray(value);
    if (!IS_KIND[wanted](value) || (isList && value.length !== players)) {
      return err({
        field: name,
        reason: `${name} wants ${isListKind(wanted) ? `${players} ${wanted}, one a player` : article(wanted)}`,
      });
    }
    details[name] = value;
  }
  return ok(details as PhhDetails);
}

export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}

const isText = (value: PhhValue): boolean => typeof value === 'string';
const isWhole = (value: PhhValue): boolean => Number.isSafeInteger(value);
const isFrom = (least: number, most: number) => (value: PhhValue) =>
  isWhole(value) && (value as number) >= least && (value as number) <= most;
const listOf = (isOne: (value: PhhValue) => boolean) => (value: PhhValue) => Array.isArray(value) && value.every(isOne);

const IS_KIND: { readonly [Kind in keyof Kinds]: (value: PhhValue) => boolean } = {
  text: isText,
  whole: isWhole,
  'text or whole number': (value) => isText(value) || isWhole(value),
  'day of a month': isFrom(1, 31),
  'month of a year': isFrom(1, 12),
  'year of four digits': isFrom(0, 9999),
  amount: isAmount,
  time: (value) => value instanceof TomlDate && value.isTime(),
  texts: listOf(isText),
  'whole numbers': listOf(isWhole),
  amounts: listOf(isAmount),
};

function isListKind(kind: keyof Kinds): boolean {
  return kind.endsWith('s');
}

function article(kind: keyof Kinds): string {
  return kind === 'amount' ? 'an amount' : kind === 'whole' ? 'a whole number' : kind === 'time' ? 'a local time' : `a ${kind}`;
}

/** The same numbers with one way to write zero; TOML knows a negative one. */
export function tidy(value: PhhValue): PhhValue {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value instanceof Date) return (Object.is(value, -0) ? 0 : value) as TomlPrimitive;
  return Object.fromEntries(Object.entries(value as PhhFields).map(([name, one]) => [name, tidy(one)]));
}
