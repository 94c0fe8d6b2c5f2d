/** How every connection to MariaDB is made, whatever the server's own settings are. */
import { readFileSync } from 'node:fs';
import type { ConnectionOptions, SslOptions } from 'mysql2';
import type { MariaDbAddress } from './database-url.ts';

const CONNECT_WITHIN_MS = 10_000;

export function connectionOptions(address: MariaDbAddress, connectWithinMs = CONNECT_WITHIN_MS): ConnectionOptions {
  const { host, port, socketPath, tls, user, password, database } = address;
  return {
    ...(socketPath === null ? { host, port } : { socketPath }),
    ...(tls === null ? {} : { ssl: sslOptions(tls) }),
    ...{ user, password, database },
    charset: 'utf8mb4',
    connectTimeout: Math.min(connectWithinMs, CONNECT_WITHIN_MS),
    supportBigNumbers: true, // else a number above 2^53 would be rounded before we could refuse it
    stringifyObjects: true, // else a parameter that is an object would become SQL
  };
}

/** The certificate must be the host's by its name, too: mysql2 does not look at that by itself, and
 * takes an address in figures for localhost. */
function sslOptions(tls: NonNullable<MariaDbAddress['tls']>): SslOptions {
  return {
    verifyIdentity: true,
    rejectUnauthorized: true,
    ...(tls === 'system' ? {} : { ca: readFileSync(tls.caFile, 'utf8') }),
  };
}

/**
 * What a connection says first.
 *
 * `serializable` gives transactions what they have on SQLite: whatever one has read stays as it was read until it ends. Reads
 * outside transactions lock nothing. Strict mode refuses what does not fit instead of cutting it.
 */
export const SESSION = [
  "set session sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY'",
  'set session transaction isolation level serializable',
  "set session time_zone = '+00:00', foreign_key_checks = 1, unique_checks = 1, innodb_lock_wait_timeout = 10",
] as const;
