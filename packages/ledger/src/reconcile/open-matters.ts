/**
 * The other half of reconciliation: what is under way, and what should be over. Pots between hands, pools of tournaments that have
 * ended, chips set aside, and suspense.
 */
import { type Balances, NOTHING } from '../book/changes.ts';
import type { Reservation } from '../book/reservation.ts';
import { type AccountId, accountOf, bountyPoolOf, prizePoolOf } from '../chart/accounts.ts';
import { sideOf } from '../chart/classes.ts';
import type { Difference } from './difference.ts';

export interface OpenMatters {
  /** Every account that was ever used. */
  readonly accounts: ReadonlyMap<AccountId, Balances>;
  /** Every reservation that is pending. */
  readonly pendings: readonly Reservation[];
  /** What lies in the pots of each table at which no hand is played. */
  readonly restingPots: readonly { readonly tableId: string; readonly pot: number }[];
  /** Tournaments that are over, paid or called off. */
  readonly endedTournaments: readonly string[];
  readonly nowMs: number;
  /** How long a reservation without an end may wait for its answer, and one with an end for its expiry to be written down. */
  readonly staleAfterMs: number;
}

export function reconcileOpenMatters(matters: OpenMatters): readonly Difference[] {
  return [
    ...potDifferences(matters),
    ...poolDifferences(matters),
    ...reservedDifferences(matters),
    ...stalePendings(matters),
    ...openSuspense(matters),
  ];
}

function potDifferences({ restingPots }: OpenMatters): Difference[] {
  return restingPots.filter(({ pot }) => pot !== 0).map((table) => ({ code: 'POT_NOT_EMPTY' as const, ...table }));
}

function poolDifferences({ accounts, endedTournaments }: OpenMatters): Difference[] {
  const over = new Set(endedTournaments.flatMap((id) => [prizePoolOf(id), bountyPoolOf(id)]));
  return [...accounts].flatMap(([account, { balance }]) => {
    const [bare = ''] = account.split('@');
    return balance !== 0 && over.has(bare as AccountId) ? [{ code: 'POOL_NOT_EMPTY' as const, account, balance }] : [];
  });
}

function reservedDifferences({ accounts, pendings }: OpenMatters): Difference[] {
  const leaving = sumBy(pendings, ({ debit }) => debit);
  const coming = sumBy(pendings, ({ credit }) => credit);
  const found: Difference[] = [];
  for (const account of new Set([...accounts.keys(), ...leaving.keys(), ...coming.keys()])) {
    const { balance, pendingDebits, pendingCredits } = accounts.get(account) ?? NOTHING;
    const sides = [
      { side: 'leaving', reserved: pendingDebits, pending: leaving.get(account) ?? 0 },
      { side: 'coming', reserved: pendingCredits, pending: coming.get(account) ?? 0 },
    ] as const;
    for (const one of sides) if (one.reserved !== one.pending) found.push({ code: 'RESERVED_NOT_PENDING', account, ...one });
    const available = sideOf(account) === 'credit' ? balance - pendingDebits : -balance - pendingCredits;
    const isCovered = sideOf(account) === 'either' || available >= 0;
    if (!isCovered) found.push({ code: 'RESERVED_NOT_COVERED', account, available });
  }
  return found;
}

function stalePendings({ pendings, nowMs, staleAfterMs }: OpenMatters): Difference[] {
  return pendings
    .map(({ id, atMs, expiresAtMs }) => ({ code: 'STALE_PENDING' as const, pending: id, sinceMs: expiresAtMs ?? atMs }))
    .filter(({ sinceMs }) => nowMs - sinceMs > staleAfterMs);
}

function openSuspense({ accounts }: OpenMatters): Difference[] {
  return [...accounts]
    .filter(([account, { balance }]) => balance !== 0 && accountOf(account).kind === 'suspense')
    .map(([account, { balance }]) => ({ code: 'SUSPENSE_NOT_CLEARED' as const, account, balance }));
}

function sumBy(
  pendings: readonly Reservation[],
  accountIn: (pending: Reservation) => AccountId,
): ReadonlyMap<AccountId, number> {
  const sums = new Map<AccountId, number>();
  for (const pending of pendings) {
    const account = accountIn(pending);
    sums.set(account, (sums.get(account) ?? 0) + pending.amount);
  }
  return sums;
}
