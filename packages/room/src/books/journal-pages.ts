/** The journal, entry by entry, with what its commits moved; read in pages. */
import type { JournalEvent, Reservation, StepId } from '@aboveboard/ledger';
import { journalAfter, type Reader, reservationsResolvedBy } from '@aboveboard/storage';
import type { Walk } from './walk.ts';

/** Entries that are hashed without letting others have a turn: some 6 ms. */
const ENTRIES_AT_ONCE = 100;

type Take = (event: JournalEvent, reservationOf: (id: StepId) => Reservation | undefined) => void;

/** @param take is given each entry with a number above `afterNo`, up to `toNo`, in their order */
export async function eachEntry(
  reader: Reader,
  afterNo: number,
  toNo: number,
  take: Take,
  { breathe, progress }: Walk,
): Promise<void> {
  for (let no = afterNo; no < toNo; no += ENTRIES_AT_ONCE) {
    const to = Math.min(toNo, no + ENTRIES_AT_ONCE);
    for (const entry of await journalAfter(reader, no, ENTRIES_AT_ONCE)) {
      if (entry.no > to) break;
      const resolved = await resolvedBy(reader, entry.event);
      take(entry.event, (id) => resolved.get(id));
    }
    progress(to - afterNo, toNo - afterNo);
    await breathe();
  }
}

const NONE: ReadonlyMap<StepId, Reservation> = new Map();

async function resolvedBy(reader: Reader, event: JournalEvent): Promise<ReadonlyMap<StepId, Reservation>> {
  const isResolving = event.kind === 'posted' && event.batch.steps.some((step) => step.kind === 'commit');
  return isResolving ? reservationsResolvedBy(reader, event.batch) : NONE;
}
