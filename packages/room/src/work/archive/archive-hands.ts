/**
 * Writes the settled hands of one table and one day, in UTC, into a compressed PHH file.
 *
 * Hands come from the hand table page by page and go out one by one, so a long day takes no more room than a short one. Cards come from
 * the public history alone: the record that holds every hand's cards is sealed, and nothing here has its key.
 *
 * @see rules/WORK.md WORK-1 to WORK-4
 */
import { assert, err, ok, type Result } from '@aboveboard/kit';
import { writePhhs } from '@aboveboard/notation';
import type { workJobs } from '@aboveboard/protocol';
import {
  countHandsOfDay,
  type Db,
  findTable,
  type HandWithPlayers,
  handIdOf,
  handsOfDay,
  handsWithPlayers,
  namesOf,
  type Reader,
  recordArchive,
} from '@aboveboard/storage';
import type { JobProgress, Refused } from '@aboveboard/streams';
import { eventsOf } from '../../hands/ended-hand-of.ts';
import { handPhh } from '../../hands/hand-phh.ts';
import type { ArchiveWriter, HandFiles } from '../hand-files.ts';

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
  const { reader } = to.db;
  const names = new Map<string, string>();
  let [hands, refunded, afterHandNo] = [0, 0, 0];
  for (;;) {
    const numbers = await handsOfDay(reader, tableId, fromMs, fromMs + DAY_MS, { limit: PAGE, afterHandNo });
    const page = await handsWithPlayers(
      reader,
      numbers.map((handNo) => ({ tableId, handNo })),
    );
    await learnNames(reader, names, [...page.values()]);
    for (const handNo of numbers) {
      await to.breathe();
      afterHandNo = handNo;
      const hand = page.get(handIdOf({ tableId, handNo }));
      assert(hand, `hand ${handNo} of ${tableId} ended and is not there`);
      const events = eventsOf(hand);
      if (events === null) refunded += 1;
      else {
        const record = handPhh(hand, events, { table: to.tableName, names });
        await to.writer.append(`${hands > 0 ? '\n' : ''}${writePhhs([{ name: String(handNo), record }])}`);
        hands += 1;
      }
    }
    await to.progress({ done: hands + refunded, total: Math.max(total, hands + refunded) });
    if (numbers.length < PAGE) return { hands, refunded };
  }
}

/** Names that these players have now; the hands themselves name nobody. */
async function learnNames(reader: Reader, names: Map<string, string>, hands: readonly HandWithPlayers[]): Promise<void> {
  const players = hands.flatMap(({ players }) => players.map(({ playerId }) => playerId));
  const unknown = players.filter((playerId) => !names.has(playerId));
  for (const [playerId, name] of await namesOf(reader, unknown)) names.set(playerId, name);
}
