/** Processes of the simulated room by name: each lives, dies and is started again, as a supervisor would start it. */

import type { Db } from '@aboveboard/storage';
import type { Leases, Streams } from '@aboveboard/streams';
import type { Audit } from './audit.ts';
import { chanceOf } from './chance.ts';
import { type FaultyDb, faultyDb } from './faulty-db.ts';
import { faultyLeases } from './faulty-leases.ts';
import { type FaultyStreams, faultyStreams } from './faulty-streams.ts';
import { createLink, type Latency, type Link } from './link.ts';
import { type SimProcess, simProcess } from './sim-process.ts';
import type { SimTime } from './sim-time.ts';

/** What one process in one life is given. */
export interface Life {
  /** Its name in this life. */
  readonly id: string;
  readonly process: SimProcess;
  readonly link: Link;
  readonly database: FaultyDb;
  readonly streams: FaultyStreams;
  readonly leases: Leases;
}

/** A role that runs. */
export interface Running {
  /** Goes down in order. */
  stop(): Promise<void>;
}

export interface Services {
  readonly time: SimTime;
  readonly seed: number;
  readonly db: Db;
  readonly audit: Audit;
  readonly streams: Streams;
  readonly leases: Leases;
  readonly latency: Latency;
  readonly databaseLatency: Latency;
  readonly sends: (by: SimProcess, stream: string, payloads: readonly string[]) => void;
}

export interface Host {
  readonly name: string;
  /** Null while nothing runs. */
  readonly life: Life | null;
  start(): void;
  kill(): void;
  /** Goes down in order and is gone then. */
  stop(): void;
}

const AGAIN_MS = 1_000;

/** @param run starts the role of this host in a new life; should that fail, it is tried again a little later, in another life */
export function createHost(name: string, services: Services, skewMs: number, run: (life: Life) => Promise<Running>): Host {
  const { time, seed } = services;
  let count = 0;
  let life: Life | null = null;
  let running: Running | null = null;
  const born = (): Life => {
    const id = `${name}-${++count}`;
    const process = simProcess(id, time, skewMs);
    const link = createLink(process, time, chanceOf(seed, `link ${id}`), services.latency);
    const chance = chanceOf(seed, `database ${id}`);
    const database = faultyDb(
      services.db,
      process,
      time,
      chance,
      services.databaseLatency,
      services.audit.transactionOf(process),
    );
    const sends = (stream: string, payloads: readonly string[]) => services.sends(process, stream, payloads);
    const streams = faultyStreams(services.streams, process, link, sends);
    return { id, process, link, database, streams, leases: faultyLeases(services.leases, link) };
  };
  const kill = (): void => {
    life?.process.kill();
    life = null;
    running = null;
  };
  const start = (): void => {
    if (life) return;
    const now = born();
    life = now;
    run(now).then(
      (started) => {
        if (life === now) running = started;
      },
      () => {
        if (life !== now) return;
        kill();
        time.at(AGAIN_MS, start);
      },
    );
  };
  return {
    name,
    get life() {
      return life;
    },
    start,
    kill,
    stop: () => {
      const now = life;
      const gone = () => life === now && kill();
      if (running) void running.stop().then(gone, gone);
      else kill();
    },
  };
}
