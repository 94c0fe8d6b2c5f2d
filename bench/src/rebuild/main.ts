/**
 * `npm run bench:rebuild`: how long ranking and statistics take to be built again from the first hand, and what memory that takes.
 *
 * Exit code 0 when the bars are met, 1 when one is missed, 2 for a wrong call.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { Db } from '@aboveboard/storage';
import { openMariaDb } from '@aboveboard/storage/mariadb';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { startMariaDb } from '@aboveboard/storage/testing/mariadb-server';
import { sql } from 'kysely';
import { keepResult, runBench } from '../measure/bench-command.ts';
import { thisMachine } from '../measure/machine.ts';
import { loadNow } from '../measure/report-words.ts';
import { fillRoom } from './fill.ts';
import type { Rebuilt } from './measure.ts';
import { playTemplates } from './templates.ts';

const HELP = `Usage: npm run bench:rebuild [-- --hands N] [--players N] [--days N] [--mariadb] [--seed N] [--json] [--keep]

Writes the history of a room into a temporary database, hands that a room has played told again of many people, and builds ranking and
statistics again from the first, each in a process of its own. Says whether a million hands of ranking would take less than half an hour, and
whether memory grew by less than 30 MB after the first tenth, which takes 200000 hands or more to be told.

  --hands N     hands (100000)
  --players N   people, of whom some play far more than others (5000)
  --days N      over which the hands were played (30)
  --only NAME   ranking or statistics
  --mariadb     in a MariaDB started for it; else in a file of SQLite
  --seed N      hands and people of this seed (1)
  --json        print the result as JSON and nothing else
  --keep        also write it to bench/results/rebuild-<day>-<database>.json, with --only NAME added`;

const BARS = { minutesForAMillion: 30, growthMB: 30 };
/** Below that, a tenth is too short for a process to have the memory it works in. */
const HANDS_TO_JUDGE_MEMORY = 200_000;
const CONSUMERS = ['ranking', 'statistics'] as const;

interface Options {
  readonly hands: number;
  readonly players: number;
  readonly days: number;
  readonly seed: number;
  readonly consumers: readonly string[];
  readonly isOnMariaDb: boolean;
  readonly json: boolean;
  readonly keep: boolean;
}

interface Outcome extends Rebuilt {
  readonly handsPerSecond: number;
  readonly minutesForAMillion: number;
  readonly growthMB: number;
  /** Programs ready to run, the machine's mean of a minute, before and after. */
  readonly load: readonly [number, number];
}

interface Report {
  readonly day: string;
  readonly machine: ReturnType<typeof thisMachine>;
  readonly database: 'sqlite' | 'mariadb';
  readonly hands: number;
  readonly players: number;
  readonly days: number;
  readonly seed: number;
  readonly fillSeconds: number;
  readonly outcomes: readonly Outcome[];
}

async function run(options: Options): Promise<void> {
  const say = (line: string): void => void process.stderr.write(options.json ? '' : `${line}\n`);
  const report = await onDatabase(options, async (address) => {
    const { hands, players, days, seed } = options;
    const fillSeconds = await fill(address, options, say);
    const outcomes: Outcome[] = [];
    for (const consumer of options.consumers) outcomes.push(await measured(address, consumer, hands));
    const about = { day: new Date().toISOString().slice(0, 10), machine: thisMachine() };
    return { ...about, database: nameOf(options), hands, players, days, seed, fillSeconds, outcomes };
  });
  const asText = JSON.stringify(report, null, 2);
  console.log(options.json ? asText : pageOf(report));
  const only = options.consumers.length === 1 ? `-${options.consumers[0]}` : '';
  if (options.keep) keepResult(`rebuild-${report.day}-${report.database}${only}`, asText);
  process.exitCode = report.outcomes.every((one) => isMet(one, options)) ? 0 : 1;
}

function nameOf({ isOnMariaDb }: Options): Report['database'] {
  return isOnMariaDb ? 'mariadb' : 'sqlite';
}

async function onDatabase<T>(options: Options, work: (address: string) => Promise<T>): Promise<T> {
  if (options.isOnMariaDb) {
    const server = await startMariaDb(['--skip-networking', '--innodb-buffer-pool-size=256M', '--max-allowed-packet=64M']);
    try {
      return await work(await server.createDatabase());
    } finally {
      await server.end();
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-rebuild-'));
  try {
    return await work(join(folder, 'room.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(address: string, options: Options, say: (line: string) => void): Promise<number> {
  const startMs = performance.now();
  const templates = await playTemplates(options.seed);
  const db = options.isOnMariaDb ? await openMariaDb(address) : await openForWriting(address);
  const endMs = Date.now() - 86_400_000;
  await fillRoom(db, { ...options, endMs }, templates, (hands) => {
    if (hands % 100_000 === 0) say(`${hands} hands written, ${Math.round((performance.now() - startMs) / 1_000)} s`);
  });
  await db.close();
  if (!options.isOnMariaDb) say(`the database has ${Math.round(statSync(address).size / 1e6)} MB`);
  return Math.round((performance.now() - startMs) / 1_000);
}

/** Not durable, which costs more than all else and what is measured does not depend on. */
async function openForWriting(path: string): Promise<Db> {
  const db = await openDatabase(path);
  await sql`pragma journal_mode = memory`.execute(db.reader);
  await sql`pragma synchronous = off`.execute(db.reader);
  return db;
}

async function measured(address: string, consumer: string, hands: number): Promise<Outcome> {
  const before = loadNow();
  const program = join(import.meta.dirname, 'measure.ts');
  const child = spawn(process.execPath, [...process.execArgv, program, address, consumer, String(hands)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const rebuilt = JSON.parse(await text(child.stdout)) as Rebuilt;
  return {
    ...rebuilt,
    handsPerSecond: Math.round(hands / rebuilt.seconds),
    minutesForAMillion: Math.round((rebuilt.seconds / 60) * (1e6 / hands) * 10) / 10,
    growthMB: Math.round((rebuilt.peakMiB - rebuilt.warmMiB) * 1.048576 * 10) / 10,
    load: [before, loadNow()],
  };
}

function isMet({ minutesForAMillion, growthMB }: Outcome, { hands }: Pick<Options, 'hands'>): boolean {
  const isSteady = hands < HANDS_TO_JUDGE_MEMORY || growthMB < BARS.growthMB;
  return isSteady && minutesForAMillion < BARS.minutesForAMillion;
}

function pageOf({ machine, database, hands, players, days, fillSeconds, outcomes }: Report): string {
  return [
    `Node ${machine.node}; ${machine.platform}, ${machine.cores} × ${machine.processor}`,
    `${hands} hands of ${players} people in ${days} days, on ${database}; written in ${fillSeconds} s`,
    ...outcomes.map((one) =>
      [
        `${isMet(one, { hands }) ? 'met   ' : 'MISSED'} ${one.consumer.padEnd(10)} ${one.seconds} s, ${one.handsPerSecond} hands/s`,
        `(a million: ${one.minutesForAMillion} min, at most ${BARS.minutesForAMillion})`,
        `own processor ${one.cpuSeconds} s; ${one.statementsPer100} statements for 100 hands`,
        `memory ${one.warmMiB} MiB at a tenth, grew ${one.growthMB} MB (at most ${BARS.growthMB}); load ${one.load.join(' to ')}`,
      ].join('; '),
    ),
  ].join('\n');
}

const flag = { type: 'boolean', default: false } as const;
const FLAGS = {
  hands: { type: 'string', default: '100000' },
  players: { type: 'string', default: '5000' },
  days: { type: 'string', default: '30' },
  seed: { type: 'string', default: '1' },
  only: { type: 'string' },
  mariadb: flag,
  json: flag,
  keep: flag,
} as const;

function readOptions(args: string[]): Options | string {
  const { values } = parseArgs({ args, options: FLAGS });
  const [hands, players, days, seed] = [values.hands, values.players, values.days, values.seed].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const isRight = [hands, players, days].every((n) => Number.isInteger(n) && n >= 1) && Number.isInteger(seed);
  if (!isRight || hands > 1_000_000 || players < 10) return 'up to 1000000 hands, 10 people or more, whole days';
  const consumers = CONSUMERS.filter((name) => values.only === undefined || name === values.only);
  if (consumers.length === 0) return `--only wants ranking or statistics, not ${values.only}`;
  return { hands, players, days, seed, consumers, isOnMariaDb: values.mariadb, json: values.json, keep: values.keep };
}

await runBench(HELP, readOptions, run);
