/** Measures at tables: what a command costs a server, and what each delivery of it does. */
import { setTimeout as pause } from 'node:timers/promises';
import { processorUs } from '../measure/process-usage.ts';
import { type Amounts, COMMANDS_PER_S, type MetricKey, REST_MS, SEATS } from './plan.ts';
import type { Ears, RoomSide, RunningSide, Side, TellingSeat } from './side.ts';
import { AROUND } from './sides/wire.ts';

/** What one command of ours told a table, for the peers to tell as much. */
export interface Told {
  readonly commandsPerS: number;
  /** To each viewer. */
  readonly eventsPerCommand: number;
  readonly bytesPerEvent: number;
}

export interface Yardstick {
  readonly act: Told;
  readonly wish: Told;
  /** Processor time of each part for an action in play, µs. */
  readonly actParts: Readonly<Record<string, number>>;
  /** Of each part in a second in which nobody acts, µs. */
  readonly restParts: Readonly<Record<string, number>>;
}

/** A server whose cost at rest is known. */
interface Resting {
  readonly pids: RunningSide<unknown>['parts'];
  readonly restUsPerS: Readonly<Record<string, number>>;
}

interface Tally {
  acks: number;
  events: number;
  bytes: number;
}

interface Spent extends Tally {
  /** Of all parts together, and of each. */
  readonly us: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly s: number;
}

type Tell = (metric: MetricKey, value: number) => void;

/** Clients need a moment until nothing is under way any more. */
const QUIET_MS = 500;

/** Ours: real hands, all called to the end, then wishes while nobody acts. */
export async function measureRoom(side: RoomSide, amounts: Amounts, tell: Tell): Promise<Yardstick> {
  const tally: Tally = { acks: 0, events: 0, bytes: 0 };
  const running = closingAll(await side.start(amounts.tables));
  try {
    const tables = await seatEverybody(running, amounts.tables, tally);
    const seats = tables.flat();
    await pause(2_000); // the first hand is dealt, and waits for whoever is to act
    const at = await atRest(running, tell);
    for (const seat of seats) seat.play(1_000 / COMMANDS_PER_S);
    await pause(2_000); // the first hands
    const act = await spent(at, tally, () => pause(amounts.playMs));
    for (const seat of seats) seat.rest();
    tell('act', act.us / act.acks);
    await pause(QUIET_MS);
    await measureCommands(at, tables, { amounts, tally, tell, say: (seat) => seat.ask() });
    const wish = await measureWishes(running, at, tables, { amounts, tally, tell, say: (seat) => seat.wish() });
    const actParts = Object.fromEntries(Object.entries(act.parts).map(([part, us]) => [part, us / act.acks]));
    return { act: told(act, SEATS), wish: told(wish, SEATS), actParts, restParts: at.restUsPerS };
  } finally {
    await running.stop();
  }
}

/** A peer: as many commands and events, of as many bytes. */
export async function measurePeer(side: Side<TellingSeat>, amounts: Amounts, yardstick: Yardstick, tell: Tell): Promise<void> {
  const tally: Tally = { acks: 0, events: 0, bytes: 0 };
  const running = closingAll(await side.start(amounts.tables));
  try {
    const tables = await seatEverybody(running, amounts.tables, tally);
    const at = await atRest(running, tell);
    const { act, wish } = yardstick;
    const sayAct = sayAs(act);
    const perS = act.commandsPerS / amounts.tables;
    const acted = await spent(at, tally, () => speak(tables, perS, amounts.playMs, sayAct));
    tell('act', acted.us / acted.acks);
    await measureCommands(at, tables, { amounts, tally, tell, say: (seat) => seat.tell(0, '') });
    await measureWishes(running, at, tables, { amounts, tally, tell, say: sayAs(wish) });
  } finally {
    await running.stop();
  }
}

/** Events as ours told them: where one command told two and a half, three and two by turns. */
function sayAs({ eventsPerCommand, bytesPerEvent }: Told): (seat: TellingSeat) => void {
  const text = 'x'.repeat(Math.max(1, Math.round(bytesPerEvent) - AROUND));
  let due = 0;
  return (seat) => {
    due += eventsPerCommand;
    const events = Math.floor(due);
    due -= events;
    seat.tell(events, text);
  };
}

interface Speaking<Seat> {
  readonly amounts: Amounts;
  readonly tally: Tally;
  readonly tell: Tell;
  readonly say: (seat: Seat) => void;
}

async function measureCommands<Seat>(
  at: Resting,
  tables: readonly (readonly Seat[])[],
  { amounts, tally, tell, say }: Speaking<Seat>,
): Promise<void> {
  const { us, acks } = await spent(at, tally, () => speak(tables, COMMANDS_PER_S, amounts.playMs, say));
  tell('command', us / acks);
}

/** The same commands with nine at each table, and then with railbirds besides: what is between the two is deliveries and nothing else. */
async function measureWishes<Seat extends { close(): void }>(
  running: RunningSide<Seat>,
  at: Resting,
  tables: readonly (readonly Seat[])[],
  { amounts, tally, tell, say }: Speaking<Seat>,
): Promise<Spent> {
  const run = () => spent(at, tally, () => speak(tables, COMMANDS_PER_S, amounts.playMs, say));
  const nine = await run();
  tell('wish', nine.us / nine.acks);
  tell('wireDelivery', nine.us / nine.events);
  if (nine.parts.gateway !== undefined) tell('atGateway', nine.parts.gateway / nine.events);
  const ears = earsOf(tally);
  for (let table = 0; table < amounts.tables; table++) {
    const numbers = Array.from({ length: amounts.railbirds }, (_, n) => SEATS + n);
    await Promise.all(numbers.map((n) => running.enterTable(table, n, ears)));
  }
  const more = await run();
  const perCommand = more.us / more.acks - nine.us / nine.acks;
  tell('delivery', perCommand / (more.events / more.acks - nine.events / nine.acks));
  return nine;
}

/** Whoever came to a table goes before the server does: nobody tries to come back. */
function closingAll<Seat extends { close(): void }>(running: RunningSide<Seat>): RunningSide<Seat> {
  const seats: Seat[] = [];
  return {
    ...running,
    enterTable: async (...wish) => {
      const seat = await running.enterTable(...wish);
      seats.push(seat);
      return seat;
    },
    stop: async () => {
      for (const seat of seats) seat.close();
      await running.stop();
    },
  };
}

async function seatEverybody<Seat>(running: RunningSide<Seat>, tables: number, tally: Tally): Promise<Seat[][]> {
  const ears = earsOf(tally);
  const all: Seat[][] = [];
  for (let table = 0; table < tables; table++) {
    all.push(await Promise.all(Array.from({ length: SEATS }, (_, n) => running.enterTable(table, n, ears))));
  }
  return all;
}

function earsOf(tally: Tally): Ears {
  return {
    onAck: () => {
      tally.acks += 1;
    },
    onEvent: (bytes) => {
      tally.events += 1;
      tally.bytes += bytes;
    },
    onClosed: () => undefined,
  };
}

/** Every table says so many commands a second, its seats by turns; each when it is meant to, whatever became of the last. */
async function speak<Seat>(tables: readonly (readonly Seat[])[], perS: number, ms: number, say: (seat: Seat) => void) {
  const fromMs = performance.now();
  const total = Math.floor((ms / 1_000) * perS * tables.length);
  for (let n = 0; n < total; ) {
    const due = Math.min(total, ((performance.now() - fromMs) / 1_000) * perS * tables.length);
    for (; n < due; n++) {
      const seat = tables[n % tables.length]?.[Math.floor(n / tables.length) % SEATS];
      if (seat) say(seat);
    }
    await pause(5);
  }
}

async function atRest({ parts: pids }: RunningSide<unknown>, tell: Tell): Promise<Resting> {
  const [from, fromMs] = [usedBy(pids), performance.now()];
  await pause(REST_MS);
  const s = (performance.now() - fromMs) / 1_000;
  const restUsPerS = Object.fromEntries(Object.entries(usedBy(pids)).map(([part, us]) => [part, (us - (from[part] ?? 0)) / s]));
  tell('rest', sumOf(restUsPerS) / 1_000);
  return { pids, restUsPerS };
}

/** What a server spent on something, until it was done with it, less what it spends anyway. */
async function spent({ pids, restUsPerS }: Resting, tally: Tally, work: () => Promise<void>): Promise<Spent> {
  const [before, from, fromMs] = [{ ...tally }, usedBy(pids), performance.now()];
  await work();
  const s = (performance.now() - fromMs) / 1_000;
  await pause(QUIET_MS);
  const allS = (performance.now() - fromMs) / 1_000;
  const parts = Object.fromEntries(
    Object.entries(usedBy(pids)).map(([part, us]) => [part, us - (from[part] ?? 0) - allS * (restUsPerS[part] ?? 0)]),
  );
  const [acks, events, bytes] = [tally.acks - before.acks, tally.events - before.events, tally.bytes - before.bytes];
  if (acks === 0) throw new Error('nothing was answered');
  return { us: sumOf(parts), parts, s, acks, events, bytes };
}

function sumOf(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((sum, us) => sum + us, 0);
}

function usedBy(pids: RunningSide<unknown>['parts']): Record<string, number> {
  return Object.fromEntries(
    Object.entries(pids).map(([part, some]) => [part, some.reduce((sum, pid) => sum + processorUs(pid), 0)]),
  );
}

function told({ acks, events, bytes, s }: Spent, viewers: number): Told {
  return { commandsPerS: acks / s, eventsPerCommand: events / acks / viewers, bytesPerEvent: bytes / events };
}
