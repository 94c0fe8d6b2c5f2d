/** What an operator may do with a database while no room runs on it, or ask of it while one does. */
import { postedBalances, trialBalance } from '../accounts/accounts.repository.ts';
import { DATA_CLASSES } from './data-classes.ts';
import { DatabaseVersionError, type KnownMigration } from './migration-register.ts';
import type { Reader } from './schema.ts';

/**
 * - `applied`: as this program knows it
 * - `cut-short`: begun and not ended; it goes on at the next start
 * - `pending`: known here and not begun
 * - `altered`: applied, but not as this program knows it
 * - `unknown`: applied by a newer program
 */
export type MigrationState = 'applied' | 'cut-short' | 'pending' | 'altered' | 'unknown';

export interface MigrationStatus {
  readonly number: number;
  readonly name: string;
  readonly state: MigrationState;
}

/** `MIGRATIONS`, `SCHEMA`, `INTEGRITY`, `DURABILITY`, `BOOKS`: what is wrong, and a sentence on it. */
export interface DatabaseFinding {
  readonly code: 'MIGRATIONS' | 'SCHEMA' | 'INTEGRITY' | 'DURABILITY' | 'BOOKS';
  readonly detail: string;
}

export interface DatabaseUpkeep {
  /** Where it is, without a password. */
  readonly name: string;
  /** Changes nothing, and makes no database where there is none. */
  status(): Promise<readonly MigrationStatus[]>;
  /** @throws DatabaseVersionError */
  migrate(): Promise<void>;
  /** Everything that is wrong with it; changes nothing. It reads all of it, so it takes its time. */
  verify(): Promise<readonly DatabaseFinding[]>;
  /**
   * Reads it as of one moment, whether a room runs on it or not.
   *
   * @throws DatabaseVersionError where it is not there, or not of this program's version: nothing is migrated for it
   */
  read<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
}

/** A migration as a database has it. */
export interface AppliedMigration extends KnownMigration {
  readonly isWhole: boolean;
}

export function migrationStatus(
  known: readonly KnownMigration[],
  applied: readonly AppliedMigration[],
): readonly MigrationStatus[] {
  const there = applied.map((migration): MigrationStatus => {
    const { number, name, checksum, isWhole } = migration;
    const own = known[number - 1];
    const state = own === undefined ? 'unknown' : own.checksum !== checksum ? 'altered' : isWhole ? 'applied' : 'cut-short';
    return { number, name, state };
  });
  const pending = known.slice(applied.length).map(({ number, name }): MigrationStatus => ({ number, name, state: 'pending' }));
  return [...there, ...pending];
}

/** @throws DatabaseVersionError unless every migration is there as this program knows it */
export function assertUpToDate(migrations: readonly MigrationStatus[]): void {
  const [first] = migrationFindings(migrations);
  if (first) throw new DatabaseVersionError(`${first.detail}: bring it up to date with "npx aboveboard db migrate".`);
}

export function migrationFindings(migrations: readonly MigrationStatus[]): DatabaseFinding[] {
  return migrations
    .filter(({ state }) => state !== 'applied')
    .map(({ number, name, state }) => ({ code: 'MIGRATIONS', detail: `migration ${number} (${name}) is ${state}` }));
}

/** Holds what a database has, tables, columns or triggers by name, against what it should have. */
export function schemaFindings(what: string, expected: Iterable<string>, found: Iterable<string>): DatabaseFinding[] {
  const [wanted, there] = [new Set(expected), new Set(found)];
  const missing = [...wanted].filter((name) => !there.has(name)).map((name) => `the ${what} ${name} is missing`);
  const strange = [...there].filter((name) => !wanted.has(name)).map((name) => `the ${what} ${name} is none of the room's`);
  return [...missing, ...strange].map((detail) => ({ code: 'SCHEMA', detail }));
}

/** Every column there should be, as `table.column`. */
export function knownColumns(): string[] {
  return Object.entries(DATA_CLASSES).flatMap(([table, columns]) => Object.keys(columns).map((column) => `${table}.${column}`));
}

/** Balances must be what the transfers made them, and zero together. */
export async function booksFindings(reader: Reader): Promise<DatabaseFinding[]> {
  const balances = await trialBalance(reader);
  const posted = await postedBalances(reader);
  const findings = [...balances]
    .filter(([account, balance]) => balance !== (posted.get(account) ?? 0))
    .map(([account, balance]) => `${account} has ${balance}, and its transfers make ${posted.get(account) ?? 0}`);
  const sum = [...balances.values()].reduce((total, balance) => total + balance, 0);
  if (sum !== 0) findings.push(`all balances together are ${sum}, not 0`);
  return findings.map((detail) => ({ code: 'BOOKS', detail }));
}
