/**
 * `aboveboard`: one command for whoever runs a room, plays in one, or checks one.
 *
 * Exit codes: 0 good, 1 the answer is no, 2 a wrong call or nothing to work on, 3 the books differ.
 */
import { runProgram } from './run-program.ts';

// `… | head` has read enough and gone: that is a good end, and no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

await runProgram(process.argv.slice(2));
