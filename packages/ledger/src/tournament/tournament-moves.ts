/**
 * The chips of a tournament outside its tables: entries come in, prizes and bounties go out, and at its end its pools are empty.
 */
import { assert } from '@aboveboard/kit';
import { type LinkedBatch, transferBatch } from '../book/linked-batch.ts';
import { type AccountId, bountyPoolOf, FEES, HOUSE, prizePoolOf, walletOf } from '../chart/accounts.ts';
import { amount, type Leg, type Reason } from '../posting/leg.ts';

/** An entry, a re-entry, a rebuy or an add-on: what it costs, part by part, in chips. */
export interface Entry {
  readonly tournamentId: string;
  readonly playerId: string;
  /** Names the request, so that one request pays once. */
  readonly requestId: string;
  readonly prize: number;
  readonly bounty: number;
  readonly fee: number;
  readonly atMs: number;
}

/** Wallet → prize pool, bounty and fees, as one batch. */
export function enterTournament(entry: Entry): LinkedBatch {
  const legs = partsOf(entry).map(([account, chips, reason]) => leg(walletOf(entry.playerId), account, chips, reason));
  return transferBatch({ key: entryKey('entry', entry), atMs: entry.atMs }, legs);
}

/** The same chips back, the fee too: the player left before it began, or it never did. */
export function refundEntry(entry: Entry): LinkedBatch {
  const legs = partsOf(entry).map(([account, chips, reason]) => leg(account, walletOf(entry.playerId), chips, reason));
  return transferBatch({ key: entryKey('entry-back', entry), atMs: entry.atMs }, legs);
}

/** What the house adds so that the pool is what was guaranteed: house → prize pool, once. */
export function payOverlay(tournamentId: string, chips: number, atMs: number): LinkedBatch {
  return transferBatch({ key: `overlay:${tournamentId}`, atMs }, [leg(HOUSE, prizePoolOf(tournamentId), chips, 'overlay')]);
}

/** What somebody gets, in chips. */
export interface Share {
  readonly playerId: string;
  readonly chips: number;
}

/** Prize pool → wallets, all places in one batch, once. Who named them in which order makes no difference. */
export function payPrizes(tournamentId: string, prizes: readonly Share[], atMs: number): LinkedBatch {
  return transferBatch({ key: `prizes:${tournamentId}`, atMs }, sharesOf(prizePoolOf(tournamentId), prizes, 'prize'));
}

/** Bounty pool → wallets of who knocked a player out, once for each entry of that player. */
export function payBounty(
  out: { readonly tournamentId: string; readonly playerId: string; readonly entryNo: number },
  shares: readonly Share[],
  atMs: number,
): LinkedBatch {
  const key = `bounty:${out.tournamentId}:${out.playerId}:${out.entryNo}`;
  return transferBatch({ key, atMs }, sharesOf(bountyPoolOf(out.tournamentId), shares, 'bounty'));
}

function partsOf({ tournamentId, prize, bounty, fee }: Entry): readonly (readonly [AccountId, number, Reason])[] {
  const parts = [
    [prizePoolOf(tournamentId), prize, 'entry'],
    [bountyPoolOf(tournamentId), bounty, 'bounty'],
    [FEES, fee, 'fee'],
  ] as const;
  return parts.filter(([, chips]) => chips !== 0);
}

function sharesOf(pool: AccountId, shares: readonly Share[], reason: Reason): readonly Leg[] {
  const byName = [...shares].sort((a, b) => (a.playerId < b.playerId ? -1 : 1));
  return byName.map(({ playerId, chips }, at) => {
    assert(playerId !== byName[at + 1]?.playerId, `${playerId} is paid twice`);
    return leg(pool, walletOf(playerId), chips, reason);
  });
}

function entryKey(word: string, { tournamentId, playerId, requestId }: Entry): string {
  return `${word}:${tournamentId}:${playerId}:${requestId}`;
}

function leg(debit: AccountId, credit: AccountId, chips: number, reason: Reason): Leg {
  return { debit, credit, amount: amount(chips), reason };
}
