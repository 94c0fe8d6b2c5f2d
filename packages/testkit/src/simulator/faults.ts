/** What may go wrong in a simulation, when and for how long: a plain list, so that it can be printed, cut down and played again. */
import type { Chance } from './chance.ts';

export type Role = 'shard' | 'gateway' | 'log' | 'worker';

export type Harm =
  /** Killed; another process of its role starts when it is over. */
  | { readonly kind: 'crash'; readonly process: string }
  /** Stopped and let go on: it still believes in what it had. */
  | { readonly kind: 'pause'; readonly process: string }
  /** Stopped in order, as by a rolling restart; another starts when it is over. */
  | { readonly kind: 'restart'; readonly process: string }
  /** Cut off from messaging and leases, one way or both. */
  | { readonly kind: 'partition'; readonly process: string; readonly way: 'in' | 'out' | 'both' }
  /** So many of a hundred questions to messaging and leases go wrong. */
  | { readonly kind: 'loss'; readonly process: string; readonly percent: number }
  | { readonly kind: 'slow'; readonly process: string; readonly byMs: number }
  /** What it writes from now on takes longer than a lease; a little later it can neither ask nor hear. */
  | { readonly kind: 'stall'; readonly process: string }
  /** So many of a hundred transactions fail, or seem to. */
  | { readonly kind: 'commits'; readonly process: string; readonly percent: number }
  /** The database is gone for everybody. */
  | { readonly kind: 'no-database' }
  /** Messaging and leases are gone for everybody. */
  | { readonly kind: 'no-messaging' }
  | { readonly kind: 'clock'; readonly process: string; readonly byMs: number }
  /** What it reads as history has run past it. */
  | { readonly kind: 'cut-off'; readonly process: string }
  /** So many of a hundred connections of players are lost, some to one side only. */
  | { readonly kind: 'hang-up'; readonly percent: number }
  /** So many of a hundred commands arrive twice. */
  | { readonly kind: 'echo'; readonly percent: number }
  | { readonly kind: 'slow-players'; readonly byMs: number };

export interface Fault {
  /** Since the play began, in milliseconds. */
  readonly atMs: number;
  /** How long it lasts, where it lasts. */
  readonly forMs: number;
  readonly harm: Harm;
}

/** Roles of the processes of one simulation, by name. */
export type Cast = Readonly<Record<string, Role>>;

/** Longer than a lease: what was sent arrives when another has the table. */
export const STALL_MS = 9_000;

type Maker = (chance: Chance, cast: Cast) => Omit<Fault, 'atMs'>;

const anyOf = (chance: Chance, cast: Cast, ...roles: readonly Role[]): string =>
  chance.pick(Object.keys(cast).filter((name) => roles.includes(cast[name] as Role)));
const anybody = (chance: Chance, cast: Cast): string => chance.pick(Object.keys(cast));

const MAKERS: Readonly<Record<Harm['kind'], Maker>> = {
  crash: (chance, cast) => ({
    forMs: chance.pick([200, 2_000, 8_000]),
    harm: { kind: 'crash', process: chance.isHit(60) ? anyOf(chance, cast, 'shard') : anybody(chance, cast) },
  }),
  pause: (chance, cast) => ({
    forMs: chance.pick([500, 3_000, 7_000, 30_000]),
    harm: { kind: 'pause', process: chance.isHit(60) ? anyOf(chance, cast, 'shard') : anybody(chance, cast) },
  }),
  restart: (chance, cast) => ({
    forMs: chance.pick([500, 3_000]),
    harm: { kind: 'restart', process: anyOf(chance, cast, 'shard', 'gateway') },
  }),
  partition: (chance, cast) => ({
    forMs: chance.pick([1_000, 4_000, 7_000, 15_000]),
    harm: { kind: 'partition', process: anybody(chance, cast), way: chance.pick(['in', 'out', 'both']) },
  }),
  loss: (chance, cast) => ({
    forMs: chance.between(2_000, 20_000),
    harm: { kind: 'loss', process: anybody(chance, cast), percent: chance.pick([2, 10, 40]) },
  }),
  slow: (chance, cast) => ({
    forMs: chance.between(2_000, 20_000),
    harm: { kind: 'slow', process: anybody(chance, cast), byMs: chance.pick([20, 200, 1_000]) },
  }),
  stall: (chance, cast) => {
    const process = anyOf(chance, cast, 'shard');
    const isSlow = chance.isHit(50); // longer than a lease, both ways
    return {
      forMs: chance.between(isSlow ? 2_000 : 7_000, 10_000),
      harm: isSlow ? { kind: 'slow', process, byMs: STALL_MS } : { kind: 'stall', process },
    };
  },
  commits: (chance, cast) => ({
    forMs: chance.between(2_000, 20_000),
    harm: { kind: 'commits', process: anyOf(chance, cast, 'shard', 'log'), percent: chance.pick([5, 20, 60]) },
  }),
  'no-database': (chance) => ({ forMs: chance.pick([500, 3_000, 10_000]), harm: { kind: 'no-database' } }),
  'no-messaging': (chance) => ({ forMs: chance.pick([500, 3_000, 10_000]), harm: { kind: 'no-messaging' } }),
  clock: (chance, cast) => ({
    forMs: 0,
    harm: { kind: 'clock', process: anybody(chance, cast), byMs: chance.pick([-3_600_000, -5_000, -50, 50, 5_000, 3_600_000]) },
  }),
  'cut-off': (chance, cast) => ({ forMs: 0, harm: { kind: 'cut-off', process: anyOf(chance, cast, 'gateway') } }),
  'hang-up': (chance) => ({ forMs: 0, harm: { kind: 'hang-up', percent: chance.pick([10, 50, 100]) } }),
  echo: (chance) => ({ forMs: chance.between(2_000, 20_000), harm: { kind: 'echo', percent: chance.pick([5, 30]) } }),
  'slow-players': (chance) => ({
    forMs: chance.between(2_000, 10_000),
    harm: { kind: 'slow-players', byMs: chance.pick([200, 1_000, 3_000]) },
  }),
};

/**
 * A swarm's mix: some kinds of harm, none of the others, so that each mix goes deeper into its own kinds than an even mix of all would.
 *
 * @param lengthMs how long faults may begin
 */
export function drawFaults(chance: Chance, cast: Cast, lengthMs: number): readonly Fault[] {
  const kinds = (Object.keys(MAKERS) as Harm['kind'][]).filter(() => chance.isHit(30));
  if (kinds.length === 0) return [];
  const everyMs = chance.pick([3_000, 8_000, 20_000]);
  const count = Math.max(1, Math.round(lengthMs / everyMs));
  const faults = Array.from({ length: count }, () => {
    const atMs = chance.below(lengthMs);
    return { atMs, ...MAKERS[chance.pick(kinds)](chance, cast) };
  });
  return faults.sort((a, b) => a.atMs - b.atMs);
}

/** One line for a person. */
export function faultLine({ atMs, forMs, harm }: Fault, no: number): string {
  const { kind, ...rest } = harm;
  const words = Object.entries(rest).map(([name, value]) => (name === 'process' ? value : `${name} ${value}`));
  const length = forMs > 0 ? ` for ${(forMs / 1_000).toFixed(1)} s` : '';
  return `${String(no).padStart(3)}  ${(atMs / 1_000).toFixed(1).padStart(6)} s  ${[kind, ...words].join(' ')}${length}`;
}
