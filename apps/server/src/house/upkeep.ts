/**
 * What must be done now and then while the room is open: chips that nobody wanted in time are let go of, keys of finished hands
 * destroyed, old answers forgotten.
 */
import type { Clock, Scheduler, Timer } from '@aboveboard/kit';
import { ok } from '@aboveboard/kit';
import { type Db, expireDue, pruneReplies, unfinishedHands } from '@aboveboard/storage';
import type { KekRing } from '../keys/kek-ring.ts';

const EVERY_MS = 60_000;
/** Reservations let go of in one transaction: settlements wait meanwhile. */
const EXPIRE_AT_ONCE = 100;
/** A client repeats a command for some minutes at most. */
const REPLIES_KEPT_MS = 24 * 60 * 60_000;

export interface UpkeepPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly keks: KekRing;
  readonly failed: (error: unknown) => void;
}

/** At once, and then every minute until it is cancelled. */
export function startUpkeep(ports: UpkeepPorts): Timer {
  let isOver = false;
  let timer: Timer | null = null;
  const run = async (): Promise<void> => {
    await upkeep(ports).catch(ports.failed);
    if (!isOver) timer = ports.scheduler.after(EVERY_MS, () => void run());
  };
  void run();
  return {
    cancel: () => {
      isOver = true;
      timer?.cancel();
    },
  };
}

async function upkeep({ db, clock, keks }: UpkeepPorts): Promise<void> {
  await expireAll(db, clock.nowMs());
  const boxes = (await unfinishedHands(db.reader)).flatMap(({ box }) => (box ? [box] : []));
  keks.destroyUnused(new Set(boxes.map(kekOf)));
  await db.transaction(async (trx) => ok(await pruneReplies(trx, clock.nowMs() - REPLIES_KEPT_MS)));
}

async function expireAll(db: Db, nowMs: number): Promise<void> {
  for (;;) {
    const expired = await db.transaction(async (trx) => ok(await expireDue(trx, nowMs, EXPIRE_AT_ONCE)));
    if (!expired.ok || expired.value.length < EXPIRE_AT_ONCE) return;
  }
}

/** A box begins with the number of its key. */
function kekOf(box: Uint8Array): number {
  return new DataView(box.buffer, box.byteOffset).getUint32(0);
}
