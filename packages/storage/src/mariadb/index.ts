export { DatabaseVersionError } from '../database/migration-register.ts';
export { DatabaseUrlError, openMariaDb } from './open-mariadb.ts';
