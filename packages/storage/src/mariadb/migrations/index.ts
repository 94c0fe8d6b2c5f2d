import { opening } from './0001-opening.ts';
import { work } from './0002-work.ts';
import { ledger } from './0003-ledger.ts';
import { events } from './0004-events.ts';
import { handStore } from './0005-hand-store.ts';
import { approvals } from './0006-approvals.ts';
import { standings } from './0007-standings.ts';
import { noticesAndSignals } from './0008-notices-and-signals.ts';
import { books } from './0009-books.ts';
import { eventBlocks } from './0010-event-blocks.ts';
import { packedHands } from './0011-packed-hands.ts';
import { filedHands } from './0012-filed-hands.ts';
import { handFaults } from './0013-hand-faults.ts';
import { replyTimes } from './0014-reply-times.ts';
import { tableStates } from './0015-table-states.ts';
import type { MariaDbMigration } from './migration.ts';

/** All migrations in their order, numbered as on SQLite. A released one is never edited: add another. */
export const MIGRATIONS: readonly MariaDbMigration[] = [
  opening,
  work,
  ledger,
  events,
  handStore,
  approvals,
  standings,
  noticesAndSignals,
  books,
  eventBlocks,
  packedHands,
  filedHands,
  handFaults,
  replyTimes,
  tableStates,
];
