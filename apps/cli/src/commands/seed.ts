/** `aboveboard db seed --demo`: a room with something in it to look at. */
import type { DemoReport } from '@aboveboard/server';
import { Command } from 'commander';
import { Complaint, endWith } from '../control/complaint.ts';
import { EXIT } from '../exit-code.ts';
import { statusLine } from '../terminal/status-line.ts';
import { wholeNumber } from './queue/whole-number.ts';

interface SeedFlags {
  readonly demo?: boolean;
  readonly hands: number;
  readonly seed: number;
  readonly add?: boolean;
  readonly data?: string;
  readonly json?: boolean;
}

/** The clock of the demo is fast; what is said need not be. */
const TOLD_EVERY = 10;

export function seedCommand(): Command {
  return new Command('seed')
    .description('Fill an empty room with people, bots, hands and movements of chips, to look at or to try things on.')
    .option('--demo', 'a demo, which is all that there is')
    .option('-n, --hands <number>', 'hands to play, at least', wholeNumber(1, 100_000), 600)
    .option('--seed <number>', 'what all chance follows from', wholeNumber(0, 2 ** 32 - 1), 1)
    .option('--add', 'also where the room was used before')
    .option('-d, --data <folder>', 'where the room keeps its database and keys (default ./data)')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
People and bots play at the house's tables on the evenings before today, through the room's own tables, dealt and logged like any others;
then rankings, statistics and notices are brought up to date, and the books are checked. With 600 hands and more everybody has enough of
them for every leaderboard. The same seed gives the same people, tables and chance. Nobody can come in as one of them: their sessions are
revoked. Tournaments are no part of the room yet, so there are none in the demo.
Which database it is, the settings say: ABOVEBOARD_DATABASE_URL and ABOVEBOARD_DATA (.env.example). No room may run on the data folder.`,
    )
    .action((flags: SeedFlags) => endWith(() => seed(flags)));
}

async function seed({ demo, hands, seed, add = false, data, json }: SeedFlags): Promise<number> {
  if (!demo) throw new Complaint('Say what to fill it with: --demo is all that there is.');
  const { createLogger, loadConfig, seedDemo } = await import('@aboveboard/server');
  const config = loadConfig({ env: process.env, cwd: process.cwd(), overrides: data === undefined ? {} : { data } });
  const line = statusLine(process.stderr);
  line.begin(`Playing ${hands === 1 ? 'a hand' : `${hands} hands`}.`);
  const progress = (played: number): void => {
    if (played % TOLD_EVERY === 0) line.show(`${played} of ${hands} hands`);
  };
  const report = await seedDemo(config, { seed, hands, isAdding: add, progress }, createLogger('error')).finally(line.clear);
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : textOf(report));
  return report.differences === 0 ? EXIT.GOOD : EXIT.NEGATIVE;
}

function textOf({ seed, evenings, hands, tables, guests, bots, transfers, differences }: DemoReport): string {
  const books = differences === 0 ? 'the books agree' : `the books have ${differences} differences: npx aboveboard reconcile`;
  return `${hands} hands on ${evenings} evenings at ${tables} tables, by ${guests} people and ${bots} bots; ${transfers} transfers; ${books}. Seed ${seed}.\n`;
}
