#!/usr/bin/env node
/**
 * Counts every hand there is: `npm run frequencies -- [--game NAME] [--json]`
 *
 * Exit code 0 where all counts are the known ones, 1 where one is not, 2 for a command that cannot be read.
 */
import { parseArgs } from 'node:util';
import { type Counts, differences, type Survey, takeSurvey } from './frequencies/survey.ts';
import { SURVEYS } from './frequencies/surveys.ts';

const HELP = `Usage: npm run frequencies -- [--game NAME] [--json]

Rates every choice of cards there is, groups the hands by what they are, and compares with the published counts.
The whole of it takes about half a minute.

  --game NAME   only those whose name begins so: ${SURVEYS.map(({ name }) => name).join(', ')}
  --json        print one JSON object and nothing else`;

interface Outcome {
  readonly name: string;
  readonly counts: Counts;
  readonly differences: readonly string[];
}

function count(survey: Survey): Outcome {
  const { name, title, known } = survey;
  const counts = takeSurvey(survey, (done) => process.stderr.write(`${title}: ${(done / 1e6).toFixed(0)} million hands\n`));
  return { name, counts, differences: differences(known, counts) };
}

function print({ title, known }: Survey, { counts, differences: wrong }: Outcome): void {
  console.log(`${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${title}`);
  for (const group of Object.keys(known)) {
    console.log(`       ${group.padEnd(16)} ${(counts[group] ?? 0).toLocaleString('en').padStart(12)}`);
  }
  for (const line of wrong) console.log(`     ! ${line}`);
}

interface Options {
  readonly surveys: readonly Survey[];
  readonly isJson: boolean;
}

/** What to count, or what is wrong with the command. */
function readOptions(): Options | string {
  try {
    const { values } = parseArgs({
      options: { game: { type: 'string', default: '' }, json: { type: 'boolean', default: false } },
    });
    const surveys = SURVEYS.filter(({ name }) => name.startsWith(values.game));
    return surveys.length > 0 ? { surveys, isJson: values.json } : `No count is called ${values.game}.`;
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}

function main(): number {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    console.log(HELP);
    return 0;
  }
  const options = readOptions();
  if (typeof options === 'string') {
    console.error(`${options}\n\n${HELP}`);
    return 2;
  }
  const outcomes = options.surveys.map((survey) => {
    const outcome = count(survey);
    if (!options.isJson) print(survey, outcome);
    return outcome;
  });
  if (options.isJson) console.log(JSON.stringify(outcomes, null, 2));
  return outcomes.every(({ differences: wrong }) => wrong.length === 0) ? 0 : 1;
}

process.exitCode = main();
