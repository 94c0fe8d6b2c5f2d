export {
  balanceOf,
  escrowsOf,
  issuedTotal,
  lastGrantAtMs,
  type Posted,
  type PostRefusal,
  postBatch,
  postedBalances,
  settledHandKeys,
  trialBalance,
} from './accounts/accounts.repository.ts';
export type { Db } from './database/db.ts';
export type { HandStatus, PrincipalKind, Reader, Trx } from './database/schema.ts';
export type { HandKey, HandRecord } from './hands/hand-record.ts';
export {
  type Cut,
  endedHands,
  findHand,
  insertOpening,
  markClosed,
  markCut,
  type NewHand,
  recentHands,
  type StepRefusal,
  setOpenIndex,
  unfinishedHands,
} from './hands/hands.repository.ts';
export {
  type Ended,
  markVoid,
  type Settlement,
  type SettleRefusal,
  settleHand,
  type VoidHand,
} from './hands/settlement.repository.ts';
export {
  appendJournal,
  type CommandKey,
  findReply,
  type JournalEntry,
  journalOf,
  pruneReplies,
  recordReply,
} from './journal/journal.repository.ts';
export {
  appendLogEntry,
  findLogEntry,
  type LogEntry,
  type LogKey,
  logEntries,
  logSize,
  type NewLogEntry,
} from './log/log.repository.ts';
export {
  addToOutbox,
  markPublished,
  type NewOutboxEvent,
  type OutboxEvent,
  prunePublished,
  unpublishedEvents,
} from './outbox/outbox.repository.ts';
export {
  createPrincipal,
  findPrincipal,
  findPrincipals,
  markSeen,
  type NewPrincipal,
  type Principal,
  principalsOfKind,
  renamePrincipal,
} from './principals/principals.repository.ts';
export {
  createSession,
  extendSession,
  findLiveSession,
  type LiveSession,
  type NewSession,
  revokeAllSessions,
  revokeSession,
} from './sessions/sessions.repository.ts';
export { findSetting, putSetting } from './settings/settings.repository.ts';
export {
  claimTable,
  closeTable,
  createTable,
  type Fence,
  findTable,
  findTableByInvite,
  type NewTable,
  openTables,
  saveTableState,
  type TableClaim,
  type TableRecord,
} from './tables/tables.repository.ts';
