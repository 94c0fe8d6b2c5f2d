/**
 * `aboveboard`: one command for whoever runs a room, plays in one, or checks one.
 *
 * Exit codes: 0 good, 1 the answer is no, 2 a wrong call or nothing to work on.
 */
import type { Command } from 'commander';
import { EXIT } from './exit-code.ts';
import { aboveboardProgram } from './program.ts';

// `… | head` has read enough and gone: that is a good end, and no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const program = aboveboardProgram();
throwInsteadOfExit(program);

try {
  await program.parseAsync();
} catch (error) {
  // commander ends --help and --version by an exception, too: those are good ends.
  const { exitCode, code } = error as { exitCode?: number; code?: string };
  if (exitCode === undefined || !code?.startsWith('commander.')) throw error;
  process.exitCode = exitCode === 0 ? EXIT.GOOD : EXIT.USAGE;
}

/** Of a command and all below it: an exit of commander's own is settled here, once. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwInsteadOfExit);
}
