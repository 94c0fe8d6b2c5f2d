/** Writing a notice in the transaction of what it tells of. */
import type { NoticeContent } from '@aboveboard/protocol';
import { knownNotices, putNotices, type Trx, trimNotices } from '@aboveboard/storage';
import { MOST_NOTICES } from './kept.ts';

export type NewNotice = NoticeContent & {
  readonly playerId: string;
  /** Names it for its player, such as the id of what it tells of: told again under the same key, nothing is added. */
  readonly key: string;
  readonly atMs: number;
};

/** Tells a player what was done to the wallet. It is there when the transaction is, and once. */
export async function addNotice(trx: Trx, { playerId, key, atMs, kind, payload }: NewNotice): Promise<void> {
  const own = { playerId, key: `cashier:${key}` };
  const { known, gone } = await knownNotices(trx, [own]);
  if (known.length + gone.length > 0) return;
  await putNotices(trx, [{ ...own, kind, madeBy: 'cashier', atMs, payload }]);
  await trimNotices(trx, playerId, MOST_NOTICES);
}
