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
  prizePoolOf,
  RAKE,
  RAKEBACK,
  SUSPENSE,
  walletOf,
} from './chart/accounts.ts';
export { type AccountClass, classOf, isOnItsSide, mayBeOverdrawn, type Side, sideOf } from './chart/classes.ts';
export { CHIPS, type Currency, currency } from './chart/currency.ts';
export {
  DEFAULT_GRANT_POLICY,
  decideGrant,
  type GrantPolicy,
  type GrantRefusal,
  type Holdings,
} from './grants/grant-policy.ts';
export {
  type Amount,
  amount,
  type Batch,
  contentOf,
  netChanges,
  type Reason,
  type Transfer,
  transferId,
} from './posting/batch.ts';
export {
  buyIn,
  cashOut,
  type GrantRequest,
  grant,
  grantKeys,
  type HandDelta,
  type HandSettlement,
  type SeatRequest,
  settleHand,
  topUp,
} from './posting/movements.ts';
export { type Books, type Difference, reconcile } from './reconcile/reconcile.ts';
