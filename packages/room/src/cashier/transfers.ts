/**
 * Chips from player to player: asked for by who gives, reserved at once, moved when an approver agrees.
 * @see rules/CASHIER.md
 */
import { ok } from '@aboveboard/kit';
import { DAY_MS, dayOf, differenceBetween, requestTransfer, walletOf } from '@aboveboard/ledger';
import {
  type Approval,
  addApproval,
  approvalOfBatch,
  balancesIn,
  findBatch,
  findPrincipal,
  type Principal,
  pendingTransfersOf,
  type Reader,
  type Trx,
  transferredSince,
  transfersOf,
} from '@aboveboard/storage';
import { movesIn, type TransferView, transferViews } from './approval-view.ts';
import type { ChipPorts, ChipRules } from './chip-rules.ts';
import { postProposed } from './post-proposed.ts';
import { type CashierRefusal, type CashierResult, no } from './refusal.ts';

export interface TransferWish {
  /** The sender's own: the same again is answered again, and moves nothing. */
  readonly requestId: string;
  readonly to: string;
  readonly amount: number;
}

/** Transfers of one player that may wait at a time: an approver reads each of them. */
export const MOST_WAITING = 5;

export function askTransfer(
  { db, clock, chips }: ChipPorts,
  sender: Principal,
  { requestId, to, amount }: TransferWish,
): CashierResult<TransferView> {
  const atMs = clock.nowMs();
  return db.transaction(async (trx) => {
    const wish = (expiresAtMs: number) => requestTransfer({ from: sender.id, to, requestId, amount, expiresAtMs, atMs });
    if (to === sender.id) return no('PLAYER_NOT_FOUND', 'Name another player than yourself.');
    const batch = wish(atMs + chips.approvalMs);
    const known = await approvalOfBatch(trx, batch.key);
    if (known) {
      const before = await findBatch(trx, batch.key);
      const isSame = before !== null && differenceBetween(before, wish(known.expiresMs)) === null;
      return isSame ? ok(await viewOf(trx, known, atMs)) : no('REQUEST_DIFFERS', ANOTHER_REQUEST);
    }
    const refusal = await whyNot(trx, { sender, to, amount, chips, atMs });
    if (refusal) return { ok: false, error: refusal };
    const posted = await postProposed(trx, batch, movesIn(batch));
    if (!posted.ok) return posted;
    const added = await addApproval(trx, {
      kind: 'transfer',
      batchKey: batch.key,
      proposedBy: sender.id,
      proposerName: sender.name,
      sender: sender.id,
      recipient: to,
      amount,
      undoes: null,
      why: '',
      proposedMs: atMs,
      expiresMs: atMs + chips.approvalMs,
    });
    return ok(await viewOf(trx, added, atMs));
  });
}

export const ANOTHER_REQUEST =
  'This request id was used for something else, which stands. Look at what it did, and take a new id for what you want now.';

/** Transfers that a player asked for or is to get, newest first. */
export async function playersTransfers(
  { db, clock }: ChipPorts,
  playerId: string,
  page: { readonly limit: number; readonly beforeNo?: number },
): Promise<{ readonly transfers: readonly TransferView[]; readonly next: number | null }> {
  const found = await transfersOf(db.reader, playerId, page);
  const transfers = await transferViews(db.reader, found, clock.nowMs());
  return { transfers, next: found.length === page.limit ? (found.at(-1)?.no ?? null) : null };
}

async function viewOf(reader: Reader, transfer: Approval, nowMs: number): Promise<TransferView> {
  const [view] = await transferViews(reader, [transfer], nowMs);
  return view as TransferView;
}

interface Asked {
  readonly sender: Principal;
  readonly to: string;
  readonly amount: number;
  readonly chips: ChipRules;
  readonly atMs: number;
}

/** In this order: are there transfers, who they are between, how many chips. */
async function whyNot(trx: Trx, { sender, to, amount, chips, atMs }: Asked): Promise<CashierRefusal | null> {
  const { transferMost: most, transferMostPerDay: mostPerDay } = chips;
  if (most === 0) return { code: 'TRANSFERS_OFF', message: 'Players of this room cannot give each other chips.' };
  if (sender.kind !== 'guest')
    return { code: 'NOT_FOR_BOTS', message: 'Only players give chips away: neither bots nor operators.' };
  const recipient = await findPrincipal(trx, to);
  if (recipient?.kind !== 'guest' || !recipient.roles.includes('player'))
    return { code: 'PLAYER_NOT_FOUND', message: 'There is no such player here; bots and operators take no chips.' };
  if (amount > most)
    return { code: 'TRANSFER_TOO_LARGE', message: 'More than may be given at once: see `most`.', detail: { most } };
  if ((await pendingTransfersOf(trx, sender.id)) >= MOST_WAITING)
    return {
      code: 'TOO_MANY_TRANSFERS',
      message: 'Others of yours wait for an answer: wait, or withdraw one.',
      detail: { most: MOST_WAITING },
    };
  const left = mostPerDay - (await transferredSince(trx, sender.id, dayOf(atMs) * DAY_MS));
  if (amount > left)
    return {
      code: 'TRANSFER_DAY_SPENT',
      message: 'More than you may still give today (UTC): see `left`.',
      detail: { left: Math.max(0, left) },
    };
  const wallet = (await balancesIn(trx, [walletOf(sender.id)])).get(walletOf(sender.id));
  const available = wallet ? wallet.balance - wallet.pendingDebits : 0;
  return amount > available
    ? { code: 'NOT_ENOUGH_CHIPS', message: 'Your wallet has fewer chips than that: see `available`.', detail: { available } }
    : null;
}
