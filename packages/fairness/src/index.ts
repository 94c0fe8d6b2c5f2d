export { type Aead, type BoxedHand, type Kek, openBox, sealBox } from './box/box.ts';
export { type Bytes, concat, equalBytes } from './bytes/bytes.ts';
export { fromHex, parseHex, toHex, uuidBytes } from './bytes/hex.ts';
export type { BadgeLevel } from './client/badge.ts';
export { CHECK_IDS, type Check, type CheckId } from './client/check.ts';
export { Contributor, type ContributorMemory, type ContributorOptions, type ContributorStore } from './client/contributor.ts';
export type {
  CloseSeen,
  CutSeen,
  DealSeen,
  HandExpectation,
  OpenSeen,
  OwnCommit,
  SignedEntry,
} from './client/hand-frames.ts';
export { HandVerifier } from './client/hand-verifier.ts';
export { commitTo } from './commit/commit.ts';
export { burnedDecks, type CheckedClose, checkClose } from './cut/check-close.ts';
export { type BeaconCheck, type Cut, makeCut } from './cut/cut.ts';
export { boardDue, holeDue, isOpenPosition, mostRuns, positionsLeft } from './deal/deal-due.ts';
export { type DealMap, followDeal, openDealMap } from './deal/deal-map.ts';
export type { DealStep, WalkStepJson } from './deal/deal-step.ts';
export type { DealLayout } from './deal/layout.ts';
export { type OpenedStep, type Redeal, redeal } from './deal/redeal.ts';
export { type Opening, type OpeningJson, openingFor, openingToJson, parseOpeningJson } from './deck/position-opening.ts';
export { type SealedDeck, type SealedHand, sealHand } from './deck/seal.ts';
export type { CardNumber, SpecNumber } from './deck/spec.ts';
export { type CloseStatus, encodeClose, NO_HASH, type Reveal } from './entries/close.ts';
export { encodeOpaque } from './entries/header.ts';
export {
  allRoots,
  encodeOpen,
  isCommitted,
  NO_COMMIT,
  type Open,
  type OpenEntry,
  type OpenSeat,
  readOpen,
} from './entries/open.ts';
export type { Fault, FaultCode } from './fault.ts';
export { handId, type Origin, parseOrigin } from './hand-id.ts';
export { historyHash, type PublicHistory, rulesHash, type StartState } from './hashes/history.ts';
export { type Settlement, settleHash } from './hashes/settle.ts';
export { canonicalJson, type JsonObject, type JsonValue } from './jcs/canonical-json.ts';
export { leafHash } from './merkle/tree.ts';
export { type ReceiptFault, type ReceiptPolicy, type VerifiedReceipt, verifyReceipt } from './receipt/verify-receipt.ts';
export { isPromise, signCutnote, signPromise } from './signatures/deal-key.ts';
export { isSignedBy, publicKeyOf, sign } from './signatures/ed25519.ts';
