export { archivedFiles, type BackupFacts, backupFacts } from '../backup/backup-facts.ts';
export type { CopyProgress, OnProgress } from '../backup/copy-progress.ts';
export { copySqlite } from '../backup/copy-sqlite.ts';
export { RESTORE_UNFINISHED } from '../backup/unfinished.ts';
export { BrokenChainError, beginLog, bringLogIn } from '../backup/wal/replay-wal.ts';
export {
  beginChain,
  type ChainPlace,
  chainFile,
  followToken,
  giveUpFollowing,
  isToSeal,
  nextPiece,
  placeAfter,
  type ShippedPiece,
  seal,
} from '../backup/wal/ship-wal.ts';
export { committedFrames, readWalHeader } from '../backup/wal/wal-file.ts';
export { DatabaseVersionError } from '../database/migration-register.ts';
export { type DataFolderLock, type FolderInUse, lockDataFolder } from './lock-data-folder.ts';
export { openDatabase, type SqliteOptions } from './open-database.ts';
export { sqliteUpkeep } from './sqlite-upkeep.ts';
