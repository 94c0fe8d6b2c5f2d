/** Tables full of players, and hands of theirs that are cut and wait to be settled: what a room has when a hand ends. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, ok } from '@aboveboard/kit';
import { buyIn, grant, type HandDelta } from '@aboveboard/ledger';
import { claimTable, createTable, type Db, type Fence, type HandToSettle, postBatches } from '@aboveboard/storage';
import { SEATS, TABLES } from './plan.ts';

export interface HandSource {
  /** The next hands, each of another table until all had one: written as far as their cut. */
  next(count: number): Promise<readonly HandToSettle[]>;
}

/** What a room wrote of a six-seat no-limit hand that went to its showdown. */
const SAMPLE = JSON.parse(readFileSync(join(import.meta.dirname, 'settled-hand.json'), 'utf8'));
const STACK = 1_000_000;
/** Rows of one statement. */
const ROWS = 50;

/** Opens the tables and brings everybody their chips. */
export async function openHands(db: Db): Promise<HandSource> {
  const fences: Fence[] = [];
  for (let i = 0; i < TABLES; i++) fences.push(await openTable(db, `table-${String(i).padStart(3, '0')}`));
  let dealt = 0;
  return {
    async next(count) {
      const hands = Array.from({ length: count }, () => {
        const fence = fences[dealt % TABLES] as Fence;
        return handOf(fence, 1 + Math.floor(dealt++ / TABLES));
      });
      for (let i = 0; i < count; i += ROWS) await writeCut(db, hands.slice(i, i + ROWS));
      return hands;
    },
  };
}

function playersOf(tableId: string): readonly string[] {
  return Array.from({ length: SEATS }, (_, seat) => `${tableId}-player-${seat}-0000-0000-0000`);
}

async function openTable(db: Db, tableId: string): Promise<Fence> {
  const opened = await db.transaction(async (trx) => {
    const about = { name: tableId, config: {}, inviteHash: null, owner: null, openedMs: 1 };
    await createTable(trx, { id: tableId, ...about, state: SAMPLE.tableState });
    const batches = playersOf(tableId).flatMap((playerId) => {
      const wish = { playerId, tableId, requestId: 'first', amount: STACK, atMs: 1 };
      return [grant(wish), buyIn(wish)];
    });
    const answers = await postBatches(trx, batches);
    assert(
      answers.every((answer) => answer.ok),
      'a player has no chips',
    );
    return claimTable(trx, tableId, 1);
  });
  assert(opened.ok, 'nothing refuses a table');
  return opened.value;
}

/** One wins what two others and the blinds have put in, less the rake, each seat in turn. */
function handOf(fence: Fence, handNo: number): HandToSettle {
  const { tableId } = fence;
  const lost = [10, 40, 40, 0, 0];
  const rake = 4;
  const deltas = playersOf(tableId).map((playerId, seat): HandDelta => {
    const place = (seat + handNo) % SEATS;
    return { playerId, delta: place === 5 ? 90 - rake : -(lost[place] ?? 0) || 0 };
  });
  const event = { kind: 'hand-ended', payload: { reason: 'COMPLETED', closeStatus: 0, rake, deltas } };
  const end = {
    ...({ handNo, closeStatus: 0, closeBytes: bytes('close', handNo), endReason: 'COMPLETED', endedMs: handNo } as const),
    ...{ publicHistory: SAMPLE.publicHistory, privateSealed: bytes('privateSealed', handNo) },
    replies: [1, 2, 3, 4, 5].map((seat) => ({ seat, after: seat - 1, tookMs: 300 * seat + handNo })),
    players: deltas.map(({ playerId, delta }, seat) => ({ seat, playerId, isBot: false, delta })),
    ...{ game: 'NT', tableState: stateAfter(handNo), event, chips: { tableId, handNo, deltas, rake, atMs: handNo } },
  };
  return { fence, end, payouts: [] };
}

/** What a table is after a hand is never what it was: a database that is given the same again writes nothing. */
function stateAfter(handNo: number): unknown {
  const { table } = SAMPLE.tableState;
  const stackOf = (seat: number): number => 800 + ((handNo * 37 + seat * 211) % 400);
  const seats = table.seats.map((seat: object, no: number) => ({ ...seat, stack: stackOf(no) }));
  return { ...SAMPLE.tableState, table: { ...table, seats, played: handNo } };
}

function bytes(what: string, filling: number): Uint8Array {
  return new Uint8Array(SAMPLE.bytes[what]).fill(filling);
}

/** What was written of a hand before its end, many at once: no part of what is measured. */
async function writeCut(db: Db, hands: readonly HandToSettle[]): Promise<void> {
  const rows = hands.map(({ fence: { tableId }, end: { handNo } }) => ({
    ...({ table_id: tableId, hand_no: handNo, status: 'cut', open_index: handNo, started_ms: handNo } as const),
    ...{ start_state: JSON.stringify(SAMPLE.startState), reveals: JSON.stringify(SAMPLE.reveals) },
    ...{ open_bytes: bytes('open', handNo), box: bytes('box', handNo), cutnote: bytes('cutnote', handNo) },
  }));
  await db.transaction(async (trx) => ok(await trx.insertInto('hand').values(rows).execute()));
}
