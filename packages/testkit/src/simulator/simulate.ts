/**
 * One simulation: play under faults, heal, and see that the room lives again. Everything follows from the seed and the list of faults, so
 * the same two give the same trace.
 */
import { findHand } from '@aboveboard/storage';
import type { Fault } from './faults.ts';
import { heal, inflict } from './inflict.ts';
import type { Broken } from './invariants/judge.ts';
import { checkMoney } from './invariants/money.ts';
import { watchRevival } from './liveness.ts';
import { drawShape, type Shape, type ShapeOrder } from './shape.ts';
import { createWorld, type World } from './world.ts';

export interface Outcome {
  readonly seed: number;
  readonly shape: Shape;
  readonly broken: Broken | null;
  readonly traceHash: string;
  /** How much time passed in it, and at how many tables. */
  readonly simulatedMs: number;
  readonly tableHours: number;
  readonly steps: number;
  readonly hands: number;
}

export interface SimulateOptions extends ShapeOrder {
  /** Instead of the one drawn from the seed. */
  readonly shape?: Shape;
  /** Instead of those drawn from the seed. */
  readonly faults?: readonly Fault[];
  /** Hears every line of the trace. */
  readonly tell?: (line: string) => void;
}

/** All must be settled or void so long after everything works again. */
const LIVENESS_MS = 60_000;
/** So long before the first fault, so that there is something to break. */
const CALM_MS = 4_000;
const LOOK_MS = 2_000;

export async function simulate(seed: number, options: SimulateOptions = {}): Promise<Outcome> {
  const drawn = options.shape ?? drawShape(seed, options);
  const shape = options.faults ? { ...drawn, faults: options.faults } : drawn;
  const world = await createWorld(seed, shape, options.tell);
  const onRejection = (reason: unknown): void => {
    world.judge.breaks('finding', `a rejection that nobody handles: ${reason instanceof Error ? reason.stack : reason}`);
  };
  process.on('unhandledRejection', onRejection);
  try {
    await playAll(world, shape);
    if (!world.judge.broken) await settleDown(world);
    if (!world.judge.broken) await checkMoney(world.db, world.judge);
    if (!world.judge.broken) await checkHistories(world);
    return await outcomeOf(seed, shape, world);
  } finally {
    process.off('unhandledRejection', onRejection);
    await world.close();
  }
}

async function playAll(world: World, shape: Shape): Promise<void> {
  const { time } = world;
  for (const { atMs, forMs, harm } of shape.faults)
    time.at(CALM_MS + atMs, () => {
      if (time.nowMs() >= CALM_MS + shape.playMs) return;
      const makeGood = inflict(world, harm);
      time.at(forMs, makeGood);
    });
  await time.run(CALM_MS + shape.playMs, () => world.judge.broken !== null);
}

/** From here on nothing goes wrong any more. */
async function settleDown(world: World): Promise<void> {
  const { time, judge, players } = world;
  heal(world);
  world.dismissAdversaries();
  for (const player of players) player.settle();
  const revival = await watchRevival(world);
  const untilMs = time.nowMs() + LIVENESS_MS;
  let missing = await revival.missing();
  while (missing !== null && time.nowMs() < untilMs && !judge.broken) {
    await time.run(time.nowMs() + LOOK_MS, () => judge.broken !== null);
    heal(world); // what was going down in order is down by now
    missing = await revival.missing();
  }
  if (missing !== null) judge.breaks('liveness', `${LIVENESS_MS / 1_000} s after all was healed: ${missing}`);
  for (const player of players)
    for (const table of player.tables) {
      const { refusedAtHandNo } = table.verification.get();
      if (refusedAtHandNo !== null) judge.breaks('proof', `${player.name} could not verify hand ${refusedAtHandNo}`);
    }
}

/** Every hand that ended, also where nobody was there to be told: what was acknowledged is in it. */
async function checkHistories({ db, witness }: World): Promise<void> {
  const ended = await db.reader.selectFrom('hand').select(['table_id', 'hand_no']).where('status', '=', 'ended').execute();
  for (const { table_id: tableId, hand_no: handNo } of ended) {
    const hand = await findHand(db.reader, { tableId, handNo });
    if (hand?.publicHistory) witness.settled(tableId, handNo, hand.publicHistory);
  }
}

async function outcomeOf(seed: number, shape: Shape, { time, judge, trace, db, tableIds }: World): Promise<Outcome> {
  const simulatedMs = time.nowMs();
  const { count } = await db.reader
    .selectFrom('hand')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('status', '=', 'ended')
    .executeTakeFirstOrThrow();
  return {
    ...{ seed, shape, broken: judge.broken, traceHash: trace.hash(), simulatedMs, steps: time.steps(), hands: Number(count) },
    tableHours: (simulatedMs / 3_600_000) * tableIds.length,
  };
}
