/** Cash-outs go on: said by a person, after the books were found clean from the first entry on. */
import { err, ok, type Result } from '@aboveboard/kit';
import { addAudit } from '@aboveboard/storage';
import type { Change } from '../work/desk/desk-types.ts';
import { booksRuns, isSoundAgain } from './books-runs.ts';
import { cashOutBlock, unblockCashOuts } from './cash-out-block.ts';
import type { BooksPorts, BooksRefusal } from './desk-types.ts';

/** With its entry in the audit log, in one transaction. */
export function releaseCashOuts(
  { db, clock }: Pick<BooksPorts, 'db' | 'clock'>,
  { who, why }: Change,
): Promise<Result<void, BooksRefusal>> {
  return db.transaction<void, BooksRefusal>(async (trx) => {
    const block = await cashOutBlock(trx);
    if (block === null) return err({ code: 'NOT_BLOCKED', message: 'Cash-outs are not blocked; there is nothing to release.' });
    const runs = await booksRuns(trx);
    if (!isSoundAgain(runs)) return err({ code: 'NOT_CLEAN', message: NOT_CLEAN });
    await unblockCashOuts(trx);
    await addAudit(trx, {
      ...{ atMs: clock.nowMs(), actorKind: who.kind, actor: who.name, why },
      action: 'books.release',
      subject: 'cash-outs',
      details: { ...(who.principalId !== undefined && { principalId: who.principalId }), ...block, cleanRun: runs.fullSoundNo },
    });
    return ok(undefined);
  });
}

const NOT_CLEAN =
  'The books have not been found clean from the first entry on since a difference was found. Mend what is named (runbooks/reconciliation.md), then run: npx aboveboard reconcile --full';
