/**
 * The chart of accounts: where chips can be.
 *
 * An account's name says everything about it, so that any row of the books can be read without a look-up: its kind, whose it
 * is, and its currency: `wallet:<player>`, `escrow:<table>:<player>`, `prize:<tournament>`, `rake`, `wallet:<player>@tickets`.
 * Ids of tables, players and tournaments are the room's own and hold neither colon nor at sign. What each kind is in the books is
 * in `classes.ts`.
 */
import { assert, type Brand } from '@aboveboard/kit';
import { CHIPS, type Currency, currency } from './currency.ts';

export type AccountId = Brand<string, 'AccountId'>;

/** An account that belongs to nobody in particular. */
type RoomAccountKind = 'rake' | 'fees' | 'house' | 'bonus' | 'freeroll' | 'rakeback' | 'issuance' | 'suspense';
export type AccountKind = 'wallet' | 'escrow' | 'prize' | 'bounty' | RoomAccountKind;

export type Account =
  /** What a player owns and is not playing with. */
  | { readonly kind: 'wallet'; readonly playerId: string }
  /** What a player has brought to one table. */
  | { readonly kind: 'escrow'; readonly tableId: string; readonly playerId: string }
  /** What a tournament will pay by places, and what it will pay for knocking players out. */
  | { readonly kind: 'prize' | 'bounty'; readonly tournamentId: string }
  | { readonly kind: RoomAccountKind };

/** What the room has taken from pots. */
export const RAKE = 'rake' as AccountId;
/** What the room has charged for tournaments and services. */
export const FEES = 'fees' as AccountId;
/** The room's own bank: what is left of rake and fees at each close, and what it plays and guarantees with. */
export const HOUSE = 'house' as AccountId;
/** What the room has given away: by hand, each day, and of the rake. */
export const BONUS = 'bonus' as AccountId;
export const FREEROLL = 'freeroll' as AccountId;
export const RAKEBACK = 'rakeback' as AccountId;
/** Where granted chips come from. Below zero by as many as it has put out. */
export const ISSUANCE = 'issuance' as AccountId;
/** Chips whose place is not known yet, on either side. A person clears it, with a second one. */
export const SUSPENSE = 'suspense' as AccountId;

export function walletOf(playerId: string): AccountId {
  return `wallet:${namePart(playerId)}` as AccountId;
}

export function escrowOf(tableId: string, playerId: string): AccountId {
  return `escrow:${namePart(tableId)}:${namePart(playerId)}` as AccountId;
}

export function prizePoolOf(tournamentId: string): AccountId {
  return `prize:${namePart(tournamentId)}` as AccountId;
}

export function bountyPoolOf(tournamentId: string): AccountId {
  return `bounty:${namePart(tournamentId)}` as AccountId;
}

/** The same account in another currency; chips, the room's own, are not written. */
export function inCurrency(id: AccountId, other: Currency): AccountId {
  const [bare = ''] = id.split('@');
  return (other === CHIPS ? bare : `${bare}@${other}`) as AccountId;
}

export function currencyOf(id: AccountId): Currency {
  const at = id.indexOf('@');
  return at < 0 ? CHIPS : currency(id.slice(at + 1));
}

/** Reads an account's name back. A name outside the chart is our own mistake: nothing else writes them. */
export function accountOf(id: AccountId): Account {
  const [bare = '', inWhat, ...more] = id.split('@');
  const [kind = '', ...parts] = bare.split(':');
  assert(isNamed(kind, parts) && inWhat !== CHIPS && more.length === 0, `not an account: ${id}`);
  const [first = '', second = ''] = parts;
  switch (kind) {
    case 'wallet':
      return { kind, playerId: first };
    case 'escrow':
      return { kind, tableId: first, playerId: second };
    case 'prize':
    case 'bounty':
      return { kind, tournamentId: first };
    default:
      return { kind };
  }
}

/** An account of chips by its name as somebody typed it; null for a name outside the chart. */
export function readAccount(text: string): AccountId | null {
  const [kind = '', ...parts] = text.split(':');
  return !text.includes('@') && isNamed(kind, parts) ? (text as AccountId) : null;
}

function isNamed(kind: string, parts: readonly string[]): kind is AccountKind {
  return isKind(kind) && parts.length === PARTS[kind] && parts.every((part) => part !== '');
}

/** Whose chips are in the account; null where they are no player's. */
export function playerOf(id: AccountId): string | null {
  const account = accountOf(id);
  return 'playerId' in account ? account.playerId : null;
}

/** How many parts follow the kind in a name. */
const PARTS: Readonly<Record<AccountKind, number>> = {
  wallet: 1,
  escrow: 2,
  prize: 1,
  bounty: 1,
  rake: 0,
  fees: 0,
  house: 0,
  bonus: 0,
  freeroll: 0,
  rakeback: 0,
  issuance: 0,
  suspense: 0,
};

export const ACCOUNT_KINDS = Object.keys(PARTS) as readonly AccountKind[];

function isKind(kind: string): kind is AccountKind {
  return Object.hasOwn(PARTS, kind);
}

function namePart(part: string): string {
  assert(part.length > 0 && !/[:@]/.test(part), `not part of an account's name: "${part}"`);
  return part;
}
