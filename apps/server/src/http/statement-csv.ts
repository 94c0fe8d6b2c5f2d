/** A statement as CSV, for books elsewhere. */
import { stringify } from 'csv-stringify/sync';

export interface CsvLine {
  readonly atMs: number;
  readonly entry: number;
  readonly key: string;
  readonly what: string;
  readonly tableId: string | null;
  readonly handNo: number | null;
  readonly withPlayerId: string | null;
  readonly debit: number;
  readonly credit: number;
  readonly balance: number;
}

const COLUMNS = ['date', 'entry', 'what', 'account', 'hand', 'with', 'debit', 'credit', 'balance', 'key'];

/** The line of headers. */
export function statementHead(): string {
  return csvText([COLUMNS]);
}

export function statementRows(lines: readonly CsvLine[]): string {
  return csvText(lines.map(cellsOf));
}

/**
 * No cell is taken for a formula by what opens the file: one that begins like one gets an apostrophe before it.
 * @see rules/CASHIER.md CASHIER-13
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: 'windows' },
  );
}

function cellsOf(line: CsvLine): readonly (string | number)[] {
  const { atMs, entry, what, tableId, handNo, withPlayerId, debit, credit, balance, key } = line;
  const account = tableId === null ? 'wallet' : `table ${tableId}`;
  return [new Date(atMs).toISOString(), entry, what, account, handNo ?? '', withPlayerId ?? '', debit, credit, balance, key];
}
