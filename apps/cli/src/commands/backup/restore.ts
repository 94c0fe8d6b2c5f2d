/** `aboveboard restore`: makes a room out of a backup, in an empty place. */
import { join, resolve } from 'node:path';
import type { Restored } from '@aboveboard/server/backup';
import { loadConfig } from '@aboveboard/server/config';
import { Command } from 'commander';
import { Complaint } from '../../control/complaint.ts';
import { EXIT } from '../../exit-code.ts';
import { withKey } from './backup.ts';
import { type KeyFlags, keyFor } from './backup-keys.ts';
import { backupLine } from './backup-line.ts';
import { endBackup } from './ending.ts';
import { shownManifest } from './shown-manifest.ts';

interface RestoreFlags extends KeyFlags {
  readonly into: string;
  readonly databaseUrl?: string | true;
  readonly log: boolean;
  readonly json?: boolean;
}

export function restoreCommand(): Command {
  return withKey(new Command('restore'))
    .description(
      'Restore a backup, and what was shipped after it, into an empty place; everything is checked before it is put there.',
    )
    .argument('<file>', 'a backup; what was shipped is looked for beside it')
    .requiredOption('--into <folder>', 'the data folder of the restored room: not there yet, or empty')
    .option(
      '--database-url [url]',
      'an empty MariaDB for its tables; without an address the one that ABOVEBOARD_DATABASE_URL names',
    )
    .option('--no-log', 'restore it as it was made, without what was shipped after it')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nA restored room starts once its public log is decided on: npx aboveboard log. See runbooks/restore.md.',
    )
    .action((file: string, flags: RestoreFlags) => endBackup(() => restore(file, flags)));
}

async function restore(file: string, flags: RestoreFlags): Promise<number> {
  const { restoreBackup } = await import('@aboveboard/server/backup');
  const config = loadConfig({ env: process.env, cwd: process.cwd() });
  const key = await keyFor(flags, config, false);
  const databaseUrl = flags.databaseUrl === true ? config.databaseUrl : flags.databaseUrl;
  if (flags.databaseUrl !== undefined && databaseUrl === undefined) {
    throw new Complaint('--database-url: no address is given, and ABOVEBOARD_DATABASE_URL names none.');
  }
  const line = backupLine(process.stderr);
  const into = resolve(flags.into);
  try {
    const order = { file: resolve(file), key, into, databaseUrl, withLog: flags.log, nowMs: Date.now() };
    const restored = await restoreBackup(order, line);
    line.clear();
    if (flags.json) {
      process.stdout.write(`${JSON.stringify({ into, ...restored })}\n`);
      return EXIT.GOOD;
    }
    const { replayed, logSize, hands, accounts, archives } = restored;
    const shipped =
      replayed.untilMs === null ? 'nothing' : `${replayed.pieces} pieces, to ${new Date(replayed.untilMs).toISOString()}`;
    process.stdout.write(
      `${into}: restored\n${shownManifest(restored.manifest)}  brought in    ${shipped}
  checked       ${hands} hands and ${accounts} accounts reconcile; ${logSize} entries of the public log are whole
${shownArchives(archives, into)}Before the room can start, say how its public log goes on: npx aboveboard log status --data ${into}\n`,
    );
    return EXIT.GOOD;
  } finally {
    line.clear();
  }
}

function shownArchives({ back, missing }: Restored['archives'], into: string): string {
  if (back + missing.length === 0) return '';
  const lines = missing.map((name) => `                missing: ${join(into, 'archive', name)}\n`).join('');
  const advice =
    missing.length === 0 ? '' : '; copy them there, or archive their days again: npx aboveboard archive-hands --day';
  return `  archives      ${back} files are back, ${missing.length} are missing${advice}\n${lines}`;
}
