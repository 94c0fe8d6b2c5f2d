/**
 * Lets go of the journals of hands that are over: what they are for is to finish a hand.
 *
 * Two passes walk the hands of each table in the order in which they ended, each from where it stopped last; a pass that is cut off
 * begins there again, and what is gone is gone twice.
 *
 * @see rules/ROOM.md ROOM-28
 */
import { ok } from '@aboveboard/kit';
import {
  type Db,
  type EndedBetween,
  type EndedHand,
  findSetting,
  handsEndedBetween,
  pruneJournal,
  putSetting,
  tableIds,
  unfinishedHands,
} from '@aboveboard/storage';
import { WEEK_MS, WEEKS_KEPT } from '../signals/weeks.ts';

interface Pass {
  /** Where it is kept up to when it has been. */
  readonly setting: string;
  readonly keptMs: number;
  readonly keepsTimes: boolean;
}

const PASSES: readonly Pass[] = [
  { setting: 'journals.pruned', keptMs: 24 * 60 * 60_000, keepsTimes: true },
  { setting: 'journals.times-pruned', keptMs: (WEEKS_KEPT + 1) * WEEK_MS, keepsTimes: false },
];
/** Hands of one transaction: others write in between. */
const AT_ONCE = 50;

/** Whatever is old enough at `nowMs`. */
export async function pruneJournals(db: Db, nowMs: number): Promise<void> {
  for (const pass of PASSES) await prune(db, pass, nowMs);
}

async function prune(db: Db, { setting, keptMs, keepsTimes }: Pass, nowMs: number): Promise<void> {
  const fromMs = Number((await findSetting(db.reader, setting)) ?? 0);
  const beforeMs = Math.min(nowMs - keptMs, ...(await endsWithoutClose(db)));
  if (beforeMs <= fromMs) return;
  for (const tableId of await tableIds(db.reader)) await pruneTable(db, tableId, { fromMs, beforeMs }, keepsTimes);
  await db.transaction(async (trx) => ok(await putSetting(trx, setting, String(beforeMs))));
}

/** Hands that ended and whose CLOSE is still to be logged: a pass waits for them, as it does not come back. */
async function endsWithoutClose(db: Db): Promise<readonly number[]> {
  return (await unfinishedHands(db.reader)).flatMap(({ endedMs }) => endedMs ?? []);
}

async function pruneTable(db: Db, tableId: string, between: EndedBetween, keepsTimes: boolean): Promise<void> {
  let after: EndedHand | null = null;
  for (;;) {
    const hands: readonly EndedHand[] = await handsEndedBetween(db.reader, tableId, between, { limit: AT_ONCE, after });
    if (hands.length > 0) {
      await db.transaction(async (trx) => ok(await pruneJournal(trx, tableId, hands, { keepsTimes })));
    }
    if (hands.length < AT_ONCE) return;
    after = hands.at(-1) ?? null;
  }
}
