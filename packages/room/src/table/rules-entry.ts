/** The RULES entry of a table: what it is played by, logged once before its first deal and bound into every OPEN. */
import type { TableRules } from '@aboveboard/engine';
import { type Bytes, canonicalJson, encodeOpaque } from '@aboveboard/fairness';
import { assert } from '@aboveboard/kit';

/** Grows when what this page writes changes. */
const RULES_VERSION = 2;

export function rulesEntryOf(
  tableId: string,
  rules: TableRules,
  reveal: { readonly revealMs: number; readonly revealMaxMs: number },
): Bytes {
  const body = canonicalJson({
    version: RULES_VERSION,
    table: tableId,
    rules,
    // which deck is sealed (spec) is the game's: each hand's start state says it
    deal: { protocol: 'SCB-1', decks: 2, beacon: 'none', witness: 'promise', ...reveal },
  });
  assert(body.ok, 'rules that are not JSON');
  return encodeOpaque('RULES', body.value);
}
