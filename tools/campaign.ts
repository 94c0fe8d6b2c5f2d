/**
 * `npm run campaign`: what `npm test` does with a few hundred hands and a tenth of each fault's length, at full scale. It ends by
 * itself, and prints the seed that repeats it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Machine, thisMachine } from '../bench/src/measure/machine.ts';
import { type CampaignOptions, PARTS, type Part } from './campaign/parts.ts';
import { type PartResult, runPart } from './campaign/run-part.ts';

const HELP = `npm run campaign -- [options]

Runs its parts one after the other, and reports what passed and how long it took:

${PARTS.map(({ name, what }) => `  ${name.padEnd(8)} ${what}`).join('\n')}

  --only PART  one part only
  --hands N    random hands a game (20000)
  --sealed N   sealed hands a game (1000)
  --seed N     repeats an earlier run
  --game CODE  one game only, by its code (PO/8): of hands and sealed
  --json       print the report as JSON
  --keep       also write it to bench/results/campaign-<day>.json
  --help       this text

Exit code 0 when everything passed, 1 when something did not, 2 for a wrong call.`;

interface Report {
  readonly day: string;
  readonly machine: Machine;
  readonly seed: number;
  readonly parts: readonly PartResult[];
}

interface Call {
  readonly parts: readonly Part[];
  readonly options: CampaignOptions;
  readonly only: string | undefined;
  readonly isJson: boolean;
  readonly isKept: boolean;
}

/** What was asked for. @throws Error that says what is wrong with the call. */
function readCall(): Call | 'help' {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    options: { only: text, hands: text, sealed: text, seed: text, game: text, json: flag, keep: flag, help: flag },
  });
  if (values.help) return 'help';
  const { only, game } = values;
  const byName = only === undefined ? PARTS : PARTS.filter(({ name }) => name === only);
  if (byName.length === 0) throw new Error(`--only wants one of ${PARTS.map(({ name }) => name).join(', ')}, not ${only}`);
  const parts = game === undefined ? byName : byName.filter(({ isByGame }) => isByGame);
  if (parts.length === 0) throw new Error(`--game is no matter of ${only}`);
  const options = {
    hands: wholeNumber('--hands', values.hands ?? '20000'),
    sealed: wholeNumber('--sealed', values.sealed ?? '1000'),
    seed: values.seed === undefined ? Date.now() % 2 ** 31 : wholeNumber('--seed', values.seed),
    ...(game === undefined ? {} : { game }),
  };
  return { parts, options, only, isJson: values.json === true, isKept: values.keep === true };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text) || (name !== '--seed' && Number(text) === 0)) {
    throw new Error(`${name} wants a whole number${name === '--seed' ? '' : ' from 1'}, not ${text}`);
  }
  return Number(text);
}

function reportPage({ day, machine, seed, parts }: Report): string {
  const lines = parts.flatMap(({ part, amount, passed, failed, seconds, tests }) => [
    `${part.padEnd(8)} ${passed} passed, ${failed} failed, ${seconds} s: ${amount}`,
    ...tests.map((test) => `  ${test.passed ? 'ok  ' : 'FAIL'} ${String(test.seconds).padStart(7)} s  ${test.name}`),
  ]);
  const head = `campaign of ${day}, seed ${seed}, ${machine.processor}, ${machine.cores} cores, Node ${machine.node}`;
  return ['', head, ...lines].join('\n');
}

function keep(report: Report, only: string | undefined): void {
  const folder = join(import.meta.dirname, '../bench/results');
  mkdirSync(folder, { recursive: true });
  const name = only === undefined ? `campaign-${report.day}` : `campaign-${only}-${report.day}`;
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
}

function main(): number {
  const call = readCall();
  if (call === 'help') {
    console.log(HELP);
    return 0;
  }
  const { parts, options, only, isJson, isKept } = call;
  process.stderr.write(`campaign: ${parts.map(({ name }) => name).join(', ')}; seed ${options.seed}\n`);
  const results = parts.map((part) => runPart(part, options));
  const day = new Date().toISOString().slice(0, 10);
  const report: Report = { day, machine: thisMachine(), seed: options.seed, parts: results };
  console.log(isJson ? JSON.stringify(report) : reportPage(report));
  if (isKept) keep(report, only);
  return results.every(({ failed }) => failed === 0) ? 0 : 1;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  process.exitCode = 2;
}
