/** Rows of one statement: a database takes only so many parameters at once, and statements of one size are prepared once. */
const BATCH = 100;

/** The same items in their order, in pieces small enough for one statement. */
export function* inBatches<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
