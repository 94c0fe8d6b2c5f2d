/** Which errors say that the database cannot be had just now, and not that somebody made a mistake. */

/** Of MariaDB: too busy, going down, out of room, in each other's way again and again. */
const BUSY = new Set([1020, 1021, 1040, 1053, 1077, 1079, 1114, 1158, 1159, 1160, 1161, 1205, 1213, 1290, 1317, 1927]);
/** Of a connection that is not there, or no more. */
const UNREACHABLE =
  /^(E(CONN\w+|TIMEDOUT|PIPE|NOENT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)|PROTOCOL_(CONNECTION_LOST|SEQUENCE_TIMEOUT))$/;
/** Of SQLite: busy, locked, read-only, an error of the disk, full, not to be opened. */
const SQLITE_BUSY = new Set([5, 6, 8, 10, 13, 14]);

/** Whether asking again later may help. Nobody knows whether what failed so was done. */
export function isStorageAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errno, errcode, syscall } = error as { code?: unknown; errno?: unknown; errcode?: unknown; syscall?: unknown };
  if (code === 'ERR_SQLITE_ERROR') return typeof errcode === 'number' && SQLITE_BUSY.has(errcode & 0xff);
  const isOfDatabase =
    'sqlState' in error || 'fatal' in error || syscall === 'connect' || syscall === 'read' || syscall === 'write';
  return (typeof errno === 'number' && BUSY.has(errno)) || (isOfDatabase && typeof code === 'string' && UNREACHABLE.test(code));
}
