/** The setting that lies in a database while it is being filled from a backup. */
export const RESTORE_UNFINISHED = 'restore-unfinished';
