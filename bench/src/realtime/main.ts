/**
 * `npm run bench:realtime`: what a socket, a command and a delivery cost our server, beside Colyseus and beside bare `ws`, in the same run.
 *
 * Exit code 0, also where a bar is missed (it is printed as missed); 2 for a wrong call. Figures compare within one run only.
 */
import { parseArgs } from 'node:util';
import { keepResult, runBench } from '../measure/bench-command.ts';
import { thisMachine } from '../measure/machine.ts';
import { loadNow } from '../measure/report-words.ts';
import { ROUND_OPTIONS, readRounds } from '../measure/round-options.ts';
import { measurePeer, measureRoom, type Yardstick } from './at-tables.ts';
import { realtimeBarsOf } from './bars.ts';
import { metricsOf } from './figures.ts';
import { measureIdle, measureStorm } from './in-hall.ts';
import { PEERS, realtimePeers } from './peers.ts';
import { type Amounts, FULL, GROUPS, type Group, QUICK, type Reading } from './plan.ts';
import { barTable, headline, metricTable, NOTES, type RealtimeReport } from './report.ts';
import { aboveboardSide, clusterSide } from './sides/aboveboard.ts';
import { bareWsSide } from './sides/bare-ws.ts';
import { colyseusSide } from './sides/colyseus.ts';

const HELP = `Usage: npm run bench:realtime [-- --quick] [--rounds N] [--only GROUP] [--json] [--keep]

Plays at tables, joins, idles and storms, at our server, at Colyseus and at bare ws by turns, each a process of its own; says which bars of
design/figures.md are met. Half an hour in full; it wants 16 000 open files (ulimit -n) and some 2 GB of memory.

  --quick       fewer tables and sockets, 2 rounds: two minutes or so, rougher figures
  --rounds N    how often all is measured in turn (5)
  --only GROUP  ${GROUPS.join(', ')}; more than one with several --only
  --json        print the report as JSON and nothing else
  --keep        also write it to bench/results/realtime-<day>.json, with the groups in its name where not all were measured`;

interface Options {
  readonly amounts: Amounts;
  readonly groups: readonly Group[];
  readonly json: boolean;
  readonly keep: boolean;
}

async function run({ amounts, groups, json, keep }: Options): Promise<void> {
  const say = (text: string): void => (json ? undefined : console.log(text));
  const missing = realtimePeers.install();
  if (missing) throw new Error(missing);
  const peers = Object.fromEntries(PEERS.map((name) => [name, realtimePeers.version(name)]));
  const about = { day: new Date().toISOString().slice(0, 10), machine: thisMachine(), peers, amounts, notes: NOTES };
  say(headline(about));
  const ours = aboveboardSide();
  const others = [colyseusSide(), bareWsSide()];
  const readings: Reading[] = [];
  const yardsticks: Yardstick[] = [];
  const inCluster: Yardstick[] = [];
  const load: number[] = [];
  const report = (): RealtimeReport => {
    const metrics = metricsOf(readings);
    const told = { aboveboard: yardsticks, cluster: inCluster };
    return {
      ...about,
      rounds: load.length,
      load: [...load, loadNow()],
      told,
      readings,
      metrics,
      bars: realtimeBarsOf(metrics),
    };
  };
  try {
    if (groups.includes('idle') || groups.includes('storm')) await ours.prepare(Math.max(amounts.idle[1], amounts.storm));
    for (let round = 0; round < amounts.rounds; round++) {
      const before = loadNow();
      if (groups.includes('play')) yardsticks.push(await playRound(ours, others, amounts, readings));
      if (groups.includes('cluster')) inCluster.push(await measureRoom(clusterSide(), amounts, tellOf('cluster', readings)));
      for (const side of [ours, ...others]) {
        const tell = tellOf(side.name, readings);
        if (groups.includes('idle')) await measureIdle<unknown>(side, amounts, tell);
        if (groups.includes('storm')) await measureStorm<unknown>(side, amounts, tell);
      }
      load.push(before);
      say(`round ${round + 1} of ${amounts.rounds} done, load before it ${before}`);
      if (keep) keepResult(`realtime-${about.day}${partOf(groups)}`, JSON.stringify(report(), null, 2)); // also where a later round fails
    }
  } finally {
    await ours.end();
  }
  const { metrics, bars, load: seen } = report();
  say(`\n${metrics.map(metricTable).join('\n')}\n\n${barTable(bars)}\nload of the machine: ${seen.join(', ')}`);
  if (json) console.log(JSON.stringify(report(), null, 2));
}

function partOf(groups: readonly Group[]): string {
  return groups.length === GROUPS.length ? '' : `-${groups.join('-')}`;
}

async function playRound(
  ours: ReturnType<typeof aboveboardSide>,
  others: readonly ReturnType<typeof bareWsSide>[],
  amounts: Amounts,
  readings: Reading[],
): Promise<Yardstick> {
  const yardstick = await measureRoom(ours, amounts, tellOf(ours.name, readings));
  for (const side of others) await measurePeer(side, amounts, yardstick, tellOf(side.name, readings));
  return yardstick;
}

function tellOf(side: Reading['side'], readings: Reading[]) {
  return (metric: Reading['metric'], value: number): void => void readings.push({ side, metric, value });
}

/** The options, or what is wrong with them. */
function readOptions(args: string[]): Options | string {
  const { json, keep, ...said } = parseArgs({ args, options: ROUND_OPTIONS }).values;
  const asked = readRounds(said, { full: FULL, quick: QUICK, groups: GROUPS });
  return typeof asked === 'string' ? asked : { ...asked, json, keep };
}

await runBench(HELP, readOptions, run);
