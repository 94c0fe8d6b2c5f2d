/**
 * Whether the room can be played in and its work is done: every check at once, each with a deadline of its own.
 *
 * A check that does not come back is not asked again until it does, so that those who ask often cannot pile checks up on something
 * that stands still.
 */
import type { Scheduler, Timer } from '@aboveboard/kit';

/** What keeps the room from working: by name, a sentence that says what to do. Empty when nothing does. */
export type Reasons = Readonly<Record<string, string>>;

export interface Check {
  /** Of the thing that is looked at, as the reply names it. */
  readonly name: string;
  readonly deadlineMs: number;
  /** The sentence; null when all is well. What it throws counts as a sentence too. */
  readonly look: () => Promise<string | null> | string | null;
  /** The sentence for a check that takes longer than its deadline. */
  readonly silent: string;
}

/** @returns what looks at everything and comes back within the longest deadline. */
export function readiness(checks: readonly Check[], scheduler: Scheduler): () => Promise<Reasons> {
  const looks = checks.map((check) => ({ name: check.name, look: patient(check, scheduler) }));
  return async () => {
    const sentences = await Promise.all(looks.map(async ({ name, look }) => [name, await look()] as const));
    return Object.fromEntries(sentences.filter((found): found is [string, string] => found[1] !== null));
  };
}

/** The check, given up at its deadline; those who ask while one is under way wait for the same one. */
function patient(check: Check, scheduler: Scheduler): () => Promise<string | null> {
  let underWay: Promise<string | null> | null = null;
  const begin = (): Promise<string | null> => {
    const look = sentenceOf(check).finally(() => (underWay = null));
    underWay = look;
    return look;
  };
  return async () => {
    let timer: Timer | null = null;
    const late = new Promise<string>((resolve) => {
      timer = scheduler.after(check.deadlineMs, () => resolve(check.silent));
    });
    try {
      return await Promise.race([underWay ?? begin(), late]);
    } finally {
      (timer as Timer | null)?.cancel();
    }
  };
}

async function sentenceOf({ look }: Check): Promise<string | null> {
  try {
    return await look();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
