/**
 * `npm run load`: players and railbirds through the SDK against a room on this machine, every delivery counted.
 *
 * Exit code 0 when the room held, 1 when something was lost, doubled or not answered, 2 for a wrong call, 3 when the run is void because
 * the generator was the bottleneck. It ends by itself.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startCluster } from '../bench/src/measure/started-cluster.ts';
import { startRoom } from '../bench/src/measure/started-room.ts';
import { holdLoad, type LoadReport } from './load/hold-load.ts';
import { HUMAN } from './load/player.ts';
import { reportText } from './load/report.ts';
import { isLoopback, roomAt } from './load/room.ts';
import type { Scenario } from './load/scenario.ts';
import { SCENARIOS } from './load/scenarios/all.ts';

const MOST_SOCKETS = 5_000;
const MOST_MINUTES = 60;

const HELP = `Usage: npm run load -- SCENARIO [--sockets N] [--minutes N] [--cluster | --url URL] [--seed N] [--json]

${SCENARIOS.map(({ name, what, sockets, minutes }) => `  ${name.padEnd(16)} ${what} (${sockets} sockets, ${minutes} min)`).join('\n')}

  --sockets N  clients of the SDK at once, ${MOST_SOCKETS} at most
  --minutes N  how long it is measured, ${MOST_MINUTES} at most; fractions are fine
  --cluster    against a room of many processes, as npm run cluster starts them; what each part costs is told apart
  --url URL    a room that runs on this machine already, such as http://127.0.0.1:8080; without it, one is started for the run.
               Its limits by address stand in the way: ABOVEBOARD_LOGINS_PER_ADDRESS, …_CONNECTIONS_PER_ADDRESS, …_COMMANDS_PER_ADDRESS
  --seed N     repeats the decisions of an earlier run, though not its times
  --json       print the report as JSON and nothing else

Held: every viewer got every sequence number once and in order, each command was answered, each action stands at its table once.
Void: the generator itself came late or had no time left, so the run says nothing of the room.`;

interface Call {
  readonly scenario: Scenario;
  readonly sockets: number;
  readonly minutes: number;
  readonly url: string | undefined;
  readonly isCluster: boolean;
  readonly seed: number;
  readonly isJson: boolean;
}

/** What was asked for, or what is wrong with it. */
function readCall(args: string[]): Call | 'help' | { readonly wrong: string } {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const options = { sockets: text, minutes: text, url: text, seed: text, cluster: flag, json: flag, help: flag };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  if (values.help) return 'help';
  const [name = ''] = positionals;
  const scenario: Scenario | undefined = SCENARIOS.find((one) => one.name === name);
  if (!scenario || positionals.length > 1) return { wrong: `which scenario: ${SCENARIOS.map((one) => one.name).join(', ')}?` };
  const sockets = Number(values.sockets ?? scenario.sockets);
  const minutes = Number(values.minutes ?? scenario.minutes);
  const seed = Number(values.seed ?? process.env.ABOVEBOARD_SEED ?? randomInt(2 ** 31));
  if (!Number.isInteger(sockets) || sockets < 1 || sockets > MOST_SOCKETS)
    return { wrong: `--sockets wants 1 to ${MOST_SOCKETS}` };
  if (!(minutes > 0 && minutes <= MOST_MINUTES)) return { wrong: `--minutes wants more than 0 and ${MOST_MINUTES} at most` };
  if (!Number.isSafeInteger(seed)) return { wrong: '--seed wants a whole number' };
  if (values.url !== undefined && !isLoopback(values.url))
    return { wrong: `${values.url} is not this machine: a load is aimed at none but one's own` };
  return { scenario, sockets, minutes, seed, url: values.url, isCluster: values.cluster, isJson: values.json };
}

async function run({ scenario, sockets, minutes, url, isCluster, seed, isJson }: Call): Promise<number> {
  const say = (text: string): void => void (isJson ? undefined : console.log(text));
  say(`${scenario.name}: ${sockets} sockets for ${minutes} min, seed ${seed}`);
  const room = url !== undefined ? roomAt(url) : isCluster ? await startCluster() : await startRoom();
  try {
    const report: LoadReport = await holdLoad({ scenario, room, sockets, minutes, seed, say, pace: HUMAN });
    console.log(isJson ? JSON.stringify(report, null, 2) : reportText(report));
    return { held: 0, broken: 1, void: 3 }[report.verdict];
  } finally {
    await room.stop();
  }
}

async function main(args: string[]): Promise<number> {
  try {
    const call = readCall(args);
    if (call !== 'help' && !('wrong' in call)) return await run(call);
    if (call === 'help') console.log(HELP);
    else console.error(`${call.wrong}\n\n${HELP}`);
    return call === 'help' ? 0 : 2;
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) throw error;
    console.error(`${error.message}\n\n${HELP}`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
