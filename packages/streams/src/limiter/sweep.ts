/** A map of what expires, kept small by the calls that add to it: no timer, and no pass over all of it. */
export interface Expiring {
  /** In µs since 1970. From then on it makes no difference whether it is kept. */
  readonly untilUs: number;
}

/** Looks at the first `most` entries: those that have expired go, the others move to the end, to be looked at last. */
export function sweep(entries: Map<string, Expiring>, most: number, nowUs: number): void {
  for (const [id, entry] of firstOf(entries, most)) {
    entries.delete(id);
    if (entry.untilUs > nowUs) entries.set(id, entry);
  }
}

function firstOf<T>(items: Iterable<T>, most: number): T[] {
  const first: T[] = [];
  for (const item of items) {
    if (first.length === most) break;
    first.push(item);
  }
  return first;
}
