import { expect, test } from 'vitest';
import { DATA_CLASSES } from '../database/data-classes.ts';
import { ERASURE_FATES, type Fate } from './erasure-fates.ts';

function fateOf(table: string, column: string): Fate | undefined {
  const fates: Readonly<Record<string, unknown>> = ERASURE_FATES;
  const fate = fates[table] as Fate | Readonly<Record<string, Fate>> | undefined;
  if (fate === undefined || fate === 'erased' || 'kept' in fate) return fate as Fate | undefined;
  return fate[column];
}

const columns = Object.entries(DATA_CLASSES).flatMap(([table, classes]) =>
  Object.entries(classes).map(([column, dataClass]) => ({ table, column, dataClass })),
);

test('[PRIVACY-3] every personal column is cleared when its player is erased, or kept for a reason', () => {
  const personal = columns.filter(({ dataClass }) => dataClass === 'personal');
  const open = personal.filter(({ table, column }) => fateOf(table, column) === undefined);
  // A new table with personal columns? Say in erasure-fates.ts what becomes of them, and clear them in privacy.repository.ts.
  expect(open.map(({ table, column }) => `${table}.${column}`)).toEqual([]);
  for (const { table, column } of personal) {
    const fate = fateOf(table, column);
    if (fate !== 'erased') expect(fate?.kept, `${table}.${column}`).toMatch(/\w+ \w+ \w+/);
  }
});

test('[PRIVACY-3] a fate is of a column that there is', () => {
  const known = new Set(columns.map(({ table, column }) => `${table}.${column}`));
  const named = Object.entries(ERASURE_FATES).flatMap(([table, fate]) =>
    fate === 'erased' || 'kept' in fate ? [] : Object.keys(fate).map((column) => `${table}.${column}`),
  );
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  expect(Object.keys(ERASURE_FATES).filter((table) => !Object.hasOwn(DATA_CLASSES, table))).toEqual([]);
});
