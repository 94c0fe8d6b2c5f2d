/** Chips: the books agree with themselves and with the tables. */
import { checkBooks, FROM_THE_FIRST } from '@aboveboard/room';
import type { Db } from '@aboveboard/storage';
import type { Judge } from './judge.ts';

export async function checkMoney(db: Db, judge: Judge): Promise<void> {
  const walk = { breathe: async () => undefined, progress: () => undefined };
  const { differences } = await db.snapshot((reader) => checkBooks(reader, FROM_THE_FIRST, 0, walk));
  if (differences.length > 0) judge.breaks('chips-conserved', `the books disagree: ${JSON.stringify(differences)}`);
}
