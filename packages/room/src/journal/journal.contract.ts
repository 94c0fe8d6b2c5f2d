/** What every journal does. Run it with a factory of an empty one, beside the database whose transactions write entries as well. */
import { err, ok } from '@aboveboard/kit';
import { appendJournal, claimTable, createTable, type Db, type Fence, type TableClaim } from '@aboveboard/storage';
import { describe, expect, test } from 'vitest';
import type { HandEntry, Journals, TableJournal } from './journal.ts';

export const TABLE = 'table-1';

export function entry(seq: number, handNo = 1): HandEntry {
  const command = { tableId: TABLE, playerId: 'ana', commandId: `c${handNo}-${seq}` };
  return { handNo, seq, kind: 'action', payload: { seat: seq, kind: 'call' }, atMs: 100 + seq, command };
}

/** As it comes back. */
export const kept = ({ seq, kind, payload, atMs }: HandEntry) => ({ seq, kind, payload, atMs });

export async function newTable(db: Db): Promise<void> {
  const table = { id: TABLE, name: 'Felt', config: {}, inviteHash: null, owner: null, state: {}, openedMs: 1 };
  await db.transaction(async (trx) => ok(await createTable(trx, table)));
}

/** A new owner, as the database and the journal have it. */
export async function claim(db: Db, journals: Journals, epoch: number): Promise<{ fence: TableClaim; journal: TableJournal }> {
  const claimed = await db.transaction((trx) => claimTable(trx, TABLE, epoch));
  if (!claimed.ok) throw new Error('not claimed');
  const opened = await journals.open(claimed.value);
  if (!opened.ok) throw new Error('not opened');
  return { fence: claimed.value, journal: opened.value };
}

/** An entry in a transaction of the database, as when the clock acts and the seat's time-outs are counted. */
export function book(db: Db, fence: Fence, { handNo, command: _, ...booked }: HandEntry) {
  return db.transaction((trx) => appendJournal(trx, fence, handNo, [booked]));
}

export function journalContract(name: string, make: () => Promise<{ journals: Journals; db: Db }>): void {
  const owned = async (epoch = 1) => {
    const { journals, db } = await make();
    await newTable(db);
    return { journals, db, ...(await claim(db, journals, epoch)) };
  };

  describe(name, () => {
    test('[CLUSTER-40] a successor reads what was accepted, hand by hand and in order', async () => {
      const { journals, db, fence, journal } = await owned();
      await journal.append(entry(0));
      await journal.beginPlay(1, 1);
      await journal.append(entry(1));
      await book(db, fence, entry(2));
      await journal.append(entry(3));
      await journal.append(entry(0, 2));
      const { journal: successor } = await claim(db, journals, 2);
      expect(await successor.entriesOf(1, true)).toEqual([entry(0), entry(1), entry(2), entry(3)].map(kept));
      expect(await successor.entriesOf(2, false)).toEqual([kept(entry(0, 2))]);
      expect(await successor.entriesOf(3, false)).toEqual([]);
    });

    test('[CLUSTER-41] a command that was accepted is known to a successor, one that was not is not', async () => {
      const { journals, db, journal } = await owned();
      await journal.append(entry(0));
      await journal.append({ ...entry(1), command: null });
      for (const { journal: owner } of [{ journal }, await claim(db, journals, 2)]) {
        expect(await owner.wasDone({ tableId: TABLE, playerId: 'ana', commandId: 'c1-0' })).toBe(true);
        expect(await owner.wasDone({ tableId: TABLE, playerId: 'bo', commandId: 'c1-0' })).toBe(false);
        expect(await owner.wasDone({ tableId: TABLE, playerId: 'ana', commandId: 'c1-1' })).toBe(false);
      }
    });

    test('[CLUSTER-42] a replaced owner adds nothing and learns of it', async () => {
      const { journals, db, fence, journal } = await owned();
      await journal.append(entry(0));
      const { journal: successor } = await claim(db, journals, 2);
      expect(await journal.append(entry(1))).toEqual(err('FENCED'));
      expect(await journal.resolve(entry(1))).toEqual(err('FENCED'));
      expect(await book(db, fence, entry(1))).toEqual(err('FENCED'));
      expect(await successor.entriesOf(1, false)).toEqual([kept(entry(0))]);
      expect(await successor.wasDone({ tableId: TABLE, playerId: 'ana', commandId: 'c1-1' })).toBe(false);
    });

    test('[CLUSTER-43] a doubt is settled for good: there, or never', async () => {
      const { journal } = await owned();
      await journal.append(entry(0));
      await journal.append({ ...entry(1), command: null });
      expect(await journal.resolve(entry(0))).toEqual(ok(true));
      expect(await journal.resolve({ ...entry(1), command: null })).toEqual(ok(true));
      expect(await journal.resolve(entry(2))).toEqual(ok(false));
      expect(await journal.append({ ...entry(2), kind: 'other' })).toEqual(ok(undefined));
      expect(await journal.entriesOf(1, false)).toMatchObject([{ seq: 0 }, { seq: 1 }, { seq: 2, kind: 'other' }]);
    });
  });
}
