/** Which key a command takes: what the flags say, else the settings, else what is typed. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { ServerConfig } from '@aboveboard/server';
import type { BackupKey } from '@aboveboard/server/backup';
import { Complaint } from '../../control/complaint.ts';

export interface KeyFlags {
  readonly keyFile?: string;
  readonly passphraseFile?: string;
}

/** @param isNew whether the passphrase is being chosen, and so is asked for twice */
export async function keyFor(flags: KeyFlags, config: Pick<ServerConfig, 'backupKeyFile'>, isNew: boolean): Promise<BackupKey> {
  const { passphraseKey, readKeyFile, readPassphraseFile } = await import('@aboveboard/server/backup');
  const passphraseFile =
    flags.passphraseFile ?? (flags.keyFile === undefined ? process.env.ABOVEBOARD_BACKUP_PASSPHRASE_FILE : undefined);
  if (flags.keyFile !== undefined) return readKeyFile(flags.keyFile);
  if (passphraseFile) return readPassphraseFile(passphraseFile);
  if (config.backupKeyFile !== undefined) return readKeyFile(config.backupKeyFile);
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) {
    throw new Complaint(
      'A backup is sealed: name a key with --key-file, or a passphrase with --passphrase-file. "npx aboveboard backup key FILE" makes a key.',
    );
  }
  const passphrase = await askSecret('Passphrase of the backup: ');
  if (isNew && (await askSecret('The same again: ')) !== passphrase)
    throw new Complaint('The two are not the same. Nothing was done.');
  return passphraseKey(passphrase);
}

/** What is typed is not shown. */
async function askSecret(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, next) => next() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    return await Promise.race([terminal.question(''), closed]);
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
