/**
 * What every database keeps of its migrations, and when this program may use it.
 *
 * The checksum of each is kept, because a migration edited after it ran would leave databases that differ under the same
 * number.
 */
import { createHash } from 'node:crypto';

/** A migration as this program knows it. */
export interface KnownMigration {
  /** 1, 2, 3 … */
  readonly number: number;
  readonly name: string;
  /** Of its statements, lower-case hex. */
  readonly checksum: string;
}

/** The database cannot be used by this program; the message says what to do. */
export class DatabaseVersionError extends Error {
  override readonly name = 'DatabaseVersionError';
}

export function checksumOf(statements: string): string {
  return createHash('sha256').update(statements).digest('hex');
}

/** @throws DatabaseVersionError when the database has a migration that is not known here, or another of that number. */
export function checkApplied(applied: readonly KnownMigration[], known: readonly KnownMigration[]): void {
  for (const { number, name, checksum } of applied) {
    const own = known[number - 1];
    if (!own) {
      throw new DatabaseVersionError(
        `The database is from a newer version of Aboveboard: it has migration ${number} (${name}), and this program knows ` +
          `${known.length}. Start the newer version, or restore a backup made by this one.`,
      );
    }
    if (own.checksum !== checksum) {
      throw new DatabaseVersionError(
        `Migration ${number} (${own.name}) is not the one this database was made with (${name}). ` +
          'Start the version that made it, or restore a backup.',
      );
    }
  }
}
