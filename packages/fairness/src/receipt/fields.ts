/** Reading a receipt's JSON strictly: exactly these fields, whole numbers, decimals in one spelling. */

/** Whether `value` is an object with exactly these fields, neither more nor fewer. */
export function hasFields<K extends string>(value: unknown, names: readonly K[]): value is Record<K, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
}

/** A number that a u64 holds, as a decimal string without leading zeros. */
export function parseDecimal(value: unknown): bigint | null {
  if (typeof value !== 'string' || !/^(0|[1-9][0-9]{0,19})$/.test(value)) return null;
  const n = BigInt(value);
  return n < 1n << 64n ? n : null;
}

export function parseSafe(value: unknown): number | null {
  return Number.isSafeInteger(value) ? (value as number) : null;
}

/** Null as soon as one item cannot be read. */
export function parseList<T>(value: unknown, parse: (item: unknown) => T | null): T[] | null {
  if (!Array.isArray(value)) return null;
  const items = value.map(parse);
  return items.includes(null) ? null : (items as T[]);
}
