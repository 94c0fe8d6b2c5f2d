/**
 * Lets go of the journals of hands that are over, as what they are for is to finish a hand, and later of how long people took in them.
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
  forgetReplies,
  handsEndedBetween,
  pruneJournal,
  putSetting,
  type Trx,
  tableIds,
  unfinishedHands,
} from '@aboveboard/storage';
import { WEEK_MS, WEEKS_KEPT } from '../signals/weeks.ts';

interface Pass {
  /** Where it is kept up to when it has been. */
  readonly setting: string;
  readonly keptMs: number;
  letGo(trx: Trx, tableId: string, handNos: readonly number[]): Promise<void>;
}

const PASSES: readonly Pass[] = [
  { setting: 'journals.pruned', keptMs: 24 * 60 * 60_000, letGo: pruneJournal },
  { setting: 'journals.times-pruned', keptMs: (WEEKS_KEPT + 1) * WEEK_MS, letGo: forgetTimes },
];
/** Hands of one transaction: others write in between. */
const AT_ONCE = 50;

/** Hands that ended before times were kept with them have them in what is left of their journals. */
async function forgetTimes(trx: Trx, tableId: string, handNos: readonly number[]): Promise<void> {
  await forgetReplies(trx, tableId, handNos);
  await pruneJournal(trx, tableId, handNos);
}

/** Whatever is old enough at `nowMs`. */
export async function pruneJournals(db: Db, nowMs: number): Promise<void> {
  for (const pass of PASSES) await prune(db, pass, nowMs);
}

async function prune(db: Db, { setting, keptMs, letGo }: Pass, nowMs: number): Promise<void> {
  const fromMs = Number((await findSetting(db.reader, setting)) ?? 0);
  const beforeMs = Math.min(nowMs - keptMs, ...(await endsWithoutClose(db)));
  if (beforeMs <= fromMs) return;
  for (const tableId of await tableIds(db.reader)) await pruneTable(db, tableId, { fromMs, beforeMs }, letGo);
  await db.transaction(async (trx) => ok(await putSetting(trx, setting, String(beforeMs))));
}

/** Hands that ended and whose CLOSE is still to be logged: a pass waits for them, as it does not come back. */
async function endsWithoutClose(db: Db): Promise<readonly number[]> {
  return (await unfinishedHands(db.reader)).flatMap(({ endedMs }) => endedMs ?? []);
}

async function pruneTable(db: Db, tableId: string, between: EndedBetween, letGo: Pass['letGo']): Promise<void> {
  let after: EndedHand | null = null;
  for (;;) {
    const hands: readonly EndedHand[] = await handsEndedBetween(db.reader, tableId, between, { limit: AT_ONCE, after });
    if (hands.length > 0) {
      const handNos = hands.map(({ handNo }) => handNo);
      await db.transaction(async (trx) => ok(await letGo(trx, tableId, handNos)));
    }
    if (hands.length < AT_ONCE) return;
    after = hands.at(-1) ?? null;
  }
}
