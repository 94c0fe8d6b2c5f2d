/** One run of one scenario: the load, the audit of every ledger, and whether the generator kept up. */
import { loadavg } from 'node:os';
import { type Machine, thisMachine } from '../../bench/src/measure/machine.ts';
import { type Guest, newGuests, newTables, type RoomUse } from '../../bench/src/measure/started-room.ts';
import { type Audit, auditOf, becomeQuiet } from './audit.ts';
import { createGenerator, type GeneratorReport } from './generator.ts';
import type { Pace } from './player.ts';
import type { RoomUnderLoad } from './room.ts';
import type { Load, Outcome, Scenario } from './scenario.ts';
import { openViewer, type Viewer } from './viewer.ts';

export interface LoadWish {
  readonly scenario: Scenario;
  readonly room: RoomUnderLoad;
  readonly sockets: number;
  readonly minutes: number;
  readonly seed: number;
  readonly pace: Pace;
  readonly say: (text: string) => void;
}

export interface LoadReport {
  readonly day: string;
  readonly scenario: string;
  readonly machine: Machine;
  /** Programs ready to run, the machine's mean of a minute, before and after. */
  readonly load: readonly number[];
  readonly seed: number;
  readonly sockets: number;
  readonly minutes: number;
  readonly figures: Outcome['figures'];
  readonly measuredS: number;
  /** Of the room's processes, while it was measured; null where it is not ours. */
  readonly room: RoomUse | null;
  readonly generator: GeneratorReport;
  readonly audit: Audit;
  readonly faults: readonly string[];
  /** `void`: the generator was the bottleneck, and nothing is said of the room. */
  readonly verdict: 'held' | 'broken' | 'void';
}

const QUIET_WITHIN_MS = 60_000;

export async function holdLoad({ scenario, room, sockets, minutes, seed, pace, say }: LoadWish): Promise<LoadReport> {
  const generator = createGenerator();
  const viewers: Viewer[] = [];
  const closed = new Set<Viewer>();
  const ends: (() => Promise<void>)[] = [];
  const before = loadNow();
  let from: RoomUse | null = room.use();
  const load: Load = {
    ...{ room, sockets, ms: minutes * 60_000, pace, generator, say, chance: chanceFrom(seed) },
    url: `${room.url.replace('http', 'ws')}/ws`,
    guests: (count): Promise<Guest[]> => newGuests(room.url, count),
    tables: (owners, seats) => newTables(room.url, owners, seats),
    atEnd: (task) => void ends.push(task),
    begin: () => {
      generator.begin();
      from = room.use();
      for (const { ledger } of viewers) ledger.begin();
    },
    open: (wish) => {
      const viewer = openViewer({ ...wish, generator });
      const listed = {
        ...viewer,
        close: () => {
          closed.add(listed);
          viewer.close();
        },
      };
      viewers.push(listed);
      return listed;
    },
  };
  try {
    const { figures, faults, measuredS } = await scenario.run(load);
    const [own, to] = [generator.report(), room.use()];
    const present = viewers.filter((viewer) => !closed.has(viewer));
    await becomeQuiet(present, QUIET_WITHIN_MS);
    const audit = auditOf(viewers, present);
    const isSound = faults.length === 0 && audit.faultCount === 0;
    return {
      ...{
        day: new Date().toISOString().slice(0, 10),
        scenario: scenario.name,
        machine: thisMachine(),
        seed,
        sockets,
        minutes,
      },
      ...{ load: [before, loadNow()], figures, measuredS, generator: own, audit, faults },
      room: from && to && usedSince(from, to),
      verdict: isSound ? (own.voidBecause === null ? 'held' : 'void') : 'broken',
    };
  } finally {
    for (const viewer of viewers) viewer.close();
    for (const end of ends) await end();
  }
}

function usedSince(from: RoomUse, to: RoomUse): RoomUse {
  const parts = Object.fromEntries(Object.entries(to.parts).map(([part, cpuS]) => [part, cpuS - (from.parts[part] ?? 0)]));
  return { cpuS: to.cpuS - from.cpuS, parts, rssMb: to.rssMb };
}

function loadNow(): number {
  return Math.round((loadavg()[0] ?? Number.NaN) * 100) / 100;
}

/** SplitMix32. */
function chanceFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  };
}
