/** Every command of runbooks/database.md, as it stands there, in its order, on a database in the state that its section is about. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startMariaDb } from '@aboveboard/storage/testing/mariadb-server';
import { expect, onTestFinished, test } from 'vitest';
import { command, temporaryFolder } from '../testing/command.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../runbooks/database.md'), 'utf8');

/** By the headings of the sections. */
const commands = new Map(
  page.split(/^## /m).map((section) => {
    const [heading = ''] = section.split('\n');
    return [heading, section.split('\n').flatMap((line) => /^ *npx aboveboard (.+)$/.exec(line)?.[1] ?? [])] as const;
  }),
);

/** Runs the commands of a section one after the other. @param before each of them what has to happen first, by their place */
async function runSection(
  heading: string,
  env: Readonly<Record<string, string>>,
  before: Readonly<Record<number, () => Promise<void>>> = {},
): Promise<readonly (readonly [line: string, status: number | null, said: string])[]> {
  const cwd = temporaryFolder();
  const done: (readonly [string, number | null, string])[] = [];
  for (const [i, line] of (commands.get(heading) ?? expect.fail(`no section ${heading}`)).entries()) {
    await before[i]?.();
    const { status, stdout, stderr } = await command(line.split(' '), { cwd, env });
    done.push([line, status, stdout + stderr]);
  }
  return done;
}

const BOOKS_HOLD = expect.stringMatching(/^The books hold: /);
const NOTHING_WRONG = expect.stringMatching(/: nothing is wrong with it\n$/);

test('the runbook has a section for each state, and no command that is not run here', () => {
  expect([...commands].filter(([, lines]) => lines.length > 0).map(([heading]) => heading)).toEqual([
    ...['First, look', 'The database is down', 'The disk is full', 'A migration failed'],
  ]);
});

test('each command does what it is there for', { timeout: 300_000 }, async () => {
  const mariaDb = await startMariaDb();
  onTestFinished(() => mariaDb.end());
  const url = await mariaDb.createDatabase();
  const mine = `${new URL(url).pathname.slice(1)}.* to room@localhost`;
  const most = 'select, insert, update, delete, create, alter, index, references, drop';
  await mariaDb.asRoot("create user room@localhost identified by 'felt'", `grant ${most} on ${mine}`);
  const env = { ABOVEBOARD_DATABASE_URL: url.replace('root@', 'room:felt@') };
  expect(await runSection('A migration failed', env, { 2: () => mariaDb.asRoot(`grant all on ${mine}`) })).toEqual([
    ['db migrate', 2, expect.stringMatching(/^ABOVEBOARD_DATABASE_URL: the MariaDB cannot be used: TRIGGER command denied/)],
    ['db status', 1, expect.stringMatching(/cut-short\n.*pending\n/)],
    ['db migrate', 0, expect.stringContaining('migrated: ')],
    ['db verify', 0, NOTHING_WRONG],
  ]);
  expect(await runSection('First, look', env)).toEqual([
    ['db status', 0, expect.stringContaining('applied')],
    ['db verify', 0, NOTHING_WRONG],
  ]);
  await mariaDb.kill();
  expect(await runSection('The database is down', env, { 1: () => mariaDb.start() })).toEqual([
    ['db status', 2, expect.stringMatching(/^ABOVEBOARD_DATABASE_URL: the MariaDB cannot be used: .*\n$/)],
    ['db verify', 0, NOTHING_WRONG],
    ['reconcile', 0, BOOKS_HOLD],
  ]);
  expect(await runSection('The disk is full', env)).toEqual([['reconcile', 0, BOOKS_HOLD]]);
});
