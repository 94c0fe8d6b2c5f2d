/**
 * Writes the settled hands of one table and one day, in UTC, into a compressed PHH file.
 *
 * Hands come from the hand table page by page and go out one by one, so a long day takes no more room than a short one. Cards come from
 * the public history alone: the record that holds every hand's cards is sealed, and nothing here has its key.
 *
 * @see rules/WORK.md WORK-1 to WORK-4
 */
import type { PublicHistory } from '@aboveboard/fairness';
import { assert, err, ok, type Result } from '@aboveboard/kit';
import { historyToPhh, type PhhRecord, whenPlayed, writePhhs } from '@aboveboard/notation';
import type { workJobs } from '@aboveboard/protocol';
import {
  countHandsOfDay,
  type Db,
  eventsOfHands,
  findPrincipal,
  findTable,
  type HandRecord,
  handsOfDay,
  recordArchive,
} from '@aboveboard/storage';
import type { JobProgress, Refused } from '@aboveboard/streams';
import type { ArchiveWriter, HandFiles } from '../hand-files.ts';
import { playHistory } from './play-history.ts';

export interface ArchivePorts {
  readonly db: Db;
  readonly files: HandFiles;
  readonly nowMs: () => number;
  /** Comes when others had a turn: a table waits for no archive. Throws when the run should end. */
  readonly breathe: () => Promise<void>;
  readonly progress: (progress: JobProgress) => Promise<void>;
}

export interface DayOfTable {
  readonly tableId: string;
  /** YYYY-MM-DD */
  readonly day: string;
}

const DAY_MS = 86_400_000;
const PAGE = 50;
/** A hand whose box could not be opened after a crash: nobody played it, and all chips went back. */
const REFUNDED = 3;

/** @returns what lies in the file, or why there is none: no such table, no hands that day, a day that is not over. */
export async function archiveHands(ports: ArchivePorts, of: DayOfTable): Promise<Result<workJobs.ArchiveResult, Refused>> {
  const { db, files, nowMs } = ports;
  const fromMs = Date.parse(`${of.day}T00:00:00Z`);
  if (fromMs + DAY_MS > nowMs()) return refuse(`${of.day} is not over, in UTC`);
  const table = await findTable(db.reader, of.tableId);
  if (!table) return refuse(`there is no table ${of.tableId}`);
  const total = await countHandsOfDay(db.reader, of.tableId, fromMs, fromMs + DAY_MS);
  if (total === 0) return refuse(`no hand ended at ${table.name} on ${of.day}`);
  const writer = await files.writeArchive(of.tableId, of.day);
  try {
    const written = await writeHands({ ...ports, writer, tableName: table.name }, of.tableId, fromMs, total);
    const file = await writer.finish();
    const { hands, refunded } = written;
    await db.transaction(async (trx) =>
      ok(await recordArchive(trx, { ...of, ...file, hands: hands + refunded, atMs: nowMs() })),
    );
    return ok({ hands, refunded, ...file });
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

function refuse(message: string): Result<never, Refused> {
  return err({ reason: 'refused', message });
}

interface Writing extends ArchivePorts {
  readonly writer: ArchiveWriter;
  readonly tableName: string;
}

async function writeHands(to: Writing, tableId: string, fromMs: number, total: number) {
  const names = namesOf(to.db);
  let [hands, refunded, afterHandNo] = [0, 0, 0];
  for (;;) {
    const page = await handsOfDay(to.db.reader, tableId, fromMs, fromMs + DAY_MS, { limit: PAGE, afterHandNo });
    const players = await names(tableId, page);
    for (const hand of page) {
      await to.breathe();
      afterHandNo = hand.handNo;
      if (hand.closeStatus === REFUNDED) refunded += 1;
      else {
        await to.writer.append(`${hands > 0 ? '\n' : ''}${textOf(hand, to.tableName, players.get(hand.handNo))}`);
        hands += 1;
      }
    }
    await to.progress({ done: hands + refunded, total: Math.max(total, hands + refunded) });
    if (page.length < PAGE) return { hands, refunded };
  }
}

function textOf(hand: HandRecord, table: string, players: readonly Player[] | undefined): string {
  return writePhhs([{ name: String(hand.handNo), record: recordOf(hand, table, players) }]);
}

function recordOf(hand: HandRecord, table: string, players: readonly Player[] = []): PhhRecord {
  const { tableId, handNo, publicHistory, startedMs } = hand;
  const played = playHistory(publicHistory as PublicHistory);
  assert(played.ok, played.ok ? '' : `hand ${handNo} of ${tableId} cannot be played again: ${played.error}`);
  const own = { _table_id: tableId };
  const record = historyToPhh(played.value, { details: { ...whenPlayed(startedMs), hand: handNo, table }, own });
  const bySeat = new Map(players.map(({ seat, name }) => [seat + 1, name]));
  const names = record.details.seats?.flatMap((seat) => bySeat.get(seat) ?? []);
  return names?.length === players.length && names.length > 0
    ? { ...record, details: { ...record.details, players: names } }
    : record;
}

interface Player {
  readonly seat: number;
  /** Undefined for who is no longer known. */
  readonly name: string | undefined;
}

/** Who played each hand, by the names they have: the hands themselves name nobody. */
function namesOf({ reader }: Db) {
  const known = new Map<string, string>();
  const nameOf = async (playerId: string): Promise<string | undefined> => {
    const name = known.get(playerId) ?? (await findPrincipal(reader, playerId))?.name;
    if (name !== undefined) known.set(playerId, name);
    return name;
  };
  return async (tableId: string, hands: readonly HandRecord[]): Promise<ReadonlyMap<number, readonly Player[]>> => {
    const told = await eventsOfHands(
      reader,
      { tableId, kind: 'hand-ended' },
      hands.map(({ handNo }) => handNo),
    );
    const players = new Map<number, readonly Player[]>();
    for (const { handNo, publicHistory } of hands) {
      const deltas = (told.get(handNo) as { deltas?: readonly { playerId: string }[] } | undefined)?.deltas ?? [];
      const { seats } = (publicHistory as { result: { seats: readonly { seat: number }[] } }).result;
      // both are told in one order, seat by seat
      const named = seats.map(async ({ seat }, i) => ({ seat, name: await nameOf(deltas[i]?.playerId ?? '') }));
      if (deltas.length === seats.length) players.set(handNo, await Promise.all(named));
    }
    return players;
  };
}
