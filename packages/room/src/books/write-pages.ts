/** Pages of daily closes, from the database into files. */
import type { DayNo } from '@aboveboard/ledger';
import { closesAfter } from '@aboveboard/storage';
import type { BooksPorts } from './desk-types.ts';
import { dateOf, pageText } from './signed-page.ts';

const PAGES_AT_ONCE = 50;

/** Those that are in the database and not in a file: after a crash between the two, and after a restore. */
export async function writePages({ db, pages }: Pick<BooksPorts, 'db' | 'pages'>, afterDay: DayNo): Promise<void> {
  for (let last = afterDay; ; ) {
    const page = await closesAfter(db.reader, last, PAGES_AT_ONCE);
    for (const close of page) if (!(await pages.has(dateOf(close.day)))) await pages.write(dateOf(close.day), pageText(close));
    const end = page.at(-1);
    if (end === undefined) return;
    last = end.day;
  }
}
