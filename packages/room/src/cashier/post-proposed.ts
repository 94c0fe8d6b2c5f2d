/**
 * The one place where what was proposed, or is to be let through, is booked; and where chips that would leave a player are held back while the
 * books do not agree.
 * @see rules/CASHIER.md CASHIER-5
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { accountOf, type LedgerRefusal, type LinkedBatch, type Move, playerOf } from '@aboveboard/ledger';
import { postBatch, type Trx } from '@aboveboard/storage';
import { cashOutsBlocked } from '../books/cash-out-block.ts';
import { type CashierRefusal, no } from './refusal.ts';

/** @param moves what the batch moves or promises; none for one that lets go */
export async function postProposed(
  trx: Trx,
  batch: LinkedBatch,
  moves: readonly Move[],
): Promise<Result<void, CashierRefusal>> {
  const isOut = moves.some((move) => playerOf(move.debit) !== playerOf(move.credit) && leavesAPlayer(move));
  if (isOut && (await cashOutsBlocked(trx))) return no('CASH_OUTS_BLOCKED', BLOCKED);
  const posted = await postBatch(trx, batch);
  return posted.ok ? ok(undefined) : err(explain(posted.error));
}

/** What a table holds for one player and is booked to another there stays at the table. */
function leavesAPlayer({ debit, credit }: Move): boolean {
  const [from, to] = [accountOf(debit), accountOf(credit)];
  const isWithinTable = from.kind === 'escrow' && to.kind === 'escrow' && from.tableId === to.tableId;
  return playerOf(debit) !== null && !isWithinTable;
}

const BLOCKED =
  'The books of this room do not agree at the moment, so no chips leave a wallet. Play goes on, and chips are safe; try again when the operator has cleared it up.';

function explain(refusal: LedgerRefusal): CashierRefusal {
  const { status } = refusal;
  if (status === 'same_person') return { code: 'SAME_PERSON', message: SAME_PERSON };
  if (status === 'already_expired')
    return { code: 'APPROVAL_EXPIRED', message: 'Nobody answered in time, and the chips went back. Ask for it anew.' };
  if ('account' in refusal) return { code: 'ACCOUNT_CANNOT_GIVE', message: CANNOT_GIVE, detail: { account: refusal.account } };
  throw new Error(`the ledger does not book what was proposed: ${Object.values(refusal).join(' ')}`);
}

const SAME_PERSON =
  'Who wants something does not approve it, nor does anybody whose chips it moves: another approver must. Where there is none, an operator makes one with `npx aboveboard operators add NAME --role approver`; all who use the commands on the room’s own machine are one person.';
const CANNOT_GIVE =
  'An account has fewer chips than this takes from it, reserved ones left out, or would take back more than it gave. Nothing was moved: ask for fewer.';
