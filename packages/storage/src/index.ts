export {
  balanceOf,
  balancesIn,
  escrowsOf,
  lastGrantAtMs,
  ledgerAccounts,
  postedBalances,
  pursesOf,
  settledHandKeys,
  trialBalance,
} from './accounts/accounts.repository.ts';
export { bonusSince, freerollGiven } from './accounts/given.repository.ts';
export {
  findBatch,
  type JournalEntry,
  journalAfter,
  lastEntryNo,
  reservationsResolvedBy,
} from './accounts/ledger-journal.repository.ts';
export { pendingReservations } from './accounts/ledger-rows.ts';
export { awaitTurn, expireDue, postBatch, postBatches } from './accounts/posting.repository.ts';
export {
  type Approval,
  type ApprovalPage,
  addApproval,
  adjustmentUndoing,
  approvalOfBatch,
  approvals,
  approvalsOfReservations,
  findApproval,
  noteDecision,
  pendingTransfersOf,
  transferredSince,
  transfersOf,
} from './approvals/approvals.repository.ts';
export {
  type ArchiveKey,
  type ArchiveRecord,
  addPlayedDays,
  archives,
  daysToArchive,
  findArchive,
  forgetPlayedDays,
  type PlayedDay,
  recordArchive,
} from './archives/archives.repository.ts';
export {
  type AuditEntry,
  type AuditPage,
  addAudit,
  auditAbout,
  auditEntries,
  type NewAuditEntry,
} from './audit/audit.repository.ts';
export {
  accountsAfter,
  countEntries,
  greatestEntryNo,
  handsBetween,
  handsUnderWay,
  keysSettledTwice,
  lateEvents,
  movedBetween,
  openStatesAfter,
  settlementsBetween,
  tablesAfter,
} from './books/check-books.repository.ts';
export {
  type ClosePosition,
  closes,
  closesAfter,
  findClose,
  firstBatchMs,
  handsAtClose,
  insertClose,
  lastClose,
  roomAccounts,
  type StoredClose,
  totalsAtClose,
} from './books/closes.repository.ts';
export {
  addDeadEvent,
  addToInbox,
  cursorOf,
  type DeadEvent,
  deadEventCounts,
  deadEvents,
  forgetConsumer,
  moveCursor,
  takeDeadEvent,
  trimInbox,
} from './consumers/consumers.repository.ts';
export type { Db } from './database/db.ts';
export type { PrincipalKind, Reader, Trx } from './database/schema.ts';
export { isStorageAway } from './database/storage-fault.ts';
export { booksFindings, type DatabaseFinding, type DatabaseUpkeep, type MigrationStatus } from './database/upkeep.ts';
export { type WatchedDb, watchedDb } from './database/watched-db.ts';
export {
  findTermination,
  type HandPause,
  notePause,
  noteTermination,
  pausesOf,
  pruneTerminations,
  recentTerminations,
  refusedHand,
  type Termination,
} from './hands/hand-faults.repository.ts';
export { type HandWithPlayers, handIdOf, handsWithPlayers, playersOf } from './hands/hand-players.repository.ts';
export type { HandKey, HandRecord } from './hands/hand-record.ts';
export { findHands, type HandPlace, type HandSearch } from './hands/hand-search.repository.ts';
export {
  type Cut,
  endedHands,
  findHand,
  insertOpening,
  markClosed,
  markCut,
  type NewHand,
  recentHands,
  setOpenIndex,
  unfinishedHands,
} from './hands/hands.repository.ts';
export { countHandsOfDay, handsOfDay } from './hands/hands-of-day.repository.ts';
export type { Reply } from './hands/packed-replies.ts';
export { type HandToSettle, type ReadyHand, readyHand, type Settlement } from './hands/ready-hand.ts';
export {
  markVoid,
  type SettleRefusal,
  settleHands,
  type VoidHand,
} from './hands/settlement.repository.ts';
export { fileHands } from './hands/unfiled-hands.repository.ts';
export {
  findImportedHand,
  type ImportedHand,
  importedHands,
  storeImportedHand,
} from './imported-hands/imported-hands.repository.ts';
export { dropJobs, isPaused, jobsOf, type KeptJob, keepJobs, setPaused } from './jobs/jobs.repository.ts';
export {
  appendJournal,
  type CommandKey,
  findReply,
  journalOf,
  pruneReplies,
  recordReply,
  repliesSince,
} from './journal/journal.repository.ts';
export {
  type EndedBetween,
  type EndedHand,
  handsEndedBetween,
  pruneJournal,
  tableIds,
} from './journal/prune-journal.repository.ts';
export { appendLogEntry, findLogEntry, type LogEntry, logEntries, logSize } from './log/log.repository.ts';
export { type BestWin, bestWinsOf, putBestWins } from './notices/best-wins.repository.ts';
export {
  dropOldNotices,
  forgetNotices,
  knownNotices,
  markNoticesRead,
  type NoticeRow,
  noticesOf,
  putNotices,
  removeNotices,
  type StoredNotice,
  trimNotices,
  unreachedAmong,
  unreadNotices,
} from './notices/notices.repository.ts';
export { type NextBlock, nextBlock, writeBlock } from './outbox/event-blocks.repository.ts';
export {
  addToOutbox,
  lastPosition,
  markPublished,
  type OutboxEvent,
  type PublishedEvent,
  publishedAfter,
  unpublishedBacklog,
  unpublishedEvents,
} from './outbox/outbox.repository.ts';
export {
  createPrincipal,
  findPrincipal,
  markSeen,
  namesOf,
  type Principal,
  principalsOfKind,
} from './principals/principals.repository.ts';
export { erasedMs, erasePlayer, openMattersOf } from './privacy/privacy.repository.ts';
export {
  createSession,
  extendSession,
  findLiveSessions,
  revokeAllSessions,
  revokeSession,
  sessionTimesOf,
} from './sessions/sessions.repository.ts';
export { findSetting, putSetting, removeSetting } from './settings/settings.repository.ts';
export { forgetReplies, repliesOf } from './signals/reply-times.repository.ts';
export {
  dropOldTraces,
  noteTrace,
  type SessionTrace,
  tracesOf,
} from './signals/session-traces.repository.ts';
export {
  addSignalCase,
  addSignalNote,
  type CasePage,
  casesWeighedBefore,
  countOpenCases,
  findSignalCase,
  removeSignalCase,
  type SignalCase,
  type SignalNote,
  setDismissed,
  signalCases,
  signalCasesOf,
  signalNotes,
  weighSignalCase,
} from './signals/signal-cases.repository.ts';
export {
  addPresence,
  addSignalPlayers,
  forgetSignalCounts,
  newestSignalWeek,
  type Pair,
  type PresenceRow,
  pairsToWeigh,
  presenceOf,
  pruneSignalCounts,
  putSignalPairs,
  type SignalPairRow,
  type SignalPlayerRow,
  signalPairsAt,
  tablesByDay,
  weeksOfPairs,
  weeksOfPlayers,
} from './signals/signal-counts.repository.ts';
export type { BoardEntry, BoardPage, BoardPlace } from './standings/board.ts';
export {
  addPairings,
  daysWithPairings,
  dayToRate,
  dropPairings,
  finishDay,
  forgetRatings,
  type PairingRow,
  pairingsAmong,
  playersOfDay,
  putRatings,
  type RatingRow,
  ratingBoard,
  ratingPlace,
  ratingsBefore,
} from './standings/ratings.repository.ts';
export {
  addTallies,
  dropTallies,
  forgetTallies,
  type TallyBoard,
  type TallyMeasure,
  talliesOf,
  tallyBoard,
  tallyPlace,
} from './standings/tallies.repository.ts';
export {
  type AccountChange,
  balancesUpTo,
  type Movement,
  movementsOf,
  type StatementPlace,
} from './statements/statement.repository.ts';
export { addStats, forgetStats, type StatsRow, statsOf } from './stats/stats.repository.ts';
export { openTablesVisited } from './tables/seats.repository.ts';
export {
  claimTable,
  closeTable,
  createTable,
  type Fence,
  findTable,
  holdTable,
  isOpenTable,
  openTableEpochs,
  openTables,
  privateTablesAmong,
  saveTableState,
  type TableClaim,
  type TableRecord,
} from './tables/tables.repository.ts';
