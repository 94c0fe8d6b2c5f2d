/**
 * Writes that must not be lost: tried again, ever more slowly and never in step with others, while the table stands still.
 */
import { AssertionError, assert, type Clock, type Random, type Scheduler } from '@aboveboard/kit';

/** This owner may do no more: it was stopped, replaced, or could not write for too long. What it left, a successor finishes. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
}

/** Whether waiting may help: neither our own mistake nor the end of this owner. */
export function isOutage(error: unknown): boolean {
  return !(error instanceof Abandoned || error instanceof AssertionError);
}

export interface PatiencePorts {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly retryMs: number;
  readonly retryMaxMs: number;
  isAbandoned(): boolean;
  /** The first failure of a row, with what failed; the table pauses. */
  onTrouble(error: unknown): void;
  /** It works again. */
  onRelief(): void;
}

/** After this many tries in vain (more than ten minutes) a person must look. */
export const MAX_TRIES = 150;

/**
 * Tries until it works. Each attempt must be safe to repeat, as a failed one may have worked.
 *
 * @throws Abandoned when the owner was stopped meanwhile, or after `MAX_TRIES`. Our own mistakes (assertions) are not tried again.
 */
export async function writePatiently<T>(ports: PatiencePorts, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (ports.isAbandoned()) throw new Abandoned('stopped');
    try {
      const result = await attempt();
      if (tries > 0) ports.onRelief();
      return result;
    } catch (error) {
      if (!isOutage(error)) throw error;
      if (tries === 0) ports.onTrouble(error);
      await pause(ports, tries);
    }
  }
  throw new Abandoned(`could not write in ${MAX_TRIES} tries`);
}

/** Doubling from `retryMs` to `retryMaxMs`, each between half and the whole of it. */
function pause({ scheduler, random, retryMs, retryMaxMs }: PatiencePorts, tries: number): Promise<void> {
  const wholeMs = Math.min(retryMaxMs, retryMs * 2 ** Math.min(tries, 20));
  const [byte] = random.bytes(1);
  assert(byte !== undefined, 'no random byte');
  return new Promise((resolve) => scheduler.after(wholeMs / 2 + (wholeMs / 2) * (byte / 255), resolve));
}
