/**
 * Reads a file of hands, plays each through the engine, and stores those that end as they say.
 *
 * A hand is known by the SHA-256 of its canonical text, so a file that is imported again stores nothing twice. What cannot be read, or does
 * not end as it says, is told with its place in the file; the others are stored all the same.
 *
 * @see rules/WORK.md WORK-5 to WORK-7
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { dayPlayed, handEntries, type PhhEntry, type PhhRecord, replayHand, writePhh } from '@aboveboard/notation';
import type { workJobs } from '@aboveboard/protocol';
import { type Db, type ImportedHand, storeImportedHand } from '@aboveboard/storage';
import type { JobProgress, Refused } from '@aboveboard/streams';
import type { HandFiles } from '../hand-files.ts';

export interface ImportPorts {
  readonly db: Db;
  readonly files: Pick<HandFiles, 'readImport'>;
  readonly sha256Hex: (text: string) => string;
  readonly nowMs: () => number;
  /** Comes when others had a turn: a table waits for no import. Throws when the run should end. */
  readonly breathe: () => Promise<void>;
  readonly progress: (progress: JobProgress) => Promise<void>;
}

/** Hands of one transaction, which others wait for. */
const BATCH = 50;
/** A refusal names as many; the file has the others. */
const MOST_NAMED = 20;
const LONGEST_REASON = 200;

/** @returns `malformed` for a file that cannot be read, or in which no hand can; `refused` where some were stored and some could not be. */
export async function importHands(ports: ImportPorts, path: string): Promise<Result<workJobs.ImportResult, Refused>> {
  const text = await ports.files.readImport(path);
  if (!text.ok) return err({ reason: 'malformed', message: text.error.message });
  const entries = handEntries(text.value);
  const faults: string[] = [];
  let [read, stored, known] = [0, 0, 0];
  for (let at = 0; at < entries.length; at += BATCH) {
    const good: ImportedHand[] = [];
    for (const [i, entry] of entries.slice(at, at + BATCH).entries()) {
      await ports.breathe();
      const { name, record } = entry();
      if (record.ok) read += 1;
      const wrong = wrongWith({ name, record });
      if (wrong !== null) faults.push(wrong);
      else if (record.ok) good.push(importedHand(ports, path, at + i + 1, record.value));
    }
    const added = await store(ports.db, good);
    stored += added;
    known += good.length - added;
    await ports.progress({ done: Math.min(at + BATCH, entries.length), total: entries.length });
  }
  if (read === 0) return err({ reason: 'malformed', message: `${path}: no hand could be read: ${listed(faults)}` });
  if (faults.length > 0)
    return err({ reason: 'refused', message: summary(path, { faults, stored, known, of: entries.length }) });
  return ok({ hands: stored + known, stored, known });
}

/** What keeps a hand from being stored, with its place in the file; null when nothing does. */
function wrongWith({ name, record }: PhhEntry): string | null {
  const hand = name === '' ? '' : `[${name}] `;
  if (!record.ok) return `${hand}line ${record.error.line}: ${record.error.reason}`;
  const outcome = replayHand(record.value);
  if (outcome.kind === 'matched') return null;
  if (outcome.kind === 'skipped') return `${hand}cannot be checked: ${outcome.reason}`;
  return `${hand}${outcome.mismatches.map(({ seat, expected, got }) => `${seat}: expected ${expected}, got ${got}`).join('; ')}`;
}

function importedHand({ sha256Hex, nowMs }: ImportPorts, path: string, entry: number, record: PhhRecord): ImportedHand {
  const phh = writePhh(record);
  return {
    id: sha256Hex(phh),
    variant: record.variant,
    source: path.split(/[\\/]/).at(-1) ?? path,
    entry,
    phh,
    seats: record.startingStacks.length,
    playedDay: dayPlayed(record.details),
    importedMs: nowMs(),
  };
}

/** @returns how many were not known before. */
async function store(db: Db, hands: readonly ImportedHand[]): Promise<number> {
  if (hands.length === 0) return 0;
  const stored = await db.transaction(async (trx) => {
    let added = 0;
    for (const hand of hands) if ((await storeImportedHand(trx, hand)).ok) added += 1;
    return ok(added);
  });
  return stored.ok ? stored.value : 0;
}

function summary(
  path: string,
  { faults, stored, known, of }: { faults: readonly string[]; stored: number; known: number; of: number },
): string {
  return `${path}: ${faults.length} of ${of} hands refused, ${stored} stored, ${known} known before: ${listed(faults)}`;
}

function listed(faults: readonly string[]): string {
  const named = faults.slice(0, MOST_NAMED).map((fault) => fault.slice(0, LONGEST_REASON));
  const others = faults.length - named.length;
  return `${named.join(' | ')}${others > 0 ? ` | and ${others} more` : ''}`;
}
