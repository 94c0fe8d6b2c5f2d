/** `aboveboard log`: the public log of a room that was restored, and how it goes on. */
import type { LogDecision, RestoredLog } from '@aboveboard/server/backup';
import { loadConfig } from '@aboveboard/server/config';
import { Command, InvalidArgumentError } from 'commander';
import { EXIT } from '../../exit-code.ts';
import { endBackup } from './ending.ts';

interface LogFlags {
  readonly data?: string;
  readonly json?: boolean;
  readonly published?: number;
  readonly lastHash?: string;
}

export function logCommand(): Command {
  const command = new Command('log').description(
    'Decide how the public log of a restored room goes on. No room may run on the data folder.',
  );
  command.addCommand(
    asked('status', 'Say how long the log is, and whether the room waits for a decision.').action((flags: LogFlags) =>
      endBackup(() => status(flags)),
    ),
  );
  command.addCommand(
    asked('continue', 'Go on under the same name: nothing that was published is missing, and data/keys/deal was put back.')
      .requiredOption(
        '--published <entries>',
        'how many entries were published, by the greatest number that anybody has seen',
        entries,
      )
      .option('--last-hash <hex>', 'hash of the last published entry, to be held to the one here', hash)
      .action((flags: LogFlags) => endBackup(() => goOn(flags))),
  );
  command.addCommand(
    asked('new-origin', 'Begin a new log, under a name never used, with the entries that are there.').action(
      (flags: LogFlags) => endBackup(() => begin(flags)),
    ),
  );
  return command;
}

function asked(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('-d, --data <folder>', 'where the room keeps its database and keys (default ./data)')
    .option('--json', 'print one JSON object');
}

function entries(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('A whole number, 0 or more.');
  return Number(text);
}

function hash(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new InvalidArgumentError('64 hexadecimal digits.');
  return text.toLowerCase();
}

async function withLog<T>({ data }: LogFlags, work: (room: RestoredLog) => Promise<T>): Promise<T> {
  const { withRestoredLog } = await import('@aboveboard/server/backup');
  return withRestoredLog(
    loadConfig({ env: process.env, cwd: process.cwd(), overrides: data === undefined ? {} : { data } }),
    work,
  );
}

async function status(flags: LogFlags): Promise<number> {
  const state = await withLog(flags, (room) => room.state());
  const waits = state.restoredFromMs !== null;
  const text = `${state.origin ?? 'no log yet'}: ${state.size} entries${state.head === null ? '' : `, the last ${state.head}`}
${waits ? `Restored from a backup of ${new Date(state.restoredFromMs ?? 0).toISOString()}: say "log continue --published N" or "log new-origin" before it starts.` : 'It waits for no decision.'}\n`;
  process.stdout.write(flags.json ? `${JSON.stringify(state)}\n` : text);
  return waits ? EXIT.NEGATIVE : EXIT.GOOD;
}

async function goOn(flags: LogFlags): Promise<number> {
  const { published = 0, lastHash = null } = flags;
  return say(flags, await withLog(flags, (room) => room.continue(published, lastHash)), 'goes on');
}

async function begin(flags: LogFlags): Promise<number> {
  return say(flags, await withLog(flags, (room) => room.begin(Date.now())), 'begins');
}

function say({ json }: LogFlags, decision: LogDecision, does: string): number {
  const { origin, size, dealKey } = decision;
  process.stdout.write(
    json
      ? `${JSON.stringify(decision)}\n`
      : `The log ${origin} ${does} with ${size} entries, signed by ${dealKey}. The room may be started.\n`,
  );
  return EXIT.GOOD;
}
