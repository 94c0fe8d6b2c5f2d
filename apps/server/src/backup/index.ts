/** Backups, for the commands: everything that a room does by itself can be done by hand. */
export { continueLog, type LogDecision, logState, newLogOrigin } from '../keys/log-guard.ts';
export { BackupError } from './backup-error.ts';
export { type BackupKey, makeKeyFile, passphraseKey, readKeyFile, readPassphraseFile } from './backup-key.ts';
export { type BackupStep, type BackupWatch, makeBackup } from './make-backup.ts';
export type { Manifest } from './manifest.ts';
export { backupsIn } from './names.ts';
export { readManifest, readWhole } from './read-backup.ts';
export { type Restored, type RestoreStep, restoreBackup } from './restore-backup.ts';
export { type RestoredLog, withRestoredLog } from './restored-log.ts';
export { parseRetention, prune } from './retention.ts';
export { whyNotShipped } from './ship-binlog.ts';
export { lockShipping, shipOnce } from './ship-log.ts';
