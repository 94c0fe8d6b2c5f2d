export { DatabaseVersionError } from '../database/migration-register.ts';
export { mariaDbUpkeep } from './mariadb-upkeep.ts';
export { DatabaseUrlError, openMariaDb } from './open-mariadb.ts';
