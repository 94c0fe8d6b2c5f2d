/** What is brought together of two people before it is weighed. */
import type { PresenceRow, SessionTrace } from '@aboveboard/storage';
import type { SharedTraces } from './assess.ts';
import type { SharedDay } from './together.ts';

/** An address that more players come from is a school, a works or a network of phones, and says nothing (SIGNAL-7). */
const MOST_SHARING = 4;

/** Days on which both played the same game at the same stakes. */
export function sharedDays(
  ofA: readonly PresenceRow[],
  ofB: readonly PresenceRow[],
  tablesOn: (dayMs: number, stakes: string) => number,
): readonly SharedDay[] {
  const places = (rows: readonly PresenceRow[]) => Map.groupBy(rows, ({ day_ms, stakes }) => `${day_ms} ${stakes}`);
  const other = places(ofB);
  return [...places(ofA)].flatMap(([key, own]) => {
    const theirs = other.get(key);
    const [first] = own;
    if (!theirs || !first) return [];
    const tables = new Set(theirs.map(({ table_id }) => table_id));
    const together = own.some(({ table_id }) => tables.has(table_id));
    return [{ tables: tablesOn(first.day_ms, first.stakes), ofA: own.length, ofB: theirs.length, together }];
  });
}

/** Addresses that both used and few others did, and how many of those from the same kind of device. */
export function sharedTraces(
  ofA: readonly (SessionTrace & { readonly sharedBy: number })[],
  ofB: readonly SessionTrace[],
): SharedTraces {
  const own = ofA.filter(({ sharedBy }) => sharedBy <= MOST_SHARING);
  const shared = own.filter(({ addressHash }) => ofB.some((trace) => trace.addressHash === addressHash));
  const sameDevice = shared.filter((one) =>
    ofB.some((trace) => trace.addressHash === one.addressHash && trace.deviceHash === one.deviceHash),
  );
  const addresses = (traces: readonly SessionTrace[]): number => new Set(traces.map(({ addressHash }) => addressHash)).size;
  return { addresses: addresses(shared), devices: addresses(sameDevice) };
}
