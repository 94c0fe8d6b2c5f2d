/** Who acts, as the ledger knows them. */
import type { Who } from '../work/desk/desk-types.ts';

/**
 * The id under which somebody proposes and approves.
 *
 * Whoever can open the control socket is the user whom the room runs as, whatever name they send; so all of them are one person, and what
 * one of them proposed none of them approves.
 * @see rules/CASHIER.md CASHIER-4
 */
export function actorId(who: Who): string {
  return who.kind === 'shell' || who.principalId === undefined ? SHELL : who.principalId;
}

const SHELL = 'shell';
