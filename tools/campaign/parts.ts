/** The parts of a campaign: what each one plays, and the tests and settings that play it. */
export interface CampaignOptions {
  /** Random hands a game. */
  readonly hands: number;
  /** Hands a game that are dealt from sealed decks and verified. */
  readonly sealed: number;
  readonly seed: number;
  /** One game only, by its code. */
  readonly game?: string;
}

export interface Part {
  readonly name: string;
  readonly what: string;
  /** Whether it can be held to one game. */
  readonly isByGame: boolean;
  /** Tests whose path holds one of these. */
  readonly tests: readonly string[];
  /** How much of it, in words. */
  readonly amount: (options: CampaignOptions) => string;
  /** Variables that make the tests of `npm test` a campaign. */
  readonly env: (options: CampaignOptions) => Readonly<Record<string, string>>;
}

const HONEST_HANDS = 20_000;
const SHIPPED_LOGS = 400;
const SIMULATIONS = 4_000;
const REDIS_AWAY_MS = 60_000;
const DATABASE_AWAY_MS = 60_000;
const STORM_SOCKETS = 2_000;
const SHARD_KILLS = 20;
const MOVES = 200;

export const PARTS: readonly Part[] = [
  {
    name: 'hands',
    what: 'random legal hands of every game there is, each judged at every turn by a referee written apart',
    isByGame: true,
    tests: ['packages/engine/src/poker/games.properties.test.ts'],
    amount: ({ hands }) => `${hands} hands a game`,
    env: ({ hands }) => ({ ABOVEBOARD_RANDOM_HANDS: String(hands) }),
  },
  {
    name: 'sealed',
    what: 'random hands from sealed decks, cut, opened, and verified by players and by receipts',
    isByGame: true,
    tests: ['packages/testkit/src/sealed-play/sealed-play.test.ts'],
    amount: ({ sealed }) => `${sealed} hands a game`,
    env: ({ sealed }) => ({ ABOVEBOARD_SEALED: String(sealed) }),
  },
  {
    name: 'receipts',
    what: 'each bit of a receipt turned over, and one of each byte of a stud and a draw hand: none may be taken',
    isByGame: false,
    tests: ['receipt'], // receipt.test.ts of fairness, receipts.test.ts of testkit
    amount: () => 'each bit of a receipt',
    env: ({ sealed }) => ({ ABOVEBOARD_SEALED: String(sealed) }),
  },
  {
    name: 'browsers',
    what: 'two browsers and bots at one table, every frame read, every deal verified',
    isByGame: false,
    tests: ['apps/web/src/two-browsers.e2e.test.ts'],
    amount: () => '500 hands',
    env: () => ({ ABOVEBOARD_BROWSER_HANDS: '500' }),
  },
  {
    name: 'frames',
    what: 'frames that no client would send, at a table where others play',
    isByGame: false,
    tests: ['apps/server/src/random-frames.test.ts'],
    amount: () => '20000 frames',
    env: () => ({ ABOVEBOARD_RANDOM_FRAMES: '20000' }),
  },
  {
    name: 'faults',
    what: 'streams, leases and queues on a real Redis that is killed, frozen and cut off, at the full length of each fault',
    isByGame: false,
    tests: ['/faults'], // each package's suites of faults are files named so: faults.test.ts, faults-of-workers.test.ts
    amount: () => 'faults at their full length',
    env: () => ({ ABOVEBOARD_FAULT_SCALE: '1' }),
  },
  {
    name: 'books',
    what: 'the ledger and what follows from it: rooms killed at each step, databases killed and full, settlements cut off anywhere',
    isByGame: false,
    tests: [
      'apps/server/src/crash.test.ts',
      'apps/server/src/database/room-without-database.test.ts',
      'packages/storage/src/accounts/ledger',
      'packages/storage/src/hands/settlement-model.test.ts',
    ],
    amount: () => 'on SQLite and on MariaDB',
    env: () => ({ ABOVEBOARD_BOOKS: 'all' }),
  },
  {
    name: 'signals',
    what: 'honest play of good and bad players, weighed for signals: none may be raised',
    isByGame: false,
    tests: ['packages/room/src/signals/honest-play.test.ts'],
    amount: () => `${HONEST_HANDS} hands of each table`,
    env: () => ({ ABOVEBOARD_HONEST_HANDS: String(HONEST_HANDS) }),
  },
  {
    name: 'shipping',
    what: 'a SQLite log followed while it is written, undone, brought in and begun anew in random order, and the database made again from what was shipped',
    isByGame: false,
    tests: ['packages/storage/src/backup/wal/wal.test.ts'],
    amount: () => `${SHIPPED_LOGS} orders of up to 60 steps`,
    env: ({ seed }) => ({ ABOVEBOARD_WAL_RUNS: String(SHIPPED_LOGS), ABOVEBOARD_SEED: String(seed) }),
  },
  {
    name: 'cluster',
    what: 'a room of many processes: shards killed and frozen in the middle of hands, gateways and workers killed, everything restarted one after the other',
    isByGame: false,
    tests: ['apps/server/src/cluster/processes.test.ts', 'apps/server/src/cluster/workers.test.ts'],
    amount: () => `${SHARD_KILLS} shards killed at 20 tables`,
    env: () => ({ ABOVEBOARD_CLUSTER_KILLS: String(SHARD_KILLS) }),
  },
  {
    name: 'redis',
    what: 'a room of many processes whose Redis stands still, is killed and comes back, and is emptied, with and without its shard',
    isByGame: false,
    tests: ['apps/server/src/cluster/redis-loss.test.ts'],
    amount: () => `${REDIS_AWAY_MS / 1_000} s each time`,
    env: () => ({ ABOVEBOARD_REDIS_AWAY_MS: String(REDIS_AWAY_MS) }),
  },
  {
    name: 'database',
    what: 'a room of many processes whose database is killed and comes back, and one that stands still with its connections open',
    isByGame: false,
    tests: ['apps/server/src/cluster/database-loss.test.ts'],
    amount: () => `${DATABASE_AWAY_MS / 1_000} s each time`,
    env: () => ({ ABOVEBOARD_DATABASE_AWAY_MS: String(DATABASE_AWAY_MS) }),
  },
  {
    name: 'storm',
    what: 'gateways killed under a crowd: how soon everybody is back beside bare ws under as many sockets, every frame counted',
    isByGame: false,
    tests: ['apps/server/src/cluster/gateway-storm.test.ts'],
    amount: () => `${STORM_SOCKETS} sockets, three times`,
    env: ({ seed }) => ({ ABOVEBOARD_STORM_SOCKETS: String(STORM_SOCKETS), ABOVEBOARD_SEED: String(seed) }),
  },
  {
    name: 'moves',
    what: 'players who come and go through three gateways, frame by frame, while shards are lost and drained under their table',
    isByGame: false,
    tests: ['packages/room/src/gateway/many-gateways.test.ts'],
    amount: () => `${MOVES} seeds, twice`,
    env: ({ seed }) => ({ ABOVEBOARD_MOVES: String(MOVES), ABOVEBOARD_SEED: String(seed) }),
  },
  {
    name: 'sim',
    what: 'the whole room in one process on a virtual clock, each seed under faults of its own',
    isByGame: false,
    tests: ['tools/sim/sim.test.ts'],
    amount: () => `${SIMULATIONS} seeds`,
    env: ({ seed }) => ({ ABOVEBOARD_SIM_SEEDS: String(SIMULATIONS), ABOVEBOARD_SEED: String(seed) }),
  },
];
