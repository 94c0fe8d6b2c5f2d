/**
 * What must be done now and then while the room is open: chips that nobody wanted in time are let go of, keys of finished hands
 * destroyed, old answers and journals forgotten.
 */
import type { Clock, Scheduler, Timer } from '@aboveboard/kit';
import { ok } from '@aboveboard/kit';
import { expireReservations, pruneJournals } from '@aboveboard/room';
import { type Db, pruneReplies, pruneTerminations, unfinishedHands } from '@aboveboard/storage';
import type { KekRing } from '../keys/kek-ring.ts';

const EVERY_MS = 60_000;
/** A client repeats a command for some minutes at most. */
const REPLIES_KEPT_MS = 24 * 60 * 60_000;
const TERMINATIONS_KEPT_MS = 24 * 60 * 60_000;

export interface UpkeepPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** Null in a process that seals no boxes. */
  readonly keks: KekRing | null;
  /** Whether rows of the database are this process's to tidy: one does it for a room. */
  readonly tidiesRows: boolean;
  /** Chips of a player's are back in the wallet. */
  readonly walletChanged: (playerId: string) => Promise<void>;
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

async function upkeep(ports: UpkeepPorts): Promise<void> {
  if (ports.tidiesRows) await tidyRows(ports);
  if (ports.keks !== null) await destroyKeys(ports.db, ports.keks);
}

async function destroyKeys(db: Db, keks: KekRing): Promise<void> {
  const boxes = (await unfinishedHands(db.reader)).flatMap(({ box }) => (box ? [box] : []));
  keks.destroyUnused(new Set(boxes.map(kekOf)));
}

async function tidyRows({ db, clock, walletChanged }: UpkeepPorts): Promise<void> {
  for (const playerId of await expireReservations(db, clock.nowMs())) await walletChanged(playerId);
  await db.transaction(async (trx) => ok(await pruneReplies(trx, clock.nowMs() - REPLIES_KEPT_MS)));
  await db.transaction(async (trx) => ok(await pruneTerminations(trx, clock.nowMs() - TERMINATIONS_KEPT_MS)));
  await pruneJournals(db, clock.nowMs());
}

/** A box begins with the number of its key. */
function kekOf(box: Uint8Array): number {
  return new DataView(box.buffer, box.byteOffset).getUint32(0);
}
