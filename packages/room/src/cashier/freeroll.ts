/**
 * The daily chips: so many a day for a player who has few, while the room's budget of the day lasts.
 * @see rules/LEDGER.md LEDGER-33
 */
import { err, ok, type Result } from '@aboveboard/kit';
import {
  type Amount,
  dayOf,
  decideFreeroll,
  type FreerollPolicy,
  type FreerollRefusal,
  freerollCredit,
  walletOf,
} from '@aboveboard/ledger';
import { balanceOf, escrowsOf, freerollGiven, type Principal, postBatch, type Reader } from '@aboveboard/storage';
import type { ChipPorts } from './chip-rules.ts';
import { type CashierRefusal, type CashierResult, no } from './refusal.ts';

/** What a player would get now, or why none. */
export function freerollFor({ db, clock, chips: { freeroll } }: ChipPorts, player: Principal): CashierResult<Amount> {
  return decide(db.reader, freeroll, player, clock.nowMs());
}

/** @returns the chips that went into the wallet. */
export function claimFreeroll({ db, clock, chips: { freeroll } }: ChipPorts, player: Principal): CashierResult<Amount> {
  const atMs = clock.nowMs();
  return db.transaction<Amount, CashierRefusal>(async (trx) => {
    const chips = await decide(trx, freeroll, player, atMs);
    if (!chips.ok) return chips;
    const posted = await postBatch(trx, freerollCredit(player.id, chips.value, atMs));
    return posted.ok ? chips : no('GIVEN_TODAY', 'You have had the chips of today.');
  });
}

async function decide(
  reader: Reader,
  policy: FreerollPolicy,
  { id, kind }: Principal,
  nowMs: number,
): Promise<Result<Amount, CashierRefusal>> {
  if (policy.perPlayer === 0) return no('FREEROLL_OFF', 'This room gives no daily chips.');
  if (kind !== 'guest') return no('NOT_FOR_BOTS', 'Daily chips are for players.');
  const escrows = await escrowsOf(reader, id);
  const holds = escrows.reduce((sum, { chips }) => sum + chips, await balanceOf(reader, walletOf(id)));
  const { toPlayer, toAll } = await freerollGiven(reader, dayOf(nowMs), id);
  const decided = decideFreeroll(policy, { holds, givenToPlayer: toPlayer, givenToAll: toAll }, nowMs);
  return decided.ok ? ok(decided.value) : err(explain(decided.error));
}

function explain({ code, ...detail }: FreerollRefusal): CashierRefusal {
  const messages = {
    HOLDS_ENOUGH:
      'Daily chips are for players who have few: come back with fewer than `holdsBelow`, wallet and tables together.',
    GIVEN_TODAY: 'You have had the chips of today; the next are there after `retryAtMs`.',
    BUDGET_SPENT: 'All chips of today are given away; there are new ones after `retryAtMs`.',
  };
  return { code, message: messages[code], detail };
}
