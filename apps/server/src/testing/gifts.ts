/** A data folder in which one player gives chips to another, hand after hand, as the counts of signals have it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ok } from '@aboveboard/kit';
import { createPrincipal, putSignalPairs } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';

const DAY_MS = 86_400_000;

/** @param giver the name of `ana`, who gives to `bo`; @param tableId of the hand that is shown. @returns `data` */
export async function fillWithGifts(data: string, giver: string, tableId: string): Promise<string> {
  mkdirSync(data);
  const db = await openDatabase(join(data, 'room.db'));
  const week = Math.floor((Date.now() / DAY_MS - 4) / 7) * 7 * DAY_MS + 4 * DAY_MS;
  await db.transaction(async (trx) => {
    for (const [id, name] of [
      ['ana', giver],
      ['bo', 'Bo'],
    ] as const)
      await createPrincipal(trx, { id, name, kind: 'guest', roles: ['player'], createdMs: 1 });
    const counts = { week_ms: week, hands: 100, net: 3_500, squares: 875_000, big_to_b: 14, big_to_a: 0, gifts_to_b: 14 };
    const rest = { gifts_to_a: 0, replies: 0, instant: 0, largest: [{ tableId, handNo: 7, tenths: 250, isGift: true }] };
    return ok(await putSignalPairs(trx, [{ ...counts, ...rest, player_a: 'ana', player_b: 'bo' }]));
  });
  await db.close();
  return data;
}
