/**
 * `npm run campaign`: what `npm test` does with hundreds of random hands a game, with 20 000. It takes a quarter of an hour or so,
 * ends by itself and prints the seed that repeats it.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const HELP = `npm run campaign -- [options]

Plays random legal hands of every game there is, each judged at every turn, and prints the seed.

  --hands N   hands a game (20000)
  --seed N    repeats an earlier run
  --game CODE one game only, by its code (PO/8)
  --help      this text

Exit code 0 when every hand passed, 1 when one did not, 2 for a wrong call.`;

const root = join(import.meta.dirname, '..');

function main(): number {
  const options = {
    hands: { type: 'string' },
    seed: { type: 'string' },
    game: { type: 'string' },
    help: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const { hands = '20000', seed = String(Date.now() % 2 ** 31), game } = values;
  if (!/^[1-9]\d*$/.test(hands) || !/^\d+$/.test(seed)) {
    console.error('--hands and --seed want whole numbers');
    return 2;
  }
  console.log(`campaign: ${hands} hands a game, seed ${seed}`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const only = game === undefined ? [] : ['-t', `^${game}:`];
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', 'packages/engine/src/poker/games.properties.test.ts', '--reporter=verbose', ...only],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ABOVEBOARD_RANDOM_HANDS: hands, ABOVEBOARD_SEED: seed } },
  );
  console.log(`campaign: ${status === 0 ? 'passed' : 'FAILED'}, seed ${seed}`);
  return status === 0 ? 0 : 1;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  process.exitCode = 2;
}
