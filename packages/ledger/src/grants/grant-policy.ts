/**
 * Grants: who gets new play chips, how many and when.
 *
 * A grant fills a player up to the cap and no further, so asking often earns nothing; a player who still has enough to
 * play waits for nothing and gets nothing.
 */
import { assert, err, ok, type Result } from '@aboveboard/kit';
import { type Amount, amount } from '../posting/leg.ts';

export interface GrantPolicy {
  /** What a grant fills a player up to, in chips. */
  readonly cap: number;
  /** A player who has this many chips or more is not busted. */
  readonly bustedBelow: number;
  /** From one grant to the next. */
  readonly waitMs: number;
}

export interface Holdings {
  /** Chips in the wallet and in escrow at all tables together. */
  readonly wallet: number;
  readonly escrow: number;
  /** When the last grant was posted; null for a newcomer. */
  readonly lastGrantAtMs: number | null;
}

export type GrantRefusal =
  | { readonly code: 'NOT_BUSTED'; readonly holds: number; readonly bustedBelow: number }
  | { readonly code: 'GRANT_TOO_SOON'; readonly retryAtMs: number };

export const DEFAULT_GRANT_POLICY: GrantPolicy = { cap: 10_000, bustedBelow: 100, waitMs: 15 * 60_000 };

/** Decides a claim for chips: how many to grant, or why not (yet). */
export function decideGrant(policy: GrantPolicy, player: Holdings, nowMs: number): Result<Amount, GrantRefusal> {
  assert(policy.bustedBelow <= policy.cap, 'a grant must lift a busted player above the threshold');
  const holds = player.wallet + player.escrow;
  if (holds >= policy.bustedBelow) return err({ code: 'NOT_BUSTED', holds, bustedBelow: policy.bustedBelow });
  const retryAtMs = player.lastGrantAtMs === null ? nowMs : player.lastGrantAtMs + policy.waitMs;
  if (nowMs < retryAtMs) return err({ code: 'GRANT_TOO_SOON', retryAtMs });
  return ok(amount(policy.cap - holds));
}
