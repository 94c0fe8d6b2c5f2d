/** The command as a person runs it, through its launcher, a process of its own; or without one. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { command } from './command.ts';

export const projectRoot = join(import.meta.dirname, '../../../..');
const launcher = join(projectRoot, 'apps/cli/bin/aboveboard.mjs');

export interface RunOptions {
  /** Where it is run; the project's own folder by default. */
  readonly cwd?: string;
  /** Beside the variables of this process, of which those that are settings of the room are left out. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `aboveboard args…` to its end, within 100 s. */
export function runAboveboard(args: readonly string[], { cwd = projectRoot, env = {} }: RunOptions = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('ABOVEBOARD_'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], {
    encoding: 'utf8',
    cwd,
    env: { ...Object.fromEntries(inherited), ...env },
    timeout: 100_000,
  });
  return { status, stdout, stderr, lines: stdout.trimEnd().split('\n') };
}

/** As `runAboveboard`, within this process. */
export async function aboveboardHere(args: readonly string[], { cwd = projectRoot, env = {} }: RunOptions = {}) {
  const ended = await command(args, { cwd, env });
  return { ...ended, lines: ended.stdout.trimEnd().split('\n') };
}
