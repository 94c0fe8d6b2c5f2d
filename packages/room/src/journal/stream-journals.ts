/**
 * The journal in a stream of the table's own, fenced by the epoch of the last owner that wrote there.
 *
 * An action costs one append and no word to the database; what many tables append in one turn of the event loop is one round trip. A
 * stream can be lost whole, as when Redis is emptied. So the beginning of a hand's play is an entry itself, written before the database
 * says that the hand was cut: where it is missing, or a number after it, the journal is `LOST`.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { type CommandKey, type Db, type Fence, journalOf } from '@aboveboard/storage';
import { type Cursor, OLDEST, type Streams } from '@aboveboard/streams';
import type { AcceptedEntry, Journals, TableJournal } from './journal.ts';
import { isEntry, type StreamedEntry, tableStream } from './table-stream.ts';

/** Commands of so many hands back are still known; then the stream is cut behind them. */
export const HANDS_KEPT = 8;
const PAGE = 512;

export function streamJournals(streams: Streams, db: Db): Journals {
  return {
    open: async (fence) => {
      const table = fencedStream(streams, fence);
      const claimed = await table.add({ is: 'claimed', epoch: fence.epoch });
      return claimed.ok ? ok(streamJournal(table, db, fence.tableId, await table.kept())) : claimed;
    },
  };
}

type FencedStream = ReturnType<typeof fencedStream>;

function streamJournal(table: FencedStream, db: Db, tableId: string, before: readonly StreamedEntry[]): TableJournal {
  const known = knownCommands(before);
  const ends: Cursor[] = [];
  return {
    append: async (entry) => {
      const added = await table.add({ is: 'entry', ...entry });
      if (!added.ok) return added;
      if (entry.command) known.add(entry.command);
      return ok(undefined);
    },
    resolve: async (entry) => {
      const settled = await table.add({ is: 'settled-doubt' });
      if (!settled.ok) return settled;
      const isThere = (await table.kept()).some((streamed) => isEntry(streamed, entry));
      if (isThere && entry.command) known.add(entry.command);
      return ok(isThere);
    },
    prove: () => table.add({ is: 'settled-doubt' }),
    wasDone: async (command) => known.has(command),
    beginPlay: async (handNo, nextSeq) => {
      const added = await table.add({ is: 'cut', handNo, nextSeq });
      return added.ok ? ok(undefined) : added;
    },
    entriesOf: async (handNo, isCut) => {
      const streamed = await table.kept();
      return whole(handNo, isCut, streamed, await journalOf(db.reader, { tableId, handNo }));
    },
    ended: () => {
      if (ends.push(table.last()) > HANDS_KEPT) table.forget(ends.shift());
    },
    closed: () => table.forget(table.last()),
  };
}

/** A table's stream as one owner has it. */
function fencedStream(streams: Streams, { tableId, epoch }: Fence) {
  const spec = tableStream(tableId);
  let last = OLDEST;
  return {
    add: async (entry: StreamedEntry): Promise<Result<void, 'FENCED'>> => {
      const appended = await streams.append(spec, [JSON.stringify(entry)], epoch);
      if (appended.ok) {
        last = appended.value;
        return ok(undefined);
      }
      if (appended.error === 'FENCED') return err('FENCED');
      throw new Error(`too much is on its way to ${spec.name}`);
    },
    last: () => last,
    /** All that is kept, oldest first. */
    kept: async (): Promise<readonly StreamedEntry[]> => {
      const found: StreamedEntry[] = [];
      for (let after = OLDEST, length = PAGE; length === PAGE; ) {
        const page = await streams.read(spec, after, PAGE);
        if (!page.ok) throw new Error(`${spec.name} was emptied while it was read`);
        found.push(...page.value.map(({ payload }) => JSON.parse(payload) as StreamedEntry));
        length = page.value.length;
        after = page.value.at(-1)?.cursor ?? after;
      }
      return found;
    },
    /** Not waited for: what is left over, the bounds of the stream take off. */
    forget: (upTo: Cursor | undefined) => {
      if (upTo !== undefined && upTo !== OLDEST) streams.trim(spec, upTo).catch(() => undefined);
    },
  };
}

/** The commands in a table's stream, oldest first, as many as the stream holds. */
function knownCommands(before: readonly StreamedEntry[]) {
  const keys = new Set<string>();
  const add = ({ playerId, commandId }: CommandKey): void => {
    keys.add(`${playerId} ${commandId}`);
    const [oldest] = keys;
    if (keys.size > tableStream('').maxEntries && oldest !== undefined) keys.delete(oldest);
  };
  for (const entry of before) if (entry.is === 'entry' && entry.command) add(entry.command);
  return { add, has: ({ playerId, commandId }: CommandKey) => keys.has(`${playerId} ${commandId}`) };
}

/** The entries of stream and database together; `LOST` unless each number is there once, from the first that must be. */
function whole(
  handNo: number,
  isCut: boolean,
  streamed: readonly StreamedEntry[],
  booked: readonly AcceptedEntry[],
): readonly AcceptedEntry[] | 'LOST' {
  const cut = streamed.findLast((entry) => entry.is === 'cut' && entry.handNo === handNo);
  if (isCut && cut === undefined) return 'LOST';
  const firstSeq = isCut && cut?.is === 'cut' ? cut.nextSeq : 0;
  const ofHand = streamed.flatMap((entry) => (entry.is === 'entry' && entry.handNo === handNo ? bare(entry) : []));
  const all = [...ofHand, ...booked].sort((a, b) => a.seq - b.seq);
  const needed = all.filter(({ seq }) => seq >= firstSeq);
  return needed.every(({ seq }, i) => seq === firstSeq + i) ? all : 'LOST';
}

function bare({ seq, kind, payload, atMs }: AcceptedEntry): AcceptedEntry {
  return { seq, kind, payload, atMs };
}
