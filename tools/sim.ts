/**
 * `npm run sim`: the whole room in one process on a virtual clock, under faults that all follow from one number. It ends by itself; what
 * breaks is printed with the number, the shortest list of faults that still breaks it, and how to play it again.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Broken, Fault, Outcome, Pace, Shape, ShapeOrder, SimulateOptions } from '@aboveboard/testkit/simulator';
import { plant, stubHashing } from './sim/load-hooks.ts';
import { bugNamed, PLANTED_BUGS } from './sim/planted-bugs.ts';
import { provePlanted } from './sim/prove-planted.ts';

const HELP = `npm run sim -- [options]

Plays simulations of the whole room, each under faults drawn from its seed, and holds them against every promise:
chips conserved, one outcome for each hand, one owner, no stale write, no hidden card, no gap in the numbers, every
acknowledged command once, nothing shown before it is durable, no clock that takes what it may not; and when all is
healed, every hand settled or void within 60 simulated seconds.

  --seed S       the first seed (drawn where it is not said, and printed)
  --seeds N      so many seeds, one after the other (1); failures kept in fixtures/sim-seeds are played first, with 0 alone
  --hours H      simulated hours under faults (drawn from the seed: 10 to 30 s)
  --pace P       full: players who act at once, for more hands; human: who think for seconds, so that faults fall into waits
                 as well (human where hours are 0.1 or more, full otherwise)
  --faults LIST  only these of the seed's faults, by their numbers: 0,3,4; - for none
  --hashing X    real (default), or stub: hashes and signatures that hide nothing, for more hands
  --trace        print every line of the trace
  --list         print the faults of the seed, and play nothing
  --json         print the report as JSON
  --planted [B]  prove that a planted bug is found, or all of them (${PLANTED_BUGS.length}), within --seeds (2000)
  --help         this text

Exit code 0 when every promise was kept (with --planted: when every bug was found), 1 when one was broken, 2 for a wrong call.`;

interface Call {
  readonly seed: number;
  readonly seeds: number | null;
  readonly order: ShapeOrder & { readonly pace: Pace };
  readonly faults: readonly number[] | null;
  readonly isStub: boolean;
  readonly isTraced: boolean;
  readonly isListing: boolean;
  readonly isJson: boolean;
  /** A bug's name; empty for all. */
  readonly planted: string | null;
}

/** @throws Error that says what is wrong with the call */
function readCall(): Call | 'help' {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{ seed: text, seeds: text, hours: text, pace: text, faults: text, hashing: text },
      ...{ trace: flag, list: flag, json: flag, planted: flag, help: flag },
    },
  });
  if (values.help) return 'help';
  const [planted, ...others] = positionals;
  if (others.length > 0 || (planted !== undefined && !values.planted)) throw new Error(`what is ${positionals.join(' ')}?`);
  const hashing = values.hashing ?? 'real';
  if (!['real', 'stub'].includes(hashing)) throw new Error(`--hashing wants real or stub, not ${hashing}`);
  return {
    seed: values.seed === undefined ? Date.now() % 1_000_000 : wholeNumber('--seed', values.seed),
    seeds: values.seeds === undefined ? null : wholeNumber('--seeds', values.seeds),
    order: orderOf(values.hours, values.pace),
    faults: values.faults === undefined ? null : numbersIn(values.faults),
    isStub: hashing === 'stub',
    isTraced: values.trace === true,
    isListing: values.list === true,
    isJson: values.json === true,
    planted: values.planted ? (planted ?? '') : null,
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} wants a whole number, not ${text}`);
  return Number(text);
}

function hoursInMs(text: string): number {
  const hours = Number(text);
  if (!(hours > 0 && hours <= 1_000)) throw new Error(`--hours wants a number above 0 and up to 1000, not ${text}`);
  return Math.round(hours * 3_600_000);
}

/** From here on a simulation is a long one, whose waits are worth having: short ones are played for their hands. */
const LONG_MS = 360_000;

function orderOf(hours: string | undefined, pace: string | undefined): ShapeOrder & { readonly pace: Pace } {
  const playMs = hours === undefined ? undefined : hoursInMs(hours);
  if (pace === undefined) return { playMs, pace: playMs !== undefined && playMs >= LONG_MS ? 'human' : 'full' };
  if (pace !== 'full' && pace !== 'human') throw new Error(`--pace wants full or human, not ${pace}`);
  return { playMs, pace };
}

function numbersIn(text: string): readonly number[] {
  if (text === '-') return [];
  if (!/^\d+(,\d+)*$/.test(text)) throw new Error(`--faults wants numbers like 0,3,4, not ${text}`);
  return text.split(',').map(Number);
}

/** A failure of the past: its seed, and its shape with all faults, as seeds may come to mean others. */
interface KeptSeed {
  readonly seed: number;
  readonly caught: string;
  /** The planted bug that has it fail again. */
  readonly bug: string;
  readonly shape: Shape;
}

function keptSeeds(): readonly KeptSeed[] {
  const folder = join(import.meta.dirname, '../fixtures/sim-seeds');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as KeptSeed);
}

/** With a bug planted and no seeds at all: those that it has fail. */
function keptFor({ seeds }: Call, bug: string | undefined): readonly KeptSeed[] {
  if (seeds === null) return [];
  if (bug === undefined) return keptSeeds();
  return seeds === 0 ? keptSeeds().filter((kept) => kept.bug === bug) : [];
}

type Simulator = typeof import('@aboveboard/testkit/simulator');

interface Failure {
  readonly seed: number;
  readonly broken: Broken;
  readonly faults: readonly Fault[];
  readonly replay: string;
}

interface Report {
  readonly first: number;
  readonly played: number;
  readonly kept: number;
  readonly failures: readonly Failure[];
  readonly hands: number;
  readonly pace: Pace;
  readonly tableHours: number;
  readonly cpuSeconds: number;
  readonly tableHoursPerCpuMinute: number;
  /** Of the seeds in their order; the same call gives the same. */
  readonly traces: readonly string[];
}

/** More failures than these are not shrunk: the first ones say enough. */
const MOST_SHRUNK = 3;

async function play(call: Call): Promise<Report> {
  if (call.isStub) stubHashing();
  const bug = process.env.ABOVEBOARD_SIM_BUG; // set and empty: none, in a proof
  if (bug) plant(bugNamed(bug));
  const simulator = await import('@aboveboard/testkit/simulator');
  const told: SimulateOptions = call.isTraced ? { tell: (line: string) => console.log(line) } : {};
  const failures: Failure[] = [];
  const outcomes: Outcome[] = [];
  const one = async (seed: number, given: SimulateOptions): Promise<void> => {
    const outcome = await simulator.simulate(seed, { ...told, ...given });
    outcomes.push(outcome);
    if (!outcome.broken) return;
    if (!call.isJson) process.stderr.write(`seed ${seed} broke ${outcome.broken.promise}\n`);
    failures.push(await explained(simulator, call, given, outcome, failures.length < MOST_SHRUNK));
  };
  const kept = keptFor(call, bug);
  const startedAt = process.cpuUsage();
  for (const { seed, shape } of kept) await one(seed, { shape });
  const count = call.seeds ?? 1;
  for (let seed = call.seed; seed < call.seed + count; seed++) {
    const faults = call.faults && chosen(simulator.drawShape(seed, call.order).faults, call.faults);
    await one(seed, { ...call.order, ...(faults === null ? {} : { faults }) });
    if (bug !== undefined && failures.length > 0) break; // one is asked for
  }
  const { user, system } = process.cpuUsage(startedAt);
  const tableHours = outcomes.reduce((sum, outcome) => sum + outcome.tableHours, 0);
  const cpuSeconds = (user + system) / 1e6;
  return {
    ...{ first: call.seed, played: outcomes.length, kept: kept.length, failures, cpuSeconds, tableHours },
    pace: call.order.pace,
    hands: outcomes.reduce((sum, outcome) => sum + outcome.hands, 0),
    tableHoursPerCpuMinute: Math.round((tableHours / (cpuSeconds / 60)) * 10) / 10,
    traces: outcomes.map(({ traceHash }) => traceHash),
  };
}

function chosen(faults: readonly Fault[], numbers: readonly number[]): readonly Fault[] {
  return numbers.map((no) => {
    const fault = faults[no];
    if (!fault) throw new Error(`this seed has faults 0 to ${faults.length - 1}, and no ${no}`);
    return fault;
  });
}

async function explained(
  simulator: Simulator,
  call: Call,
  given: SimulateOptions,
  outcome: Outcome,
  isShrunk: boolean,
): Promise<Failure> {
  const { seed, shape, broken } = outcome;
  if (!broken) throw new Error('nothing to explain');
  const { order } = call;
  const again = async (faults: readonly Fault[]) => (await simulator.simulate(seed, { ...given, faults })).broken;
  const shrunk = isShrunk && !call.isJson ? await simulator.shrink(shape.faults, broken, again) : null;
  const faults = shrunk?.faults ?? shape.faults;
  const drawn = simulator.drawShape(seed, order).faults;
  const numbers = faults.map((fault) => drawn.findIndex((one) => JSON.stringify(one) === JSON.stringify(fault)));
  const isDrawn = !numbers.includes(-1);
  const hours = order.playMs === undefined ? undefined : String(order.playMs / 3_600_000);
  const words = [
    `npm run sim -- ${given.shape ? '--seeds 0' : `--seed ${seed}`}`,
    ...(hours === undefined ? [] : [`--hours ${hours}`]),
    ...(order.pace === orderOf(hours, undefined).pace ? [] : [`--pace ${order.pace}`]),
    ...(isDrawn && !given.shape ? [`--faults ${numbers.length === 0 ? '-' : numbers.join(',')}`] : []),
    ...(call.isStub ? ['--hashing stub'] : []),
  ];
  return { seed, broken: shrunk?.broken ?? broken, faults, replay: words.join(' ') };
}

function reportPage(report: Report, faultLine: Simulator['faultLine']): string {
  const { played, first, failures, hands, pace, tableHours, cpuSeconds, tableHoursPerCpuMinute, traces } = report;
  const found = failures.flatMap(({ seed, broken, faults, replay }) => [
    '',
    `seed ${seed}: ${broken.promise} at ${(broken.atMs / 1_000).toFixed(1)} s`,
    `  ${broken.detail}`,
    ...faults.map(faultLine),
    `  again: ${replay}`,
  ]);
  const sums = `${hands} hands, ${tableHours.toFixed(2)} table-hours in ${cpuSeconds.toFixed(1)} CPU-seconds`;
  const perHour = `${Math.round(hands / tableHours)} hands a table-hour`;
  return [
    `${played} simulations from seed ${first}: ${played - failures.length} kept every promise, ${failures.length} did not`,
    `${sums} (${tableHoursPerCpuMinute} table-hours a CPU-minute at ${pace} pace, ${perHour})`,
    ...(traces.length === 1 ? [`trace ${traces[0]}`] : []),
    ...found,
  ].join('\n');
}

async function main(): Promise<number> {
  const call = readCall();
  if (call === 'help') {
    console.log(HELP);
    return 0;
  }
  if (call.planted !== null)
    return provePlanted({ name: call.planted, seeds: call.seeds ?? 2_000, first: call.seed, isJson: call.isJson });
  if (call.isListing) {
    const { drawShape, faultLine } = await import('@aboveboard/testkit/simulator');
    const { faults, ...shape } = drawShape(call.seed, call.order);
    console.log([JSON.stringify(shape), ...faults.map(faultLine)].join('\n'));
    return 0;
  }
  const report = await play(call);
  const { faultLine } = await import('@aboveboard/testkit/simulator');
  console.log(call.isJson ? JSON.stringify(report) : reportPage(report, faultLine));
  return report.failures.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  process.exitCode = 2;
}
