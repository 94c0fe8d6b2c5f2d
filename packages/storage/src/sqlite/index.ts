export { type DataFolderLock, type FolderInUse, lockDataFolder } from './lock-data-folder.ts';
export { DatabaseVersionError } from './migrate.ts';
export { openDatabase } from './open-database.ts';
