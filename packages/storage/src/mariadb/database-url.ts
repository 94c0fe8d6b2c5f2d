/**
 * Where a MariaDB is: `mysql://user:password@host:3306/database`, or `mysql://user@localhost/database?socket=/run/mysqld/mysqld.sock`.
 *
 * `?tls=on` asks for TLS with a certificate that is that host's, `?tls=/etc/room/ca.pem` for one that the certificate in that
 * file signed.
 */
import { err, ok, type Result } from '@aboveboard/kit';

export interface MariaDbAddress {
  readonly host: string;
  readonly port: number;
  /** Path of a unix socket, used in place of host and port; null where there is none. */
  readonly socketPath: string | null;
  /** Null for none; else the file of whoever must have signed the server's certificate, or `system` for whom this machine trusts. */
  readonly tls: 'system' | { readonly caFile: string } | null;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

const OPTIONS: ReadonlySet<string> = new Set(['socket', 'tls']);
/** IPv4 in figures, or IPv6 in brackets. */
const IS_ADDRESS = /^(\[.*\]|[\d.]+)$/;
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
    if (!OPTIONS.has(name)) return err(`The address has an option ${name}, and only ${[...OPTIONS].join(' and ')} are known.`);
  }
  const [user, password, name] = [url.username, url.password, database].map(decoded);
  if (user === undefined || password === undefined || name === undefined) {
    return err('A part of the address is not written as in a URL: a percent sign is %25 there.');
  }
  const tls = url.searchParams.get('tls');
  if (tls !== null && tls !== 'on' && !tls.startsWith('/')) return err('The option tls is on, or the path of a certificate.');
  if (tls !== null && IS_ADDRESS.test(url.hostname)) {
    return err('With TLS the host is a name, as the certificate is held to it: a number will not do.');
  }
  return ok({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 3306 : Number(url.port),
    socketPath: url.searchParams.get('socket'),
    tls: tls === 'on' ? 'system' : tls === null ? null : { caFile: tls },
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
