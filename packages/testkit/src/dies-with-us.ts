/** Processes that a test starts, and how they end where the test cannot end them. */
import { spawnSync } from 'node:child_process';

let isKnown: boolean | null = null;

/**
 * What to spawn so that the kernel kills the process (SIGKILL) when the one that spawned it is gone, however that went: a runner that is killed,
 * or has crashed, leaves no server behind. The process has the pid of what is spawned, so that signals reach it as ever.
 *
 * It needs Linux and its `setpriv`; elsewhere the process is started as it is, and ends with its test alone.
 */
export function diesWithUs(program: string, args: readonly string[]): [program: string, args: string[]] {
  isKnown ??= spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true'], { stdio: 'ignore' }).status === 0;
  return isKnown ? ['setpriv', ['--pdeathsig', 'KILL', '--', program, ...args]] : [program, [...args]];
}
