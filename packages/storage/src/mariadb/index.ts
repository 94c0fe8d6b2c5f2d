export { type BinlogPlace, copyMariaDb } from '../backup/copy-mariadb.ts';
export { isMariaDbEmpty, loadMariaDb } from '../backup/load-mariadb.ts';
export { DatabaseVersionError } from '../database/migration-register.ts';
export { mariaDbUpkeep } from './mariadb-upkeep.ts';
export { DatabaseUrlError, openMariaDb } from './open-mariadb.ts';
