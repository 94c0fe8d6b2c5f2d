/** The shape of one simulation, all of it from its seed: how many of what, how fast, how far apart. */
import type { OfferedGame } from '@aboveboard/protocol';
import { type Chance, chanceOf } from './chance.ts';
import { type Cast, drawFaults, type Fault, type Role } from './faults.ts';
import type { Latency } from './link.ts';

export interface Shape {
  readonly cast: Cast;
  readonly games: readonly OfferedGame[];
  readonly playersPerTable: number;
  readonly adversaries: number;
  readonly isLogApart: boolean;
  readonly isJournalInStreams: boolean;
  /** To messaging and leases; to the database; to players. */
  readonly latency: Latency;
  readonly databaseLatency: Latency;
  readonly playerLatency: Latency;
  readonly tempo: Tempo;
  /** Clocks of processes differ by so much at most. */
  readonly skewMs: number;
  /** How long faults may come, before all is healed. */
  readonly playMs: number;
  readonly faults: readonly Fault[];
}

/** How fast is played: as fast as faults are found soonest, or as people play, so that faults fall into waits as well. */
export type Pace = 'full' | 'human';

export interface Tempo {
  /** Least and most time a player thinks about a turn, and until it looks again whether to sit, leave or buy chips. */
  readonly thinkMs: readonly [number, number];
  readonly lookMs: readonly [number, number];
  readonly turnMs: number;
  readonly betweenHandsMs: number;
}

/** Turns are short, so that a hand that nobody plays ends within the time in which all must end. */
const FULL = { turnMs: 4_000, betweenHandsMs: 1_000, lookMs: [500, 1_000] } as const;
/** Some ten actions a minute, as at a table of people. */
const HUMAN: Tempo = { turnMs: 15_000, betweenHandsMs: 5_000, lookMs: [2_000, 10_000], thinkMs: [2_000, 10_000] };

/** So many more tables where people play slowly: what the processes do by themselves is done for all of them. */
const TABLES_OF_PEOPLE = 4;

/** What a simulation is made to be; everything else its seed draws. */
export interface ShapeOrder {
  /** How long the faulty part lasts; drawn where it is not said. */
  readonly playMs?: number | undefined;
  /** Full where it is not said. */
  readonly pace?: Pace | undefined;
}

const WAYS: readonly Latency[] = [
  [0, 0],
  [0, 0],
  [0, 2],
  [1, 20],
];
const PLAYER_WAYS: readonly Latency[] = [
  [0, 0],
  [1, 30],
  [20, 300],
];
const GAMES: readonly OfferedGame[] = ['NT', 'NT', 'NT', 'PO', 'F2L3D', 'F7S'];

export function drawShape(seed: number, { playMs, pace = 'full' }: ShapeOrder = {}): Shape {
  const chance = chanceOf(seed, 'shape');
  const tables = chance.pick([1, 1, 2, 3]) * (pace === 'human' ? TABLES_OF_PEOPLE : 1);
  const isLogApart = chance.isHit(40);
  const many = (role: Role, count: number): [string, Role][] =>
    Array.from({ length: count }, (_, i) => [`${role}${i + 1}`, role]);
  const cast = Object.fromEntries([
    ...many('shard', chance.pick([1, 2, 2, 3])),
    ...many('gateway', chance.pick([1, 2])),
    ...many('log', isLogApart ? 1 : 0),
    ...many('worker', chance.isHit(35) ? 1 : 0),
  ]);
  const lengthMs = playMs ?? chance.pick([10_000, 15_000, 30_000]);
  return {
    cast,
    isLogApart,
    isJournalInStreams: chance.isHit(50),
    games: Array.from({ length: tables }, () => chance.pick(GAMES)),
    playersPerTable: chance.pick([2, 3, 4]),
    adversaries: chance.pick([0, 0, 1]),
    latency: chance.pick(WAYS),
    databaseLatency: chance.pick(WAYS),
    playerLatency: chance.pick(PLAYER_WAYS),
    tempo: drawTempo(chance, pace),
    skewMs: chance.pick([0, 0, 40, 2_000]),
    playMs: lengthMs,
    faults: drawFaults(chanceOf(seed, 'faults'), cast, lengthMs),
  };
}

function drawTempo(chance: Chance, pace: Pace): Tempo {
  const thinkMs = chance.pick([
    [50, 400],
    [200, 1_500],
    [500, 4_500],
  ] as const);
  return pace === 'human' ? HUMAN : { ...FULL, thinkMs };
}
