/** `aboveboard replay`: real hand histories through the engine, card by card and chip by chip. */
import { Command } from 'commander';
import { EXIT } from '../exit-code.ts';
import { findHandFiles } from '../replay/find-hand-files.ts';
import { formatTally, replayFiles } from '../replay/replay-files.ts';

export function replayCommand(): Command {
  return new Command('replay')
    .description('Play recorded hands (.phh, .phhs, .txt) through the engine and compare the stacks that every seat ends with.')
    .argument('<path...>', 'files or folders of hands, in PHH notation or as text histories, packed with gzip or not')
    .option('--json', 'print the outcome as one JSON object')
    .addHelpText('after', '\nExit code 0 only if at least one hand was replayed and none differs.')
    .action((paths: string[], { json }: { json?: boolean }) => {
      const files = findHandFiles(paths);
      if (!files.ok) {
        process.stderr.write(`${files.error}\n`);
        process.exitCode = EXIT.USAGE;
        return;
      }
      const tally = replayFiles(files.value);
      process.stdout.write(json ? `${JSON.stringify(tally)}\n` : formatTally(tally));
      const isGood = tally.replayed > 0 && tally.mismatches.length === 0 && tally.faults.length === 0;
      process.exitCode = isGood ? EXIT.GOOD : EXIT.NEGATIVE;
    });
}
