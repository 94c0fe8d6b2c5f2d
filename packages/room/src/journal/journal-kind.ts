/**
 * Which journal the room has, kept with its database: hands in play are in one of the two, and the other knows nothing of them.
 * @see rules/CLUSTER.md CLUSTER-49
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { type Db, findSetting, putSetting, unfinishedHands } from '@aboveboard/storage';

export type JournalKind = 'database' | 'stream';

export interface OtherJournal {
  readonly kind: JournalKind;
  /** Hands that are in it and not over. */
  readonly hands: number;
}

/** The name under which it is kept. */
const JOURNAL_KIND = 'journals.kind';

/** @returns the other journal, where hands are in that one that only it can finish; nothing is changed then */
export function useJournals(db: Db, kind: JournalKind): Promise<Result<void, OtherJournal>> {
  return db.transaction<void, OtherJournal>(async (trx) => {
    const before = (await findSetting(trx, JOURNAL_KIND)) as JournalKind | null;
    if (before === kind) return ok(undefined);
    const hands = before === null ? 0 : (await unfinishedHands(trx)).filter(({ closeBytes }) => closeBytes === null).length;
    if (before !== null && hands > 0) return err({ kind: before, hands });
    await putSetting(trx, JOURNAL_KIND, kind);
    return ok(undefined);
  });
}
