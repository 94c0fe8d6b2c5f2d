/** Who gets new play chips: whoever can no longer buy a seat. */
import { DEFAULT_GRANT_POLICY, type GrantPolicy } from '@aboveboard/ledger';
import type { ServerConfig } from '../config/settings.ts';

/**
 * @param leastBuyIn what the cheapest seat that is open to them costs: with less, and no grant, nobody would ever play again
 * @see rules/LEDGER.md LEDGER-13
 */
export function grantPolicy(
  { grantCap, grantWaitMs }: Pick<ServerConfig, 'grantCap' | 'grantWaitMs'>,
  leastBuyIn: number,
): GrantPolicy {
  const bustedBelow = Math.min(grantCap, Math.max(DEFAULT_GRANT_POLICY.bustedBelow, leastBuyIn));
  return { cap: grantCap, bustedBelow, waitMs: grantWaitMs };
}
