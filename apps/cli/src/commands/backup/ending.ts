/** Runs a command on backups and sets the exit code: 1 for a backup that is not what it should be, 2 for what could not be done. */

import { endWith } from '../../control/complaint.ts';
import { EXIT } from '../../exit-code.ts';

export async function endBackup(run: () => Promise<number>): Promise<void> {
  const { BackupError } = await import('@aboveboard/server/backup');
  await endWith(async () => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof BackupError || isOfPerson(error))) throw error;
      process.stderr.write(`${error.message}\n`);
      const isBad = error instanceof BackupError && (error.code === 'DAMAGED' || error.code === 'DIFFERENT');
      return isBad ? EXIT.NEGATIVE : EXIT.USAGE;
    }
  });
}

/** Mistakes that others name by a class of their own, and a MariaDB that is not there. */
function isOfPerson(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (['KeyFileError', 'DatabaseVersionError', 'DatabaseUrlError'].includes(error.name)) return true;
  return 'code' in error && /^(ER_|E[A-Z]+$|PROTOCOL_)/.test(String(error.code));
}
