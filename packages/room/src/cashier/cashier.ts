/**
 * The cashier: what a player has, and new play chips. Chips that move between wallet and table are booked by the table itself, in
 * the transaction that changes its seats (`book-table-events.ts`).
 */
import { type Clock, err, gather, ok, type Result } from '@aboveboard/kit';
import { decideGrant, type GrantPolicy, type GrantRefusal, grant, type Holdings, walletOf } from '@aboveboard/ledger';
import { awaitTurn, balanceOf, type Db, lastGrantAtMs, postBatch, pursesOf, type Reader } from '@aboveboard/storage';

/** In chips. */
export interface Wallet {
  /** What is reserved left out: it waits for an approver, or for a tournament to begin. */
  readonly available: number;
  /** In escrow at tables: stacks as the hands in play began. */
  readonly inPlay: number;
}

export interface Cashier {
  wallet(playerId: string): Promise<Wallet>;
  /**
   * Fills a busted or new player up by the policy; each `requestId` grants once.
   * `nextGrantAtMs` of `grantState` says when to come back.
   */
  claimGrant(playerId: string, requestId: string): Promise<Result<Wallet, GrantRefusal>>;
  /** When a new grant may be claimed; null: not while chips are left. */
  nextGrantAtMs(playerId: string): Promise<number | null>;
}

export interface CashierPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly policy: GrantPolicy;
}

export function createCashier(ports: CashierPorts): Cashier {
  const look = gather((playerIds: readonly string[]) => pursesOf(ports.db.reader, playerIds)); // all of a gateway that was lost come at once
  return {
    wallet: async (playerId) => (await look(playerId)) ?? EMPTY,
    claimGrant: (playerId, requestId) => claimGrant(ports, playerId, requestId),
    nextGrantAtMs: (playerId) => nextGrantAtMs(ports, playerId),
  };
}

const EMPTY: Wallet = { available: 0, inPlay: 0 };

export async function walletIn(reader: Reader, playerId: string): Promise<Wallet> {
  return (await pursesOf(reader, [playerId])).get(playerId) ?? EMPTY;
}

async function holdingsOf(reader: Reader, playerId: string): Promise<Holdings> {
  const { inPlay } = await walletIn(reader, playerId);
  const wallet = await balanceOf(reader, walletOf(playerId)); // reserved chips, too: who sets them aside is not busted
  return { wallet, escrow: inPlay, lastGrantAtMs: await lastGrantAtMs(reader, playerId) };
}

function claimGrant(
  { db, clock, policy }: CashierPorts,
  playerId: string,
  requestId: string,
): Promise<Result<Wallet, GrantRefusal>> {
  const atMs = clock.nowMs();
  return db.transaction(async (trx) => {
    await awaitTurn(trx);
    const granted = decideGrant(policy, await holdingsOf(trx, playerId), atMs);
    if (!granted.ok) return granted;
    const posted = await postBatch(trx, grant({ playerId, requestId, amount: granted.value, atMs }));
    // The same request again, with other chips in hand: it was granted before, and nothing was posted now.
    if (!posted.ok) return err({ code: 'GRANT_TOO_SOON', retryAtMs: atMs + policy.waitMs });
    return ok(await walletIn(trx, playerId));
  });
}

async function nextGrantAtMs({ db, clock, policy }: CashierPorts, playerId: string): Promise<number | null> {
  const nowMs = clock.nowMs();
  const decided = decideGrant(policy, await holdingsOf(db.reader, playerId), nowMs);
  if (decided.ok) return nowMs;
  return decided.error.code === 'GRANT_TOO_SOON' ? decided.error.retryAtMs : null;
}
