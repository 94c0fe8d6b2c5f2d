/**
 * Records written in PHH notation, in the specification's own order: what the play needs first, then the rest.
 */
import { stringify, TomlDate } from 'smol-toml';
import { formatAction } from './action.ts';
import { DETAIL_NAMES, type PhhValue } from './details.ts';
import type { PhhRecord } from './record.ts';

/**
 * The text of one hand, as a `.phh` file holds it. Reading it gives the same record, and writing that the same text.
 *
 * TOML comments are no part of a record and are not written back; comments inside action lines are.
 *
 * @see rules/PHH.md
 */
export function writePhh(record: PhhRecord): string {
  const { details, own } = record;
  const lines = [
    field('variant', record.variant),
    field('ante_trimming_status', record.isAnteTrimmed),
    field('antes', record.antes),
    field('blinds_or_straddles', record.blindsOrStraddles),
    field('bring_in', record.bringIn),
    field('small_bet', record.smallBet),
    field('big_bet', record.bigBet),
    field('min_bet', record.minBet),
    field('starting_stacks', record.startingStacks),
    'actions = [',
    ...record.actions.map((action) => `  ${formatValue(formatAction(action))},`),
    ']',
    ...DETAIL_NAMES.map((name) => field(name, details[name] ?? null)),
    ...Object.entries(own).map(([name, value]) => field(formatKey(name), value)),
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

/** The text of a `.phhs` file: each hand under a header with its name, or its number where it has none. */
export function writePhhs(hands: readonly { readonly name: string; readonly record: PhhRecord }[]): string {
  return hands.map(({ name, record }, index) => `[${formatKey(name || String(index + 1))}]\n${writePhh(record)}`).join('\n');
}

function field(key: string, value: PhhValue | readonly PhhValue[] | null): string {
  return value === null ? '' : `${key} = ${formatValue(value as PhhValue)}`;
}

/** A table written in one line, so that whatever follows still belongs to the hand. */
function formatValue(value: PhhValue): string {
  if (Array.isArray(value)) return `[${value.map(formatValue).join(', ')}]`;
  if (value instanceof TomlDate)
    return value.toISOString().replace(/\.(\d*?)0+(?=$|[-+Z])/, (_, digits) => digits && `.${digits}`);
  // Within two lists the library writes any value in one line.
  return stringify({ v: [[value]] }).slice('v = [ [ '.length, -' ] ]\n'.length);
}

function formatKey(key: string): string {
  return stringify({ [key]: 0 }).slice(0, -' = 0\n'.length);
}
