export { DatabaseVersionError } from '../database/migration-register.ts';
export { type DataFolderLock, type FolderInUse, lockDataFolder } from './lock-data-folder.ts';
export { openDatabase } from './open-database.ts';
export { sqliteUpkeep } from './sqlite-upkeep.ts';
