/** Files settled hands by player and by table, in the background: nobody waits for it, as whoever looks for hands reads the others besides. */
import { type Db, fileHands } from '@aboveboard/storage';

/** Of one transaction: a table that wants to write meanwhile waits some 10 ms. */
const AT_ONCE = 200;

/** @returns whether there may be more. */
export async function fileSomeHands(db: Db): Promise<boolean> {
  const filed = await db.transaction((trx) => fileHands(trx, AT_ONCE));
  return !filed.ok || filed.value === AT_ONCE;
}
