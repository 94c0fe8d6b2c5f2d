/**
 * Daily closes, followed from the first entry of the journal: is each page what its entries come to, byte by byte, and signed by the room's
 * key of that day? What was found at the time cannot be found again, and is taken from the page.
 * @see rules/LEDGER.md LEDGER-51
 */
import {
  type AccountId,
  type CloseMark,
  type CloseReport,
  closeText,
  type DayNo,
  type MovedLeg,
  movedLegs,
  NEVER_CLOSED,
  openClose,
} from '@aboveboard/ledger';
import { closesAfter, findClose, type Reader, type StoredClose } from '@aboveboard/storage';
import { withoutZeros } from './close-books.ts';
import { eachEntry } from './journal-pages.ts';
import { signersUpTo } from './key-change.ts';
import { dateOf, isSignedReport, pageText, parsePage, type SignedReport } from './signed-page.ts';
import type { Walk } from './walk.ts';

export interface CloseFault {
  /**
   * - `NOT_A_PAGE`: what lies there is no page of a close
   * - `SIGNATURE`: the page is not signed by the key it names
   * - `OTHER_KEY`: it is signed by another key than the room's
   * - `OTHER_PAGE`: the room has another page of that day, or none
   * - `OTHER_ENTRIES`: the journal does not come to what the page says
   */
  readonly code: 'NOT_A_PAGE' | 'SIGNATURE' | 'OTHER_KEY' | 'OTHER_PAGE' | 'OTHER_ENTRIES';
  /** The day, or the file. */
  readonly where: string;
  readonly detail: string;
}

const CLOSES_AT_ONCE = 50;

/** The room's own closes, all of them, against the journal. @param publicKey of the room, lower-case hex; null: whichever signed */
export async function verifyCloses(
  reader: Reader,
  publicKey: string | null,
  walk: Walk,
): Promise<{ readonly closes: number; readonly faults: readonly CloseFault[] }> {
  const faults: CloseFault[] = [];
  const signerOf = await signersUpTo(reader, publicKey);
  let mark = NEVER_CLOSED;
  let count = 0;
  for (let page = await closesAfter(reader, -1, CLOSES_AT_ONCE); page.length > 0; ) {
    for (const close of page) {
      const where = dateOf(close.day);
      faults.push(...sealFaults(close, signerOf(close.day), where));
      const followed = await follow(reader, close, mark, walk);
      if (followed.report !== close.report)
        faults.push({ code: 'OTHER_ENTRIES', where, detail: parting(followed.report, close.report) });
      mark = followed.mark;
      count++;
    }
    page = await closesAfter(reader, page.at(-1)?.day ?? 0, CLOSES_AT_ONCE);
  }
  return { closes: count, faults };
}

/** A page that somebody has kept, against the room's own of that day. */
export async function verifyPage(
  reader: Reader,
  text: string,
  where: string,
  publicKey: string | null,
): Promise<readonly CloseFault[]> {
  const page = parsePage(text);
  const day = page && dayIn(page.report);
  if (page === null || day === null) return [{ code: 'NOT_A_PAGE', where, detail: 'it is no page of a daily close' }];
  const own = await findClose(reader, day);
  const isOwn = own !== null && pageText(own) === text;
  const other = own === null ? `this room has no close of ${dateOf(day)}` : `this room has another page of ${dateOf(day)}`;
  const signer = (await signersUpTo(reader, publicKey))(day);
  return [...sealFaults(page, signer, where), ...(isOwn ? [] : [{ code: 'OTHER_PAGE', where, detail: other } as const])];
}

function sealFaults(signed: SignedReport, publicKey: string | null, where: string): readonly CloseFault[] {
  const { keyName, publicKey: by } = signed;
  if (!isSignedReport(signed)) return [{ code: 'SIGNATURE', where, detail: `it is not signed by ${keyName} ${by}` }];
  const isOther = publicKey !== null && by !== publicKey;
  return isOther
    ? [{ code: 'OTHER_KEY', where, detail: `it is signed by ${by}, and the key of the room for it is ${publicKey}` }]
    : [];
}

/** The page as the journal makes it, and where the next one goes on. */
async function follow(
  reader: Reader,
  close: StoredClose,
  from: CloseMark,
  walk: Walk,
): Promise<{ readonly report: string; readonly mark: CloseMark }> {
  const kept = JSON.parse(close.report) as CloseReport;
  const posted = new Map(from.balances);
  const move = ({ debit, credit, amount }: MovedLeg): void => {
    posted.set(debit, (posted.get(debit) ?? 0) - amount);
    posted.set(credit, (posted.get(credit) ?? 0) + amount);
  };
  const open = openClose(close.day, from);
  await eachEntry(
    reader,
    from.lastEntryNo,
    close.lastEntryNo,
    (event, reservationOf) => {
      open.take(event, reservationOf);
      if (event.kind === 'posted') movedLegs(event.batch, reservationOf).forEach(move);
    },
    walk,
  );
  const balances = withoutZeros(posted);
  const { report, mark } = open.finish(
    asBooked(balances, kept),
    kept.differences.filter(({ code }) => code !== BREAK),
    kept.newKey,
  );
  return { report: closeText(report), mark: { ...mark, balances } };
}

const BREAK = 'CLOSE_NOT_CONTINUOUS';

/** What was booked then: what the entries come to, but for the accounts of which the page itself says otherwise. */
function asBooked(posted: ReadonlyMap<AccountId, number>, { differences }: CloseReport): ReadonlyMap<AccountId, number> {
  const booked = new Map(posted);
  for (const difference of differences) if (difference.code === BREAK) booked.set(difference.account, difference.balance);
  return withoutZeros(booked);
}

function dayIn(report: string): DayNo | null {
  try {
    const { day } = JSON.parse(report) as { day: unknown };
    return typeof day === 'number' && Number.isSafeInteger(day) && day >= 0 ? day : null;
  } catch {
    return null;
  }
}

/** The first field in which two pages part. */
function parting(made: string, kept: string): string {
  const [one, other] = [made, kept].map((text) => JSON.parse(text) as Record<string, unknown>);
  const field = Object.keys({ ...one, ...other }).find((name) => JSON.stringify(one?.[name]) !== JSON.stringify(other?.[name]));
  return `the journal makes another "${field ?? 'spelling'}" than its page has`;
}
