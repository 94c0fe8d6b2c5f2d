/** `aboveboard db`: the room's database, looked at and brought up to date without opening the room. */
import type { DatabaseUpkeep } from '@aboveboard/server';
import { Command } from 'commander';
import { EXIT } from '../exit-code.ts';
import { table } from '../terminal/table.ts';
import { seedCommand } from './seed.ts';

interface DbFlags {
  readonly data?: string;
  readonly json?: boolean;
}

const ASKED = {
  status: 'Say which migrations the database has, and which it will get at the next start. Changes nothing.',
  migrate: 'Bring the database up to date, as the next start would. No room may run on the data folder.',
  verify: 'Read all of it and say what is wrong: migrations, schema, files, durability, books. Changes nothing.',
} as const;

export function dbCommand(): Command {
  const command = new Command('db').description("Look after the room's database: the file in the data folder, or the MariaDB.");
  command.addCommand(asked('status', status));
  command.addCommand(asked('migrate', migrate));
  command.addCommand(asked('verify', verify));
  command.addCommand(seedCommand());
  return command;
}

/** What a command has to say: for programs, and for people. */
interface Answer {
  readonly json: object;
  readonly text: string;
  readonly isGood: boolean;
}

function asked(name: keyof typeof ASKED, ask: (upkeep: DatabaseUpkeep) => Promise<Answer>): Command {
  return new Command(name)
    .description(ASKED[name])
    .option('-d, --data <folder>', 'where the room keeps its database and keys (default ./data)')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nWhich database it is, the settings say: ABOVEBOARD_DATABASE_URL and ABOVEBOARD_DATA (.env.example).',
    )
    .action((flags: DbFlags) => answer(flags, ask));
}

async function answer({ data, json }: DbFlags, ask: (upkeep: DatabaseUpkeep) => Promise<Answer>): Promise<void> {
  const { ConfigError, loadConfig, roomDatabaseUpkeep } = await import('@aboveboard/server');
  try {
    const overrides = data === undefined ? {} : { data };
    const upkeep = await roomDatabaseUpkeep(loadConfig({ env: process.env, cwd: process.cwd(), overrides }));
    const said = await ask(upkeep);
    process.stdout.write(json ? `${JSON.stringify({ database: upkeep.name, ...said.json })}\n` : said.text);
    process.exitCode = said.isGood ? EXIT.GOOD : EXIT.NEGATIVE;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = EXIT.USAGE;
  }
}

async function status(upkeep: DatabaseUpkeep): Promise<Answer> {
  const migrations = await upkeep.status();
  const rows = table(
    ['migration', 'name', 'state'],
    migrations.map(({ number, name, state }) => [number, name, state]),
  );
  const isGood = migrations.every(({ state }) => state === 'applied');
  return { json: { migrations }, text: `${upkeep.name}\n${rows}`, isGood };
}

async function migrate(upkeep: DatabaseUpkeep): Promise<Answer> {
  const before = await upkeep.status();
  await upkeep.migrate();
  const migrated = before.filter(({ state }) => state !== 'applied').map(({ name }) => name);
  const text = migrated.length === 0 ? 'there was nothing to migrate' : `migrated: ${migrated.join(', ')}`;
  return { json: { migrated }, text: `${upkeep.name}: ${text}\n`, isGood: true };
}

async function verify(upkeep: DatabaseUpkeep): Promise<Answer> {
  const findings = await upkeep.verify();
  const isGood = findings.length === 0;
  const lines = findings.map(({ code, detail }) => `${code}: ${detail}\n`);
  const verdict = isGood ? 'nothing is wrong with it' : `${findings.length} wrong`;
  return { json: { isGood, findings }, text: `${lines.join('')}${upkeep.name}: ${verdict}\n`, isGood };
}
