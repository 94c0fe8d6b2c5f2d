/** What is measured, how much of it, and what it is called in the report. */
/** `cluster` is ours as many processes. */
export const SIDES = ['aboveboard', 'cluster', 'colyseus', 'ws'] as const;
export type SideName = (typeof SIDES)[number];

export interface Amounts {
  readonly rounds: number;
  /** Tables of nine, and how long they are played at. */
  readonly tables: number;
  readonly playMs: number;
  /** Railbirds that each table gets besides, for what one delivery more costs. */
  readonly railbirds: number;
  /** Sockets of the two looks at memory; the first of them are joined as fast as they come in. */
  readonly idle: readonly [number, number];
  readonly storm: number;
}

export const FULL: Amounts = { rounds: 5, tables: 12, playMs: 5_000, railbirds: 27, idle: [5_000, 15_000], storm: 10_000 };
export const QUICK: Amounts = { rounds: 2, tables: 5, playMs: 3_000, railbirds: 27, idle: [500, 1_500], storm: 1_000 };

export const SEATS = 9;
/** Commands of one table in a second, evenly: far above people's pace, far below what a processor can do. */
export const COMMANDS_PER_S = 8;
/** Joins under way at a time. */
export const JOINS_AT_ONCE = 64;
/** Of the storm: so many are meant to connect in a second, whether or not those before them are in. */
export const STORM_PER_S = 2_000;
export const SETTLE_MS = 3_000;
/** What a server does anyway is looked at for so long, and taken off what its commands cost. */
export const REST_MS = 4_000;

/** Groups of measurements, by which a run can be cut short. */
export const GROUPS = ['play', 'cluster', 'idle', 'storm'] as const;
export type Group = (typeof GROUPS)[number];

export const METRICS = {
  rest: { name: 'at rest, everybody connected and nobody acting: processor time of a second', unit: 'ms', isCost: true },
  command: { name: 'a command that nobody else is told of, durable with us, and its ack', unit: 'µs', isCost: true },
  act: {
    name: 'an action in play, durable with us: its ack, and its share of all deliveries and, with us, of hands',
    unit: 'µs',
    isCost: true,
  },
  wish: { name: 'a command that the table is told of, durable with us, its ack and nine deliveries', unit: 'µs', isCost: true },
  delivery: { name: 'one delivery more of the same event, to a railbird', unit: 'µs', isCost: true },
  wireDelivery: { name: 'a delivery at nine seats, the command and all it takes in it', unit: 'µs', isCost: true },
  atGateway: { name: 'the same at the gateways alone', unit: 'µs', isCost: true },
  join: { name: 'a join: connected, greeted by session, told what it has', unit: 'µs', isCost: true },
  joins: { name: 'joins a second', unit: '/s', isCost: false },
  idleFew: { name: 'memory of an idle socket, the first thousands', unit: 'KB', isCost: true },
  idleMany: { name: 'memory of an idle socket, all of them', unit: 'KB', isCost: true },
  stormShare: { name: 'of the storm came in', unit: '%', isCost: false },
  stormP99: { name: 'storm: from when it was meant to connect to its greeting, p99', unit: 'ms', isCost: true },
  stormCpu: { name: 'storm: processor time of a join', unit: 'µs', isCost: true },
} as const;
export type MetricKey = keyof typeof METRICS;

/** One figure of one side in one round. */
export interface Reading {
  readonly side: SideName;
  readonly metric: MetricKey;
  readonly value: number;
}
