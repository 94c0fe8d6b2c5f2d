/** The trace of a simulation: one hash over everything that was said and written, in order. Two runs that differ anywhere differ here. */
import { createHash } from 'node:crypto';

export interface Trace {
  /** @param brief stands for it in the hash, where it follows from what was noted before */
  note(atMs: number, who: string, what: string, brief?: string): void;
  /** Lower-case hex; nothing may be noted afterwards. */
  hash(): string;
}

/** @param tell hears every line, for a person who looks for a mistake */
export function createTrace(tell: ((line: string) => void) | null = null): Trace {
  const hash = createHash('sha256');
  return {
    note: (atMs, who, what, brief = what) => {
      hash.update(`${atMs} ${who} ${brief}\n`);
      tell?.(`${(atMs / 1_000).toFixed(3)} ${who} ${what}`);
    },
    hash: () => hash.digest('hex'),
  };
}
