/** `aboveboard backup`: makes backups of a room, playing or not, and says what is in them. */
import { basename, resolve } from 'node:path';
import { loadConfig } from '@aboveboard/server/config';
import { Command } from 'commander';
import { Complaint } from '../../control/complaint.ts';
import { EXIT } from '../../exit-code.ts';
import { table } from '../../terminal/table.ts';
import { type KeyFlags, keyFor } from './backup-keys.ts';
import { backupLine } from './backup-line.ts';
import { endBackup } from './ending.ts';
import { shownManifest } from './shown-manifest.ts';

interface BackupFlags extends KeyFlags {
  readonly data?: string;
  readonly to?: string;
  readonly json?: boolean;
}

export function backupCommand(): Command {
  const command = withKey(new Command('backup'))
    .description(
      'Back up a room, also while it plays: its database and the keys that a restored room needs, sealed into one file.',
    )
    .option('-d, --data <folder>', 'where the room keeps its database and keys (default ./data)')
    .option('--to <folder>', 'where the backup goes (default: what ABOVEBOARD_BACKUP_DIR names, or ./backups)')
    .option('--json', 'print one JSON object')
    .enablePositionalOptions()
    .addHelpText(
      'after',
      '\nFiles of archived hands are sealed beside it, in archives, each once: keep that folder with the backups.\nThe log’s key and the keys of hands in play are never in a backup: keep data/keys/deal by itself. See docs/operate/backup.md.',
    )
    .action((flags: BackupFlags) => endBackup(() => make(flags)));
  command.addCommand(listCommand());
  command.addCommand(verifyBackupCommand());
  command.addCommand(keyCommand());
  command.addCommand(shipCommand());
  command.addCommand(pruneCommand());
  return command;
}

export function withKey(command: Command): Command {
  return command
    .option(
      '--key-file <file>',
      'a key of age; its public half is enough to make backups (default: ABOVEBOARD_BACKUP_KEY_FILE)',
    )
    .option(
      '--passphrase-file <file>',
      'a file with a passphrase (default: ABOVEBOARD_BACKUP_PASSPHRASE_FILE, or what is typed)',
    );
}

function configOf({ data }: Pick<BackupFlags, 'data'>) {
  return loadConfig({ env: process.env, cwd: process.cwd(), overrides: data === undefined ? {} : { data } });
}

async function make(flags: BackupFlags): Promise<number> {
  const { makeBackup } = await import('@aboveboard/server/backup');
  const config = configOf(flags);
  const key = await keyFor(flags, config, true);
  const line = backupLine(process.stderr);
  const folder = resolve(flags.to ?? config.backupDir ?? 'backups');
  try {
    const made = await makeBackup(config, folder, key, Date.now(), line);
    line.clear();
    process.stdout.write(
      flags.json ? `${JSON.stringify(made)}\n` : `${made.path}: ${made.bytes} bytes\n${shownManifest(made.manifest)}`,
    );
    for (const name of made.missing) process.stderr.write(`data/archive/${name}: not there, or not as it was; not backed up\n`);
    return EXIT.GOOD;
  } finally {
    line.clear();
  }
}

function listCommand(): Command {
  return withKey(new Command('list'))
    .description('List the backups in a folder; with a key, what each says of itself.')
    .argument('[folder]', 'default: what ABOVEBOARD_BACKUP_DIR names, or ./backups')
    .option('--json', 'print one JSON object')
    .action((folder: string | undefined, flags: BackupFlags) => endBackup(() => list(folder, flags)));
}

async function list(given: string | undefined, flags: BackupFlags): Promise<number> {
  const { backupsIn, readManifest } = await import('@aboveboard/server/backup');
  const config = configOf({});
  const folder = resolve(given ?? config.backupDir ?? 'backups');
  const found = await backupsIn(folder).catch((error: NodeJS.ErrnoException) => {
    throw new Complaint(`${folder}: ${error.code === 'ENOENT' ? 'there is no such folder' : error.message}`);
  });
  const key = flags.keyFile || flags.passphraseFile ? await keyFor(flags, config, false) : null;
  const backups = await Promise.all(
    found.map(async (backup) => ({ ...backup, manifest: key === null ? null : await readManifest(backup.path, key) })),
  );
  const unshipped = await unshippedIn(config);
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ folder, backups, unshipped })}\n`);
    return EXIT.GOOD;
  }
  const rows = backups.map(({ path, bytes, atMs, manifest }) => [
    basename(path),
    new Date(atMs).toISOString(),
    bytes,
    ...(manifest === null ? [] : [manifest.database, manifest.facts.log.size, manifest.facts.journalNo]),
  ]);
  const heads = ['backup', 'of', 'bytes', ...(key === null ? [] : ['database', 'log', 'journal'])];
  process.stdout.write(backups.length === 0 ? `${folder}: no backup\n` : `${table(heads, rows)}`);
  if (unshipped !== null) process.stdout.write(`What the MariaDB commits between two backups is not shipped: ${unshipped}\n`);
  return EXIT.GOOD;
}

/** Why the MariaDB of the settings is not shipped; null where it is, and where there is none. A list is wanted most when it is gone. */
async function unshippedIn({ databaseUrl }: ReturnType<typeof configOf>): Promise<string | null> {
  if (databaseUrl === undefined) return null;
  const { whyNotShipped } = await import('@aboveboard/server/backup');
  return whyNotShipped(databaseUrl).catch((error: Error) => `it does not answer (${error.message})`);
}

function verifyBackupCommand(): Command {
  return withKey(new Command('verify'))
    .description('Read all of a backup and hold every file in it to its checksum; puts nothing anywhere.')
    .argument('<file>', 'a backup')
    .option('--json', 'print one JSON object')
    .action((file: string, flags: BackupFlags) => endBackup(() => verify(file, flags)));
}

async function verify(file: string, flags: BackupFlags): Promise<number> {
  const { readWhole } = await import('@aboveboard/server/backup');
  const key = await keyFor(flags, configOf({}), false);
  const line = backupLine(process.stderr);
  try {
    const manifest = await readWhole(file, key, null, (done, total) => line.at('reading the backup', done, total));
    line.clear();
    process.stdout.write(
      flags.json ? `${JSON.stringify({ file, isGood: true, manifest })}\n` : `${file}: good\n${shownManifest(manifest)}`,
    );
    return EXIT.GOOD;
  } finally {
    line.clear();
  }
}

function keyCommand(): Command {
  return new Command('key')
    .description('Make a key for backups in a new file, and print its public half, which is all that a room needs.')
    .argument('<file>', 'a file that is not there yet')
    .option('--json', 'print one JSON object')
    .action((file: string, { json }: BackupFlags) =>
      endBackup(async () => {
        const { makeKeyFile } = await import('@aboveboard/server/backup');
        const publicKey = await makeKeyFile(file);
        process.stdout.write(json ? `${JSON.stringify({ file, publicKey })}\n` : `${publicKey}\n`);
        return EXIT.GOOD;
      }),
    );
}

function shipCommand(): Command {
  return new Command('ship')
    .description('Ship what was committed since the last time, once; a room with ABOVEBOARD_BACKUP_DIR does so by itself.')
    .option('-d, --data <folder>', 'where the room keeps its database and keys (default ./data)')
    .option('--to <folder>', 'the folder with the backups (default: what ABOVEBOARD_BACKUP_DIR names)')
    .option('--key-file <file>', 'a key of age; its public half is enough (default: ABOVEBOARD_BACKUP_KEY_FILE)')
    .option('--json', 'print one JSON object')
    .action((flags: BackupFlags) => endBackup(() => ship(flags)));
}

async function ship(flags: BackupFlags): Promise<number> {
  const { lockShipping, shipOnce } = await import('@aboveboard/server/backup');
  const config = configOf(flags);
  const folder = resolve(flags.to ?? config.backupDir ?? 'backups');
  const key = await keyFor(flags, config, true);
  const lock = lockShipping(config);
  try {
    const shipped = await shipOnce(config, folder, key, Date.now);
    const text = `${shipped.pieces} pieces, ${shipped.bytes} bytes${shipped.began === null ? '' : '; a chain began with a full backup'}\n`;
    process.stdout.write(flags.json ? `${JSON.stringify({ folder, ...shipped })}\n` : text);
    return EXIT.GOOD;
  } finally {
    lock.release();
  }
}

function pruneCommand(): Command {
  return new Command('prune')
    .description('Remove backups that are too old; the newest always stays, and no other file is touched.')
    .argument('[folder]', 'default: what ABOVEBOARD_BACKUP_DIR names, or ./backups')
    .requiredOption('--keep <periods>', 'the last backup of each of so many days and weeks, such as 7d,8w')
    .option('--json', 'print one JSON object')
    .action((folder: string | undefined, flags: { keep: string; json?: boolean }) =>
      endBackup(async () => {
        const { parseRetention, prune } = await import('@aboveboard/server/backup');
        const retention = parseRetention(flags.keep);
        if (retention === null) throw new Complaint(`--keep: got ${flags.keep}, wants days and weeks, such as 7d,8w`);
        const pruned = await prune(resolve(folder ?? configOf({}).backupDir ?? 'backups'), retention, Date.now());
        const gone = [...pruned.backups, ...pruned.chains].map((path) => `removed ${path}\n`).join('');
        process.stdout.write(flags.json ? `${JSON.stringify(pruned)}\n` : gone || 'nothing is too old\n');
        return EXIT.GOOD;
      }),
    );
}
