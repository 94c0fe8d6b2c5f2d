/**
 * `npm run bench:engine`: how fast the engine and its evaluators are beside their peers, doing the same work in the same run.
 *
 * Exit code 0, or 2 for a wrong call. Figures only compare within one run: another machine, or a busy one, gives others.
 */
import { parseArgs } from 'node:util';
import { barsOf, barTable } from './bars.ts';
import { actionsPerHand, engineContest } from './engine/contest.ts';
import { HEAVY_PEERS, heavyPeerVersion, installHeavyPeers } from './evaluator/heavy-peers.ts';
import { measureLoads } from './evaluator/load.ts';
import { omahaContest } from './evaluator/omaha.ts';
import { packedContest } from './evaluator/packed.ts';
import { textContest } from './evaluator/text.ts';
import { keepResult, runBench } from './measure/bench-command.ts';
import { type Effort, holdContest } from './measure/contest.ts';
import { peerVersions, thisMachine } from './measure/machine.ts';
import { oddsContest } from './odds/aces-against-kings.ts';
import { contestTable, headline, loadTable, type Report } from './report.ts';

const HELP = `Usage: npm run bench:engine [-- --quick] [--json] [--keep] [--seed N]

Times whole hands, the rating of seven cards and of Omaha hands, and aces against kings on every board, beside
@pokertools/evaluator, phe, poker-evaluator, pokersolver and poker-ts, and how long each takes to load; says which bars of
design/engine.md are met.

  --quick    short rounds: a few seconds in all, rougher figures
  --json     print the report as JSON and nothing else
  --keep     also write it to bench/results/<day>.json
  --seed N   deal the hands of this seed (default 1)`;

const FULL: Effort = { rounds: 5, roundMs: 400 };
const QUICK: Effort = { rounds: 5, roundMs: 50 };
const PEERS = ['poker-ts', 'phe', 'pokersolver'];

interface Options {
  readonly quick: boolean;
  readonly json: boolean;
  readonly keep: boolean;
  readonly seed: number;
}

function run({ quick, json, keep, seed }: Options): void {
  const effort = quick ? QUICK : FULL;
  const say = (text: string): void => (json ? undefined : console.log(text));
  const missing = installHeavyPeers();
  if (missing) process.stderr.write(`${missing}\n`);
  const hasHeavy = missing === null;
  const heavyVersions = hasHeavy ? HEAVY_PEERS.map((name) => [name, heavyPeerVersion(name)]) : [];
  const about = {
    day: new Date().toISOString().slice(0, 10),
    machine: thisMachine(),
    peers: { ...peerVersions(PEERS), ...Object.fromEntries(heavyVersions) },
    seed,
    ...effort,
    actionsPerHand: actionsPerHand(seed),
  };
  say(headline(about));
  const contests = [
    engineContest(seed),
    packedContest(seed, hasHeavy),
    textContest(seed, hasHeavy),
    omahaContest(seed, hasHeavy),
    oddsContest(hasHeavy),
  ].map((contest) => {
    const figures = holdContest(contest, effort);
    say(`\n${contestTable(contest, figures)}`);
    return { name: contest.name, unit: contest.unit, figures };
  });
  const loads = measureLoads(['aboveboard', ...(hasHeavy ? HEAVY_PEERS : []), ...PEERS], effort.rounds);
  say(`\n${loadTable(loads)}`);
  const bars = barsOf(contests, loads);
  say(`\n${barTable(bars)}`);
  const report: Report = { ...about, contests, loads, bars };
  const text = JSON.stringify(report, null, 2);
  if (json) console.log(text);
  if (keep) keepResult(report.day, text);
}

/** The options, or what is wrong with them. */
function readOptions(args: string[]): Options | string {
  const flag = { type: 'boolean', default: false } as const;
  const options = { quick: flag, json: flag, keep: flag, seed: { type: 'string', default: '1' } } as const;
  const { values } = parseArgs({ args, options });
  const seed = Number(values.seed);
  return Number.isInteger(seed) ? { ...values, seed } : `--seed wants a whole number, not ${values.seed}`;
}

await runBench(HELP, readOptions, run);
