export { logPage } from './api/log.ts';
export { firstOperator, operatorTables, renewOperator } from './api/operator.ts';
export { claimGrant, createPlayer, type NewPlayer, profileOf, reopenBot } from './api/players.ts';
export type { ApiPorts, ApiRefusal, FairnessKeys } from './api/ports.ts';
export { createRemoteDesk, type RemoteDesk } from './api/remote-desk.ts';
export { deskOf, type TableDesk } from './api/table-desk.ts';
export { closeTable, createTable, handFor, lobby, tableFor } from './api/tables.ts';
export { createBooksDesk } from './books/books-desk.ts';
export { FROM_THE_FIRST } from './books/books-mark.ts';
export type { BooksRun } from './books/books-runs.ts';
export { type CashOutBlock, cashOutBlock, cashOutsBlocked } from './books/cash-out-block.ts';
export { checkBooks } from './books/check-books.ts';
export type { BooksDesk, BooksGauges, BooksRefusal, ClosePages } from './books/desk-types.ts';
export { announceKey, type KeyChange } from './books/key-change.ts';
export { readBooks } from './books/read-books.ts';
export { type BooksKey, dateOf, dayOfDate, pageText } from './books/signed-page.ts';
export { type CloseFault, verifyCloses, verifyPage } from './books/verify-closes.ts';
export type { Walk } from './books/walk.ts';
export { type AdjustmentWish, adjust, giveBonus } from './cashier/adjustments.ts';
export { type Cashier, createCashier } from './cashier/cashier.ts';
export type { ChipRules } from './cashier/chip-rules.ts';
export { type Decided, decideApproval, listApprovals, type Verdict, withdrawTransfer } from './cashier/decide-approval.ts';
export { expireReservations } from './cashier/expire-approvals.ts';
export { claimFreeroll, freerollFor } from './cashier/freeroll.ts';
export type { CashierRefusal } from './cashier/refusal.ts';
export { type StatementLine, statementPage, wholeStatement } from './cashier/statement.ts';
export { askTransfer, playersTransfers } from './cashier/transfers.ts';
export type { CutDeal, DealProtocol, DealRequest, SealedDeal } from './deal/deal-protocol.ts';
export { createDealer, type DealerPorts } from './deal/scb1-dealer.ts';
export { type CatchUpPorts, catchUp } from './events/catch-up.ts';
export type { Consumer, ConsumerPorts } from './events/consumer.ts';
export { createEventDesk, type EventDesk, type EventDeskPorts, type Reprocessed } from './events/desk/event-desk.ts';
export { type ConsumerStatus, type EventsStatus, eventsStatus } from './events/desk/events-status.ts';
export { createEventBell, type EventBell } from './events/event-bell.ts';
export { type HouseConsumerPorts, houseConsumers } from './events/house-consumers.ts';
export type { Pump } from './events/pump.ts';
export { type RelayPorts, startRelay } from './events/relay.ts';
export { type ReprocessRefusal, rebuild, reprocess } from './events/repair-consumer.ts';
export { type ConsumerRunPorts, startConsumer } from './events/start-consumer.ts';
export { DEFAULT_GATEWAY_CONFIG, type GatewayConfig } from './gateway/config.ts';
export type { Connection, ConnectionEvents } from './gateway/connection.ts';
export { createGatewayCrier, type GatewayCrier } from './gateway/crier.ts';
export { createGateway, type Gateway } from './gateway/gateway.ts';
export type { GatewayEvents, GatewayPorts, ShardDirectory } from './gateway/ports.ts';
export { type OwnerWatch, watchOwners } from './gateway/watch-owners.ts';
export { endRefusedHand, type HowToEnd, type RefusedHandEnd } from './hands/end-refused-hand.ts';
export { exportHand, exportHands, jsonOf, phhsText, phhText } from './hands/export-hands.ts';
export { describeHands, type FoundHands, myHands, searchHands } from './hands/find-hands.ts';
export { readCards, readHand, readState } from './hands/read-hand.ts';
export { createSealedHands, type SealedHands } from './hands/sealed-record.ts';
export { databaseJournals } from './journal/database-journals.ts';
export { type JournalKind, useJournals } from './journal/journal-kind.ts';
export { streamJournals } from './journal/stream-journals.ts';
export { createAppendOnlyLog } from './log/append-only-log.ts';
export { type LogRole, startLogRole } from './log/log-role.ts';
export { createRemoteLog } from './log/remote-log.ts';
export { type GatewayResponse, gatewayStream, type ReturnPath, type ShardRequest, type Speaker } from './messages.ts';
export { addNotice, type NewNotice } from './notices/add-notice.ts';
export { noticesFor, readNotices } from './notices/read-notices.ts';
export {
  DEFAULT_SHARD_CONFIG,
  type DealKey,
  type FailPointName,
  type FailPoints,
  type Finding,
  type Findings,
  type KeyRing,
  type LogKey,
  type NewTable,
  noFailPoints,
  type Shard,
  type ShardConfig,
  type ShardPorts,
  type TransparencyLog,
} from './ports.ts';
export { type EraseRefusal, erase } from './privacy/erase-player.ts';
export { exportPlayer } from './privacy/export-player.ts';
export { createSessions, type SessionPorts, type Sessions } from './sessions/sessions.ts';
export { createShard } from './shard/shard.ts';
export { createSignalDesk, type SignalDesk } from './signals/signal-desk.ts';
export { addStaff, endStaffSessions, listStaff, type StaffMember } from './staff/staff.ts';
export { leaderboard, placesOf } from './standings/boards.ts';
export { type RatingPorts, startRatings } from './standings/rate-days.ts';
export { ownStatistics, statisticsFor } from './stats/player-figures.ts';
export { listTerminations } from './table/hand-faults.ts';
export { pruneJournals } from './table/prune-journals.ts';
export { createSettlements } from './table/settlements.ts';
export { stakesFor } from './table/stakes.ts';
export { tableRules } from './table/table-rules.ts';
export { archiveConsumer } from './work/archive/archive-consumer.ts';
export { archiveJob, daysWanted } from './work/archive/plan-archives.ts';
export { auditChange } from './work/desk/audit-change.ts';
export { type BenchDesk, createBenchDesk } from './work/desk/bench-desk.ts';
export type {
  Change,
  DeskRefusal,
  QueueDesk,
  QueueStats,
  Requeued,
  Who,
} from './work/desk/desk-types.ts';
export {
  BENCH_QUEUE,
  type Bench,
  type BenchOrder,
  type BenchPorts,
  type BenchReport,
  startBench,
} from './work/desk/queue-bench.ts';
export { createQueueDesk, type DeskPorts } from './work/desk/queue-desk.ts';
export type { ArchiveFile, ArchiveWriter, FileFault, HandFiles } from './work/hand-files.ts';
export { allQueues, type HouseQueues, houseQueues, type QueueLimits } from './work/queues.ts';
export { type JobTraces, noTraces } from './work/traces/job-traces.ts';
export {
  createWorkerRole,
  type WorkerConfig,
  type WorkerHealth,
  type WorkerPorts,
  type WorkerRole,
} from './work/worker-role.ts';
