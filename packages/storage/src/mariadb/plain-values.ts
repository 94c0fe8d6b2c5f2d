/** Values as SQLite gives them: numbers that are numbers, bytes that are plain bytes, and parameters that are one value each. */
import { assert } from '@aboveboard/kit';

export interface ColumnDefinition {
  readonly name: string;
  /** MySQL's type code. */
  readonly columnType?: number | undefined;
  readonly decimals?: number | undefined;
}

const LONGLONG = 8;
const NEWDECIMAL = 246;
/** TINY_BLOB, MEDIUM_BLOB, LONG_BLOB, BLOB, VAR_STRING, STRING: bytes or text, by their character set. */
const MAYBE_BYTES = new Set([249, 250, 251, 252, 253, 254]);

type Row = Record<string, unknown>;

/** Changes the rows of an answer in place. @throws for a whole number that JavaScript cannot hold exactly. */
export function plainRows(rows: readonly Row[], columns: readonly ColumnDefinition[]): readonly Row[] {
  for (const { name, columnType = 0, decimals = 0 } of columns) {
    if (columnType === LONGLONG || (columnType === NEWDECIMAL && decimals === 0)) {
      for (const row of rows) row[name] = wholeNumber(row[name]);
    } else if (MAYBE_BYTES.has(columnType)) {
      for (const row of rows) row[name] = plainBytes(row[name]);
    }
  }
  return rows;
}

/** Counts come as numbers, sums as texts, and what is above 2^53 as text too. */
function wholeNumber(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`the number is too large to be read exactly: ${value}`);
  return number;
}

/** A copy, as the driver's lies in what the server sent. */
function plainBytes(value: unknown): unknown {
  return value instanceof Uint8Array ? new Uint8Array(value) : value;
}

/** An array or an object would be written out as more than one value. */
export function checkParameters(parameters: readonly unknown[]): void {
  for (const value of parameters) {
    const isOne =
      value === null || value instanceof Uint8Array || ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
    assert(isOne, `not a parameter of a query: ${typeof value}`);
  }
}
