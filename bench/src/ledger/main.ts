/**
 * `npm run bench:ledger`: how many hands a second are settled and durable on each database, beside one transaction for each hand.
 *
 * Exit code 0, also where a bar is missed (it is printed as missed); 2 for a wrong call. Figures compare within one run only.
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { booksFindings } from '@aboveboard/storage';
import { keepResult, runBench } from '../measure/bench-command.ts';
import { thisMachine } from '../measure/machine.ts';
import { loadNow } from '../measure/report-words.ts';
import { figuresOf, ledgerBarsOf, quantile } from './figures.ts';
import { openHands } from './hands.ts';
import { type Bench, measure, measureFiling } from './measures.ts';
import { BINLOG, MARIADB, openPlace } from './place.ts';
import { type Amounts, type Filing, FULL, GROUPS, PLACES, type PlaceName, QUICK, type Reading, type Way } from './plan.ts';
import { type LedgerReport, reportPage } from './report.ts';

const HELP = `Usage: npm run bench:ledger [-- --quick] [--rounds N] [--only PLACE] [--binlog] [--json] [--keep]

Settles hands on SQLite and on a MariaDB started for it, both as durable as a room has them: in groups of 1, 20 and 100, one transaction
for each hand written naively, and as a shard does when hands end at the rate of the bar.

  --quick       fewer hands and 3 rounds
  --rounds N    how often all is measured in turn (5)
  --only PLACE  SQLite or MariaDB
  --binlog      MariaDB with its log for copies, synced with each commit
  --json        print the report as JSON and nothing else
  --keep        also write it to bench/results/ledger-<day>.json`;

const WAYS: readonly Way[] = ['naive', ...GROUPS.map((size) => `group of ${size}` as const), 'paced'];

interface Options {
  readonly amounts: Amounts;
  readonly places: readonly PlaceName[];
  readonly hasBinlog: boolean;
  readonly json: boolean;
  readonly keep: boolean;
}

async function run({ amounts, places, hasBinlog, json, keep }: Options): Promise<void> {
  const say = (text: string): void => (json ? undefined : console.log(text));
  const benches: Bench[] = [];
  const readings: Reading[] = [];
  const filing: Filing[] = [];
  const load: number[] = [];
  const syncMs = syncTimes();
  try {
    for (const name of places) {
      const place = await openPlace(name, hasBinlog);
      const bench = { place, hands: await openHands(place.db) };
      benches.push(bench);
      for (const way of WAYS) await measure(bench, way, WARM_UP);
    }
    for (let round = 0; round < amounts.rounds; round++) {
      load.push(loadNow());
      for (const way of inTurn(WAYS, round)) {
        for (const bench of inTurn(benches, round)) readings.push(await measure(bench, way, amounts));
      }
      say(`round ${round + 1} of ${amounts.rounds} done, load before it ${load[round]}`);
    }
    for (const bench of benches) filing.push(await measureFiling(bench));
    for (const { place } of benches) await mustReconcile(place.db);
  } finally {
    for (const { place } of benches) await place.close();
  }
  load.push(loadNow());
  const figures = figuresOf(readings).sort((a, b) => orderOf(a) - orderOf(b));
  const report: LedgerReport = {
    ...{ day: new Date().toISOString().slice(0, 10), machine: thisMachine(), amounts },
    mariaDb: [...MARIADB, ...(hasBinlog ? BINLOG : [])],
    ...{
      syncMs,
      load,
      figures,
      filing,
      bars: ledgerBarsOf(figures).filter(({ what }) => places.some((name) => what.startsWith(name))),
    },
  };
  say(`\n${reportPage(report)}`);
  const text = JSON.stringify(report, null, 2);
  if (json) console.log(text);
  if (keep) keepResult(`ledger-${report.day}${hasBinlog ? '-binlog' : ''}`, text);
}

const WARM_UP: Amounts = { rounds: 1, alone: 30, grouped: 400, pacedS: 0.2 };

function inTurn<T>(items: readonly T[], round: number): readonly T[] {
  const turn = round % items.length;
  return [...items.slice(turn), ...items.slice(0, turn)];
}

function orderOf({ place, way }: { readonly place: PlaceName; readonly way: Way }): number {
  return PLACES.indexOf(place) * WAYS.length + WAYS.indexOf(way);
}

/** What was measured was right: each balance is what its transfers make. */
async function mustReconcile(db: Bench['place']['db']): Promise<void> {
  const findings = await booksFindings(db.reader);
  if (findings.length > 0) throw new Error(findings.map(({ detail }) => detail).join('; '));
}

function syncTimes(): LedgerReport['syncMs'] {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-bench-'));
  const file = openSync(join(folder, 'synced'), 'w');
  const page = Buffer.alloc(8_192, 1);
  const times = Array.from({ length: 200 }, () => {
    writeSync(file, page);
    const startMs = performance.now();
    fdatasyncSync(file);
    return performance.now() - startMs;
  }).sort((a, b) => a - b);
  closeSync(file);
  rmSync(folder, { recursive: true });
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

/** The options, or what is wrong with them. */
function readOptions(args: string[]): Options | string {
  const flag = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  const options = { quick: flag, json: flag, keep: flag, binlog: flag, rounds: text, only: text };
  const { quick, json, keep, binlog, rounds, only } = parseArgs({ args, options }).values;
  if (rounds !== undefined && !/^[1-9]\d{0,2}$/.test(rounds)) return `--rounds wants a whole number from 1, not ${rounds}`;
  const places = PLACES.filter((name) => only === undefined || name === only);
  if (places.length === 0) return `--only wants ${PLACES.join(' or ')}, not ${only}`;
  const amounts = quick ? QUICK : FULL;
  return {
    ...{ places, hasBinlog: binlog, json, keep },
    amounts: rounds === undefined ? amounts : { ...amounts, rounds: Number(rounds) },
  };
}

await runBench(HELP, readOptions, run);
