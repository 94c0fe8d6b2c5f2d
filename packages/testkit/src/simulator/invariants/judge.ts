/** Where broken promises are told. The first one ends a simulation: what follows from it would only hide it. */
export type Promised =
  | 'chips-conserved'
  | 'one-outcome'
  | 'one-owner'
  | 'stale-write'
  | 'hidden-card'
  | 'sequence'
  | 'acknowledged-once'
  | 'shown-before-durable'
  | 'clock'
  | 'liveness'
  | 'finding'
  | 'proof';

export interface Broken {
  readonly promise: Promised;
  readonly detail: string;
  /** True time since the play began, in milliseconds. */
  readonly atMs: number;
}

export interface Judge {
  readonly broken: Broken | null;
  breaks(promise: Promised, detail: string): void;
}

export function createJudge(nowMs: () => number): Judge {
  let broken: Broken | null = null;
  return {
    get broken() {
      return broken;
    },
    breaks: (promise, detail) => {
      broken ??= { promise, detail, atMs: nowMs() };
    },
  };
}
