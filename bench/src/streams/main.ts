/**
 * `npm run bench:streams`: how fast our queues on Redis are beside BullMQ and beside bare streams, on the same Redis, in the same run.
 *
 * Exit code 0, also where a bar is missed (it is printed as missed); 2 for a wrong call. Figures compare within one run only: another
 * machine, or a busy one, gives others.
 */
import { parseArgs } from 'node:util';
import { connectRedis, type Redis } from '@aboveboard/streams/redis';
import { startRedis } from '@aboveboard/streams/testing/redis-server';
import { keepResult, runBench } from '../measure/bench-command.ts';
import { thisMachine } from '../measure/machine.ts';
import { loadNow } from '../measure/report-words.ts';
import { ROUND_OPTIONS, readRounds } from '../measure/round-options.ts';
import { streamsBarsOf, streamsBarTable } from './bars.ts';
import { BULLMQ, bullmqPeers } from './bullmq.ts';
import { type Crew, gatherCrew } from './crew.ts';
import { metricsOf } from './figures.ts';
import { type Amounts, DURABILITIES, type Durability, FULL, GROUPS, type Group, QUICK, type Reading } from './plan.ts';
import { headline, metricTable, NOTES, type StreamsReport } from './report.ts';
import { holdRound } from './rounds.ts';
import { payloadOf, SIDES } from './side.ts';

const HELP = `Usage: npm run bench:streams [-- --quick] [--rounds N] [--only GROUP] [--fsync WHEN] [--payload N] [--json] [--keep]

Works off, adds and waits for jobs that do nothing, through our queues, through BullMQ and through bare XADD, XREADGROUP and XACK,
on one redis-server started for it; says which bars of design/figures.md are met. About a quarter of an hour in full.

  --quick       fewer jobs and 3 rounds: two minutes or so, rougher figures
  --rounds N    how often all is measured in turn (5)
  --only GROUP  ${GROUPS.join(', ')}; more than one with several --only
  --fsync WHEN  durability of Redis, for all sides: everysec (the default) or always
  --payload N   bytes of a job's text, at least (120 or so)
  --json        print the report as JSON and nothing else
  --keep        also write it to bench/results/streams-<day>-<fsync>.json`;

interface Options {
  readonly amounts: Amounts;
  readonly groups: readonly Group[];
  readonly durability: Durability;
  readonly payloadBytes: number;
  readonly json: boolean;
  readonly keep: boolean;
}

async function run({ amounts, groups, durability, payloadBytes, json, keep }: Options): Promise<void> {
  const say = (text: string): void => (json ? undefined : console.log(text));
  const missing = bullmqPeers.install();
  if (missing) process.stderr.write(`${missing}\n`);
  const sides = SIDES.filter((name) => name !== 'bullmq' || missing === null);
  await withRedis(durability, async (redis, socketPath) => {
    const about = {
      day: new Date().toISOString().slice(0, 10),
      machine: thisMachine(),
      redis: /redis_version:(\S+)/.exec(String(await redis.sendCommand(['INFO', 'server'])))?.[1] ?? 'unknown',
      durability,
      peers: missing === null ? Object.fromEntries(BULLMQ.map((name) => [name, bullmqPeers.version(name)])) : {},
      amounts,
      payloadBytes: Buffer.byteLength(payloadOf(0, payloadBytes)),
      notes: NOTES,
    };
    say(headline(about));
    const readings: Reading[] = [];
    const load: number[] = [];
    const crews: Crew[] = [];
    try {
      for (const name of sides) crews.push(await gatherCrew(name, socketPath, payloadBytes));
      const tell = (reading: Reading): void => void readings.push(reading);
      for (let round = 0; round < amounts.rounds; round++) {
        load.push(loadNow());
        await holdRound(redis, crews, round, { amounts, groups, tell });
        say(`round ${round + 1} of ${amounts.rounds} done, load before it ${load[round]}`);
      }
    } finally {
      for (const crew of crews) await crew.dismiss();
    }
    load.push(loadNow());
    const metrics = metricsOf(readings);
    const report: StreamsReport = { ...about, load, metrics, bars: streamsBarsOf(metrics) };
    say(`\n${metrics.map(metricTable).join('\n')}\n\n${streamsBarTable(report.bars)}\nload of the machine: ${load.join(', ')}`);
    const text = JSON.stringify(report, null, 2);
    if (json) console.log(text);
    if (keep) keepResult(`streams-${report.day}-${durability}`, text);
  });
}

async function withRedis(durability: Durability, use: (redis: Redis, socketPath: string) => Promise<void>): Promise<void> {
  const ends: (() => Promise<void>)[] = [];
  const args = ['--appendonly', 'yes', '--appendfsync', durability, '--auto-aof-rewrite-percentage', '0'];
  const { socketPath } = await startRedis({ args, atEnd: (end) => void ends.push(end) });
  try {
    const redis = await connectRedis({ socketPath });
    await use(redis, socketPath);
    redis.destroy();
  } finally {
    for (const end of ends) await end();
  }
}

/** The options, or what is wrong with them. */
function readOptions(args: string[]): Options | string {
  const options = {
    ...ROUND_OPTIONS,
    payload: { type: 'string', default: '0' as string },
    fsync: { type: 'string', default: 'everysec' as string },
  } as const;
  const { json, keep, fsync, payload, ...said } = parseArgs({ args, options }).values;
  if (!/^\d{1,4}$/.test(payload)) return `--payload wants bytes, 9999 at most, not ${payload}`;
  const durability = DURABILITIES.find((name) => name === fsync);
  if (durability === undefined) return `--fsync wants ${DURABILITIES.join(' or ')}, not ${fsync}`;
  const asked = readRounds(said, { full: FULL, quick: QUICK, groups: GROUPS });
  return typeof asked === 'string' ? asked : { ...asked, durability, payloadBytes: Number(payload), json, keep };
}

await runBench(HELP, readOptions, run);
