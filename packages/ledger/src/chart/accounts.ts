/**
 * The chart of accounts: where chips can be.
 *
 * An account's name says everything about it, so that any row of the books can be read without a look-up:
 * `wallet:<player>`, `escrow:<table>:<player>`, `rake`, `house`, `issuance`. Ids of tables and players are the room's own
 * and hold no colon.
 */
import { assert, type Brand } from '@aboveboard/kit';

export type AccountId = Brand<string, 'AccountId'>;

/**
 * - `wallet`: what a player owns and is not playing with
 * - `escrow`: what a player has brought to one table
 * - `rake`: what the house has taken from pots
 * - `house`: the bank of games played against the house
 * - `issuance`: every chip in the room came out of it; it alone goes below zero, and says how many chips there are
 */
export type AccountKind = 'wallet' | 'escrow' | 'rake' | 'house' | 'issuance';

export type Account =
  | { readonly kind: 'wallet'; readonly playerId: string }
  | { readonly kind: 'escrow'; readonly tableId: string; readonly playerId: string }
  | { readonly kind: 'rake' | 'house' | 'issuance' };

export const RAKE = 'rake' as AccountId;
export const ISSUANCE = 'issuance' as AccountId;

export function walletOf(playerId: string): AccountId {
  return `wallet:${namePart(playerId)}` as AccountId;
}

export function escrowOf(tableId: string, playerId: string): AccountId {
  return `escrow:${namePart(tableId)}:${namePart(playerId)}` as AccountId;
}

/** Reads an account's name back. A name outside the chart is our own mistake: nothing else writes them. */
export function accountOf(id: AccountId): Account {
  const [kind, first, second, ...rest] = id.split(':');
  assert(rest.length === 0, `not an account: ${id}`);
  if (kind === 'wallet' && first && second === undefined) return { kind, playerId: first };
  if (kind === 'escrow' && first && second) return { kind, tableId: first, playerId: second };
  assert((kind === 'rake' || kind === 'house' || kind === 'issuance') && first === undefined, `not an account: ${id}`);
  return { kind };
}

/** Only issuance may be overdrawn: its minus is the number of chips in the room. */
export function mayBeOverdrawn(id: AccountId): boolean {
  return id === ISSUANCE;
}

function namePart(part: string): string {
  assert(part.length > 0 && !part.includes(':'), `not part of an account's name: "${part}"`);
  return part;
}
