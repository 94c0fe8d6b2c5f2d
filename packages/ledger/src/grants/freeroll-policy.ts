/**
 * The daily chips: so many a day for each player, while they have few, and while the room's own budget of the day lasts.
 */

import { assert, err, ok, type Result } from '@aboveboard/kit';
import { type LinkedBatch, transferBatch } from '../book/linked-batch.ts';
import { FREEROLL, walletOf } from '../chart/accounts.ts';
import { type Amount, amount } from '../posting/leg.ts';

/** Days since 1970, UTC. */
export type DayNo = number;

export const DAY_MS = 86_400_000;

export interface FreerollPolicy {
  /** What a player gets a day, in chips. */
  readonly perPlayer: number;
  /** Who has this many or more, in wallet and escrow together, gets none. */
  readonly holdsBelow: number;
  /** What the room gives a day to all together. */
  readonly perRoom: number;
}

export interface FreerollState {
  /** The player's chips, in wallet and escrow together. */
  readonly holds: number;
  /** What was given this day, to this player and to all. */
  readonly givenToPlayer: number;
  readonly givenToAll: number;
}

export type FreerollRefusal =
  | { readonly code: 'HOLDS_ENOUGH'; readonly holds: number; readonly holdsBelow: number }
  | { readonly code: 'GIVEN_TODAY' | 'BUDGET_SPENT'; readonly retryAtMs: number };

export function dayOf(atMs: number): DayNo {
  return Math.floor(atMs / DAY_MS);
}

/** Decides a claim: how many chips, or why none, and when to come back where that helps. Checked in the order of the codes above. */
export function decideFreeroll(policy: FreerollPolicy, state: FreerollState, nowMs: number): Result<Amount, FreerollRefusal> {
  assert(policy.perPlayer <= policy.perRoom, 'the budget of a day is for one player at least');
  const { holdsBelow } = policy;
  const retryAtMs = (dayOf(nowMs) + 1) * DAY_MS;
  if (state.holds >= holdsBelow) return err({ code: 'HOLDS_ENOUGH', holds: state.holds, holdsBelow });
  if (state.givenToPlayer > 0) return err({ code: 'GIVEN_TODAY', retryAtMs });
  if (state.givenToAll + policy.perPlayer > policy.perRoom) return err({ code: 'BUDGET_SPENT', retryAtMs });
  return ok(amount(policy.perPlayer));
}

/** Freeroll → wallet. The day is in the key, so that a day gives once, whatever raced whom. */
export function freerollCredit(playerId: string, chips: Amount, atMs: number): LinkedBatch {
  const leg = { debit: FREEROLL, credit: walletOf(playerId), amount: chips, reason: 'freeroll' } as const;
  return transferBatch({ key: `${freerollKeys(dayOf(atMs)).first}${playerId}`, atMs }, [leg]);
}

/** Where the keys of a day are among all keys, compared byte by byte: from `first` on and before `end`. */
export function freerollKeys(day: DayNo): { readonly first: string; readonly end: string } {
  return { first: `freeroll:${day}:`, end: `freeroll:${day};` };
}
