/** Where a MariaDB is: `mysql://user:password@host:3306/database`, or `mysql://user@localhost/database?socket=/run/mysqld/mysqld.sock`. */
import { err, ok, type Result } from '@aboveboard/kit';

export interface MariaDbAddress {
  readonly host: string;
  readonly port: number;
  /** Path of a unix socket, used in place of host and port; null where there is none. */
  readonly socketPath: string | null;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

const SHAPE = 'mysql://user:password@host:3306/database';

/** @returns the address, or a sentence on what is wrong with it, in which the password is never said. */
export function parseDatabaseUrl(text: string): Result<MariaDbAddress, string> {
  const url = URL.parse(text);
  if (url === null) return err(`The address of the database is no URL; it looks like ${SHAPE}.`);
  if (!['mysql:', 'mariadb:'].includes(url.protocol)) {
    return err(`The address of the database begins with ${url.protocol}//; it looks like ${SHAPE}.`);
  }
  const [, database = '', ...more] = url.pathname.split('/');
  if (database === '' || more.length > 0) return err(`The address names no database; it looks like ${SHAPE}.`);
  if (url.username === '') return err(`The address names no user; it looks like ${SHAPE}.`);
  for (const name of url.searchParams.keys()) {
    if (name !== 'socket') return err(`The address has an option ${name}, and only socket is known.`);
  }
  const [user, password, name] = [url.username, url.password, database].map(decoded);
  if (user === undefined || password === undefined || name === undefined) {
    return err('A part of the address is not written as in a URL: a percent sign is %25 there.');
  }
  return ok({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 3306 : Number(url.port),
    socketPath: url.searchParams.get('socket'),
    user,
    password,
    database: name,
  });
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
