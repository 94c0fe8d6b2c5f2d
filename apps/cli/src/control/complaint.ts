/** Why a command could not be done as asked: a sentence for the person at the keyboard, and exit code 2. */

import type { Result } from '@aboveboard/kit';
import { ConfigError } from '@aboveboard/server/config';
import { EXIT } from '../exit-code.ts';
import type { ControlFault } from './control-client.ts';

export class Complaint extends Error {
  override readonly name = 'Complaint';
}

/** @throws Complaint with the room's own sentence. */
export function answered<T>(result: Result<T, ControlFault>): T {
  if (result.ok) return result.value;
  throw new Complaint(result.error.message);
}

/** Runs a command and sets the exit code it ends with. */
export async function endWith(run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run();
  } catch (error) {
    if (!(error instanceof Complaint || error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = EXIT.USAGE;
  }
}
