/**
 * What operators do to the books: adjustments, which a second person agrees to, and bonuses, which one person gives within a limit.
 * @see rules/CASHIER.md
 */
import { assert, ok, type Result } from '@aboveboard/kit';
import {
  type AccountId,
  accountOf,
  amount,
  bonus,
  CHIPS,
  currencyOf,
  DAY_MS,
  dayOf,
  differenceBetween,
  type LinkedBatch,
  type Move,
  movesBack,
  playerOf,
  proposeAdjustment,
  readAccount,
} from '@aboveboard/ledger';
import {
  addApproval,
  adjustmentUndoing,
  approvalOfBatch,
  bonusSince,
  findBatch,
  findPrincipal,
  findTable,
  postBatch,
  type Reader,
  refusedHand,
  reservationsResolvedBy,
  type Trx,
} from '@aboveboard/storage';
import { addNotice } from '../notices/add-notice.ts';
import { auditChange } from '../work/desk/audit-change.ts';
import type { Change } from '../work/desk/desk-types.ts';
import { actorId } from './actor.ts';
import { type ApprovalView, approvalViews, movesIn, playersOf } from './approval-view.ts';
import type { ChipPorts } from './chip-rules.ts';
import { postProposed } from './post-proposed.ts';
import { type CashierRefusal, type CashierResult, no } from './refusal.ts';
import { ANOTHER_REQUEST } from './transfers.ts';

/** What is to move: account by account, or what takes a batch back. */
export type AdjustmentWish =
  | {
      readonly kind: 'moves';
      readonly moves: readonly { readonly from: string; readonly to: string; readonly amount: number }[];
    }
  | { readonly kind: 'undo'; readonly batchKey: string };

export interface Proposed {
  readonly approval: ApprovalView;
  readonly players: readonly string[];
}

/** Sets the chips aside and asks for a second person. @param requestId says it once */
export function adjust(ports: ChipPorts, change: Change, requestId: string, wish: AdjustmentWish): CashierResult<Proposed> {
  const { db, clock } = ports;
  const answerMs = ports.chips.approvalMs;
  const atMs = clock.nowMs();
  const by = actorId(change.who);
  return db.transaction(async (trx) => {
    const moves = wish.kind === 'undo' ? await movesUndoing(trx, wish.batchKey) : await movesWanted(trx, wish.moves);
    if (!moves.ok) return moves;
    const batchUntil = (expiresAtMs: number) =>
      proposeAdjustment({ adjustmentId: requestId, by, moves: moves.value, expiresAtMs, atMs });
    const batch = batchUntil(atMs + answerMs);
    const undoes = wish.kind === 'undo' ? wish.batchKey : null;
    const known = await approvalOfBatch(trx, batch.key);
    if (known) {
      const before = await findBatch(trx, batch.key);
      const isSame =
        before !== null && differenceBetween(before, batchUntil(known.expiresMs)) === null && known.undoes === undoes;
      return isSame ? ok(await proposed(trx, batch, atMs)) : no('REQUEST_DIFFERS', ANOTHER_REQUEST);
    }
    const undoing = undoes === null ? null : await adjustmentUndoing(trx, undoes);
    if (undoing) return no('ALREADY_UNDONE', 'Another adjustment takes it back, or is to: see `no`.', { no: undoing.no });
    const posted = await postProposed(trx, batch, moves.value);
    if (!posted.ok) return posted;
    await addApproval(trx, {
      ...{ kind: 'adjustment', batchKey: batch.key, proposedBy: by, proposerName: change.who.name, why: change.why },
      ...{ sender: null, recipient: null, undoes, proposedMs: atMs, expiresMs: atMs + answerMs },
      amount: moves.value.reduce((sum, move) => sum + move.amount, 0),
    });
    const result = await proposed(trx, batch, atMs);
    await auditChange(trx, change, {
      atMs,
      action: 'adjustment.propose',
      subject: String(result.approval.no),
      details: { moves: result.approval.moves },
    });
    return ok(result);
  });
}

async function proposed(trx: Trx, batch: LinkedBatch, nowMs: number): Promise<Proposed> {
  const approval = await approvalOfBatch(trx, batch.key);
  assert(approval, `${batch.key} was proposed`);
  const [view] = await approvalViews(trx, [approval], nowMs);
  return { approval: view as ApprovalView, players: playersOf(movesIn(batch)) };
}

async function movesWanted(
  reader: Reader,
  wanted: readonly { readonly from: string; readonly to: string; readonly amount: number }[],
): Promise<Result<readonly Move[], CashierRefusal>> {
  const moves: Move[] = [];
  for (const { from, to, amount: chips } of wanted) {
    const [debit, credit] = [readAccount(from), readAccount(to)];
    if (debit === null || credit === null || debit === credit)
      return no('NOT_ADJUSTABLE', NO_ACCOUNT, { account: debit === null ? from : to });
    moves.push({ debit, credit, amount: amount(chips) });
  }
  return adjustable(reader, moves);
}

const NO_ACCOUNT =
  'Chips move between two accounts: wallet:PLAYER, or one of the room: rake, fees, house, bonus, freeroll, rakeback, issuance, suspense.';

async function movesUndoing(reader: Reader, batchKey: string): Promise<Result<readonly Move[], CashierRefusal>> {
  const batch = await findBatch(reader, batchKey);
  if (!batch) return no('BATCH_NOT_FOUND', 'The journal has no batch of this key: a statement names them.', { key: batchKey });
  const resolved = await reservationsResolvedBy(reader, batch);
  const moves = movesBack(batch, (id) => resolved.get(id));
  if (moves.length === 0) return no('NOTHING_TO_UNDO', 'That batch moved no chips.', { key: batchKey });
  return adjustable(reader, moves);
}

/** What lies at a table or in a pool is what the table or tournament says it is: to adjust it would make the books differ. */
async function adjustable(reader: Reader, moves: readonly Move[]): Promise<Result<readonly Move[], CashierRefusal>> {
  for (const { debit, credit } of moves) {
    const left = (await isLeftAtClosedTable(reader, debit)) && isWalletOfSame(debit, credit) ? [credit] : [debit, credit];
    for (const account of left) {
      const why = await whyNotAdjustable(reader, account);
      if (why !== null) return no('NOT_ADJUSTABLE', why, { account });
    }
  }
  return ok(moves);
}

/** A table that is closed has paid everybody: what it holds still is nobody's stack. */
async function isLeftAtClosedTable(reader: Reader, id: AccountId): Promise<boolean> {
  const account = accountOf(id);
  return account.kind === 'escrow' && (await findTable(reader, account.tableId))?.closedMs != null;
}

function isWalletOfSame(debit: AccountId, credit: AccountId): boolean {
  return accountOf(credit).kind === 'wallet' && playerOf(credit) === playerOf(debit);
}

async function whyNotAdjustable(reader: Reader, id: AccountId): Promise<string | null> {
  const account = accountOf(id);
  if (currencyOf(id) !== CHIPS) return 'Only chips are adjusted.';
  switch (account.kind) {
    case 'escrow':
      if (await refusedHand(reader, account.tableId)) return null; // it stands still, and how else would it be mended
      return 'What lies there is a stack at a table. Adjust the player’s wallet instead; what a closed table still holds moves to the wallet of its player alone.';
    case 'prize':
    case 'bounty':
      return 'What lies there is a tournament’s. Adjust the wallets of its players instead.';
    case 'wallet':
      return (await findPrincipal(reader, account.playerId)) ? null : 'There is no such player.';
    default:
      return null;
  }
}

/** Chips of the room for a player, by one operator alone. @returns whether they were given now, and not before */
export function giveBonus(
  { db, clock, chips: { bonusPerDay } }: ChipPorts,
  change: Change,
  { requestId, playerId, chips }: { readonly requestId: string; readonly playerId: string; readonly chips: number },
): CashierResult<boolean> {
  const atMs = clock.nowMs();
  return db.transaction<boolean, CashierRefusal>(async (trx) => {
    const player = await findPrincipal(trx, playerId);
    if (player?.kind !== 'guest' || !player.roles.includes('player'))
      return no('PLAYER_NOT_FOUND', 'There is no such player here; bots and operators get no bonus.');
    const batch = bonus({ playerId, requestId, amount: chips, atMs });
    const known = await findBatch(trx, batch.key);
    if (known) return differenceBetween(known, batch) === null ? ok(false) : no('REQUEST_DIFFERS', ANOTHER_REQUEST);
    const left = bonusPerDay - (await bonusSince(trx, playerId, dayOf(atMs) * DAY_MS));
    if (chips > left)
      return no(
        'BONUS_TOO_LARGE',
        'More than one operator may give a player a day: see `left`. An adjustment from bonus to the wallet takes a second person and has no limit.',
        { left: Math.max(0, left) },
      );
    const posted = await postBatch(trx, batch);
    if (!posted.ok) return no('ACCOUNT_CANNOT_GIVE', 'The room has given away as many chips as it can count.');
    const payload = { request: requestId, amount: chips, reason: change.why };
    await addNotice(trx, { playerId, key: `bonus:${requestId}`, atMs, kind: 'bonus-given', payload });
    await auditChange(trx, change, { atMs, action: 'bonus.give', subject: playerId, details: { chips } });
    return ok(true);
  });
}
