/** Why a backup was not made, read or restored: something that a person can do something about; the message says what. */
export type BackupFault =
  /** The key or passphrase is none, or not that of the file. */
  | 'KEY'
  /** A place is in use, not empty, or cannot be written. */
  | 'PLACE'
  /** The file is no backup, cut short, or was changed. */
  | 'DAMAGED'
  /** What the room commits cannot be shipped, as its MariaDB or this machine is set up: full backups are all there is. */
  | 'UNSHIPPED'
  /** What was restored does not agree with what was backed up, or with itself. */
  | 'DIFFERENT';

export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code: BackupFault;
  constructor(code: BackupFault, message: string) {
    super(message);
    this.code = code;
  }
}
