/** Runs a command line to its end, as `main.ts` does for a process of its own. */
import type { Command } from 'commander';
import { EXIT } from './exit-code.ts';
import { aboveboardProgram } from './program.ts';

/** @param args what follows `aboveboard`. The exit code is left in `process.exitCode`. */
export async function runProgram(args: readonly string[]): Promise<void> {
  const program = aboveboardProgram();
  throwInsteadOfExit(program);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // commander ends --help and --version by an exception, too: those are good ends.
    const { exitCode, code } = error as { exitCode?: number; code?: string };
    if (exitCode === undefined || !code?.startsWith('commander.')) throw error;
    process.exitCode = exitCode === 0 ? EXIT.GOOD : EXIT.USAGE;
  }
}

/** Of a command and all below it: an exit of commander's own is settled here, once. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwInsteadOfExit);
}
