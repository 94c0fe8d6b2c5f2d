/** Rights on the whole server, which a room needs for the binary log alone. */
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { addressOf, withConnection } from '../../mariadb/open-mariadb.ts';

export type ServerRight = 'REPLICATION SLAVE' | 'BINLOG MONITOR' | 'BINLOG REPLAY';

/** Older rights that stand for them. */
const INSTEAD: Readonly<Record<ServerRight, string>> = {
  'REPLICATION SLAVE': 'REPLICATION SLAVE(?! ADMIN)',
  'BINLOG MONITOR': 'BINLOG MONITOR|REPLICATION CLIENT|SUPER',
  'BINLOG REPLAY': 'BINLOG REPLAY|SUPER',
};

/** @returns null where none is missing; else a sentence with the words that give them */
export async function missingRights(connection: Connection, wanted: readonly ServerRight[]): Promise<string | null> {
  const [rows] = await connection.query<RowDataPacket[]>('show grants');
  const grants = rows.map((row) => String(Object.values(row)[0])).filter((text) => text.includes(' ON *.* '));
  const missing = wanted.filter((right) => {
    const given = new RegExp(`^GRANT .*\\b(${INSTEAD[right]}|ALL PRIVILEGES)\\b.* ON \\*\\.\\* `);
    return !grants.some((text) => given.test(text));
  });
  if (missing.length === 0) return null;
  const [[row]] = await connection.query<RowDataPacket[]>('select current_user() as user');
  const [name, host] = String(row?.user).split(/@(?=[^@]*$)/);
  return `its user may not read the binary log or replay it; as the server's administrator say: GRANT ${missing.join(', ')} ON *.* TO '${name}'@'${host}';`;
}

/** @returns null where what was shipped may be brought in; else a sentence with the words that allow it */
export async function mayReplay(url: string): Promise<string | null> {
  return withConnection(addressOf(url), (connection) => missingRights(connection, ['BINLOG REPLAY']));
}
