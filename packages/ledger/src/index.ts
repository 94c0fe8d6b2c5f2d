export {
  type Book,
  decide,
  EMPTY_BOOK,
  evolve,
  type LedgerCommand,
  type LedgerEvent,
  replay,
} from './book/book.ts';
export {
  addBalances,
  type Balances,
  type Changes,
  changesOf,
  changesOfExpiry,
  NOTHING,
  shortfallIn,
} from './book/changes.ts';
export { type ContentField, contentHash, contentText, differenceBetween } from './book/content.ts';
export type { Accepted, LedgerPort } from './book/ledger-port.ts';
export { type MovedLeg, movedLegs } from './book/legs.ts';
export {
  type BatchHead,
  type Fence,
  type LinkedBatch,
  linkedBatch,
  MAX_STEPS,
  type ReserveStep,
  type Step,
  type StepId,
  stepId,
  type TransferStep,
  transferBatch,
} from './book/linked-batch.ts';
export { type PostedAll, postAll } from './book/post-all.ts';
export { type DifferentContent, isDifferentContent, type LedgerRefusal } from './book/refusal.ts';
export { isDue, type Reservation, type ReservationState, reservationOf } from './book/reservation.ts';
export {
  type Account,
  type AccountId,
  type AccountKind,
  accountOf,
  BONUS,
  bountyPoolOf,
  currencyOf,
  escrowOf,
  FEES,
  FREEROLL,
  HOUSE,
  ISSUANCE,
  inCurrency,
  playerOf,
  prizePoolOf,
  RAKE,
  RAKEBACK,
  readAccount,
  SUSPENSE,
  walletOf,
} from './chart/accounts.ts';
export { type AccountClass, classOf, isOnItsSide, mayBeOverdrawn, type Side, sideOf } from './chart/classes.ts';
export { CHIPS, type Currency, currency } from './chart/currency.ts';
export { closingEntries } from './close/closing-entries.ts';
export {
  type CloseMark,
  type CloseReport,
  closeText,
  type MovementRow,
  NEVER_CLOSED,
  type OpenClose,
  openClose,
  type ReasonRow,
} from './close/daily-close.ts';
export { CHAIN_START, type ChainHash, chained, entryText, type JournalEvent } from './close/hash-chain.ts';
export { type TrialBalance, type TrialRow, trialBalances } from './close/trial-balance.ts';
export {
  DAY_MS,
  type DayNo,
  dayOf,
  decideFreeroll,
  type FreerollPolicy,
  type FreerollRefusal,
  type FreerollState,
  freerollCredit,
  freerollKeys,
} from './grants/freeroll-policy.ts';
export {
  DEFAULT_GRANT_POLICY,
  decideGrant,
  type GrantPolicy,
  type GrantRefusal,
  type Holdings,
} from './grants/grant-policy.ts';
export { type Amount, amount, type Leg, type Reason } from './posting/leg.ts';
export {
  bonus,
  bonusKeys,
  buyIn,
  cashOut,
  type GrantRequest,
  grant,
  grantKeys,
  rakeback,
  type SeatRequest,
  topUp,
} from './posting/movements.ts';
export { type HandDelta, type HandSettlement, handKey, handRefund, handSettlement } from './posting/settle-hand.ts';
export { type Difference, isAboutChips } from './reconcile/difference.ts';
export { type OpenMatters, reconcileOpenMatters } from './reconcile/open-matters.ts';
export { type Books, reconcile } from './reconcile/reconcile.ts';
export {
  type Entry,
  enterTournament,
  payBounty,
  payOverlay,
  payPrizes,
  refundEntry,
  type Share,
} from './tournament/tournament-moves.ts';
export { type Adjustment, movesBack, proposeAdjustment } from './wallet/adjustment.ts';
export {
  type Answer,
  approve,
  type Move,
  type Proposal,
  propose,
  reject,
  requestTransfer,
  type TransferRequest,
} from './wallet/approval.ts';
export { commitReserved, type ReserveRequest, reserveChips, reservedBy, rollbackReserved } from './wallet/reservation.ts';
