/**
 * `npm run perft`: counts every betting sequence of the small games in fixtures/perft, by the engine and by an enumerator written
 * apart, and compares both with what is kept there.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type PerftCase, type PerftCount, perftByEngine, perftByHand } from '@aboveboard/testkit';

const HELP = `npm run perft -- [options]

Counts all betting sequences of small games in two ways and compares the numbers with fixtures/perft/counts.json.

  --write   keep the numbers, where both ways agree (then: npm run format)
  --help    this text

Exit code 0 when all numbers agree, 1 when some do not, 2 for a wrong call.`;

const folder = join(import.meta.dirname, '..', 'fixtures', 'perft');
const read = <T>(file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;

function main(): number {
  const { values } = parseArgs({ options: { write: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const kept = values.write ? {} : read<Record<string, PerftCount>>('counts.json');
  const counts: Record<string, PerftCount> = {};
  let faults = 0;
  for (const perft of read<PerftCase[]>('cases.json')) {
    const [byEngine, byHand] = [perftByEngine(perft), perftByHand(perft)].map((count) => JSON.stringify(count));
    const isGood = byEngine === byHand && (values.write || byEngine === JSON.stringify(kept[perft.name]));
    if (!isGood) faults += 1;
    const { complete, byLength } = JSON.parse(byEngine as string) as PerftCount;
    counts[perft.name] = { byLength, complete };
    console.log(`${isGood ? 'ok  ' : 'DIFF'} ${perft.name}: ${complete} complete, by length ${byLength.join(' ')}`);
    if (byEngine !== byHand) console.log(`     by hand: ${byHand}`);
  }
  if (values.write && faults === 0) writeFileSync(join(folder, 'counts.json'), `${JSON.stringify(counts, null, 1)}\n`);
  return faults === 0 ? 0 : 1;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  process.exitCode = 2;
}
