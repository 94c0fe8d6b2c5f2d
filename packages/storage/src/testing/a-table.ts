/** A table with seated players and the steps of a hand at it, for tests. */
import { ok, type Result } from '@aboveboard/kit';
import { buyIn, grant, type HandDelta } from '@aboveboard/ledger';
import { postBatch } from '../accounts/posting.repository.ts';
import type { Db } from '../database/db.ts';
import type { Trx } from '../database/schema.ts';
import { insertOpening, markCut } from '../hands/hands.repository.ts';
import { readyHand, type Settlement } from '../hands/ready-hand.ts';
import { type Ended, type SettleRefusal, settleHands, type VoidHand } from '../hands/settlement.repository.ts';
import { claimTable, createTable, type Fence, type NewTable, type TableClaim } from '../tables/tables.repository.ts';
import { must, write } from './temporary-database.ts';

export const TABLE = 'table-1';

/** A table that nobody owns yet. */
export function anUnclaimedTable(id: string): NewTable {
  const config = { game: 'NT', seats: 6 };
  return { id, name: 'Felt', config, inviteHash: null, owner: null, state: { button: 0 }, openedMs: 1 };
}

/** Opens a table in `db`, brings each player 1 000 chips and claims it. */
export async function aTable(db: Db, players: readonly string[] = [], tableId = TABLE): Promise<TableClaim> {
  return write(db, async (trx) => {
    await createTable(trx, anUnclaimedTable(tableId));
    for (const playerId of players) {
      must(await postBatch(trx, grant({ playerId, requestId: tableId, amount: 10_000, atMs: 1 })));
      must(await postBatch(trx, buyIn({ tableId, playerId, requestId: tableId, amount: 1_000, atMs: 1 })));
    }
    return must(await claimTable(trx, tableId, 1));
  });
}

/** Brings a hand as far as `opening`, or on to `cut`. */
export async function aHand(db: Db, claim: TableClaim, handNo: number, status: 'opening' | 'cut' = 'cut'): Promise<void> {
  await write(db, async (trx) => {
    const openBytes = Uint8Array.of(1, handNo);
    must(
      await insertOpening(trx, claim, {
        handNo,
        startState: { handNo },
        openBytes,
        box: Uint8Array.of(9, 9),
        startedMs: 5,
      }),
    );
    if (status === 'cut') must(await markCut(trx, claim, { handNo, reveals: [[0, 'aa']], cutnote: Uint8Array.of(3) }));
  });
}

export function anEnd(claim: TableClaim, handNo: number, deltas: readonly HandDelta[], rake = 0): Settlement {
  return {
    handNo,
    closeStatus: 0,
    closeBytes: Uint8Array.of(2, handNo),
    endReason: 'played',
    endedMs: 9,
    publicHistory: { handNo },
    privateSealed: Uint8Array.of(7),
    tableState: { button: 1 },
    event: { kind: 'hand-ended', payload: { handNo } },
    chips: { tableId: claim.tableId, handNo, deltas, rake, atMs: 9 },
    players: deltas.map(({ playerId, delta }, seat) => ({ seat, playerId, isBot: false, delta })),
    game: 'NT',
    replies: [],
  };
}

/** Settles one hand, and nothing besides. */
export async function settleHand(trx: Trx, fence: Fence, end: Settlement): Promise<Result<Ended, SettleRefusal>> {
  const settled = await settleHands(trx, [readyHand({ fence, end, payouts: [] })]);
  return settled.ok ? ok(settled.value[0] ?? 'ALREADY') : settled;
}

export function aVoidEnd(handNo: number): VoidHand {
  return {
    handNo,
    closeBytes: Uint8Array.of(2, handNo),
    endReason: 'seed-missing',
    endedMs: 9,
    reveals: [[1, 'bb']],
    tableState: { button: 0, missed: [2] },
    event: { kind: 'hand-void', payload: { handNo } },
  };
}
