/**
 * Verifies a `.hand` file by itself: no network, no clock, no trust in whoever sent it.
 *
 * The cheap checks come first and the first failure ends it: a file that was changed anywhere is refused, and there is
 * nothing to gain from reading on in it.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { type Bytes, equalBytes } from '../bytes/bytes.ts';
import { type Check, type CheckId, CheckList } from '../client/check.ts';
import { checkClose } from '../cut/check-close.ts';
import type { BeaconCheck, Cut } from '../cut/cut.ts';
import { checkShown } from '../cut/shown.ts';
import { checkEntry, checkPublicDeal } from '../deal/check-deal.ts';
import type { DealMap, SeatCards } from '../deal/deal-map.ts';
import { type CloseEntry, parseClose } from '../entries/close.ts';
import { type Open, readOpen } from '../entries/open.ts';
import { type Fault, refuse } from '../fault.ts';
import { checkHistory, checkSettlement, checkStakes, parseHistoryDeal } from '../hashes/bound.ts';
import { leafHash } from '../merkle/tree.ts';
import { isCutnote, isPromise } from '../signatures/deal-key.ts';
import { parseReceipt, type Receipt } from './receipt.ts';

export interface ReceiptPolicy {
  /** The operator's deal key, known from elsewhere. Without it a receipt proves only that the key in it signed it. */
  readonly dealKey?: Bytes | undefined;
  readonly beacon?: BeaconCheck | undefined;
}

export interface VerifiedReceipt {
  readonly receipt: Receipt;
  readonly open: Open;
  readonly close: CloseEntry;
  readonly cut: Cut;
  /** The seat whose hole cards the receipt opens; null for a public one. */
  readonly ownSeat: number | null;
  /** Whether the operator's key was known beforehand. */
  readonly isKeyPinned: boolean;
  readonly checks: readonly Check[];
}

export interface ReceiptFault extends Fault {
  readonly checks: readonly Check[];
}

const RECEIPT_CHECKS: readonly CheckId[] = [
  'open',
  'promise',
  'rules',
  'seeds',
  'cut',
  'cutnote',
  'burned',
  'openings',
  'close',
  'close-promise',
  'history',
  'settlement',
];

/** @returns what the receipt proves, or its first fault with the checks as far as they went. */
export function verifyReceipt(file: Bytes, policy: ReceiptPolicy = {}): Result<VerifiedReceipt, ReceiptFault> {
  const checks = new CheckList(RECEIPT_CHECKS);
  const verified = verify(file, policy, checks);
  if (verified.ok) return ok({ ...verified.value, checks: checks.all() });
  return err({ ...verified.error, checks: checks.all() });
}

type Verified = Omit<VerifiedReceipt, 'checks'>;

function verify(file: Bytes, policy: ReceiptPolicy, checks: CheckList): Result<Verified, Fault> {
  const read = checks.tried('open', readFile(file, policy), 'the decks were sealed before the deal');
  if (!read.ok) return read;
  const { receipt, open } = read.value;
  const bound = checkBound(receipt, open, checks);
  if (!bound.ok) return bound;
  const cut = checkCut(receipt, open, policy.beacon, checks);
  if (!cut.ok) return cut;
  const own = checkCards(receipt, open, cut.value, bound.value.map);
  const ownSeat = checks.tried('openings', own, 'every card lies where the cut put it in the sealed deck');
  if (!ownSeat.ok) return ownSeat;
  const signed = checkSignatures(receipt, open, cut.value, checks);
  if (!signed.ok) return signed;
  const { close } = bound.value;
  return ok({ receipt, open, close, cut: cut.value, ownSeat: ownSeat.value, isKeyPinned: policy.dealKey !== undefined });
}

function readFile(file: Bytes, { dealKey }: ReceiptPolicy): Result<{ receipt: Receipt; open: Open }, Fault> {
  const receipt = parseReceipt(file);
  if (!receipt.ok) return receipt;
  if (dealKey && !equalBytes(dealKey, receipt.value.dealKey)) {
    return refuse('WRONG_KEY', 'the receipt is signed with another key than the one this room is known by');
  }
  const open = readOpen(receipt.value.origin, receipt.value.open.bytes);
  return open.ok ? ok({ receipt: receipt.value, open: open.value }) : open;
}

/** The stakes that OPEN binds, and the history and settlement that CLOSE binds. */
function checkBound(receipt: Receipt, open: Open, checks: CheckList): Result<{ close: CloseEntry; map: DealMap }, Fault> {
  const { rules, history, settlement } = receipt;
  const close = parseClose(receipt.close.bytes, open.entry);
  if (!close.ok) return checks.tried('close', close);
  const past = checks.tried('history', checkHistory(close.value, history), 'CLOSE binds this very history');
  if (!past.ok) return past;
  const stakes = checkStakes(open, rules, history.start);
  const map = checks.tried('rules', stakes, 'what is played for was bound before the cut');
  if (!map.ok) return map;
  const sums = checkSettlement(close.value, open.hid, settlement);
  const settled = checks.tried('settlement', sums, 'CLOSE binds who won and lost how much');
  return settled.ok ? ok({ close: close.value, map: map.value }) : settled;
}

function checkCut(receipt: Receipt, open: Open, beacon: BeaconCheck | undefined, checks: CheckList): Result<Cut, Fault> {
  const openIndex = receipt.open.index;
  const checked = checks.tried(
    'close',
    checkClose({ open, openIndex, close: receipt.close.bytes, beacon }),
    'CLOSE ends this hand',
  );
  if (!checked.ok) return checked;
  const { cut } = checked.value;
  if (!cut) return checks.tried('close', refuse('RECEIPT_FORM', 'a void hand dealt no card and has no receipt'));
  checks.pass('seeds', 'the seed of every committed seat is in the cut and opens its commit');
  checks.pass('cut', `the seeds pick deck ${cut.play} and the order of its slots`);
  checks.pass('burned', 'every card of the burned decks is as it was sealed');
  return ok(cut);
}

/** The history's deal with its shown cards, and the own cards of the receipt. @returns whose own cards they are. */
function checkCards(receipt: Receipt, open: Open, cut: Cut, start: DealMap): Result<number | null, Fault> {
  const deal = parseHistoryDeal(receipt.history);
  if (!deal.ok) return deal;
  const map = checkPublicDeal(open, cut, start, deal.value);
  if (!map.ok) return map;
  const own = checkShown(open, cut, receipt.own);
  if (!own.ok) return own;
  const cards = new Map([...deal.value.openings, ...receipt.own].map(({ position, card }) => [position, card]));
  if (new Set(cards.values()).size < cards.size) return refuse('DUPLICATE_CARD', 'a card is shown at two positions');
  return ownSeatOf(receipt, open, cut, map.value);
}

/** The own cards are exactly those that one seat was dealt, in ascending order, or none. */
function ownSeatOf(receipt: Receipt, open: Open, cut: Cut, { seats }: DealMap): Result<number | null, Fault> {
  if (receipt.own.length === 0 && receipt.ownWalk.length === 0) return ok(null);
  const owner = seats.find((seat) => isOwn(receipt, cut, seat));
  if (!owner) return refuse('HOLE_CARDS', 'the own cards are not the cards of one seat');
  for (const [i, step] of receipt.ownWalk.entries()) {
    const entry = checkEntry({ open, cut }, owner.redealt[i] as number, step);
    if (!entry.ok) return entry;
  }
  return ok(owner.seat);
}

function isOwn({ own, ownWalk }: Receipt, { permutation }: Cut, { positions, redealt }: SeatCards): boolean {
  if (ownWalk.length !== redealt.length || !ownWalk.every(({ dealt }) => dealt)) return false;
  const fromWalk = ownWalk.map(({ entry }) => permutation.indexOf(entry?.slot ?? -1));
  const expected = [...new Set([...positions, ...fromWalk])].sort((a, b) => a - b);
  return own.length === expected.length && own.every(({ position }, at) => position === expected[at]);
}

function checkSignatures(receipt: Receipt, open: Open, { ck }: Cut, checks: CheckList): Result<void, Fault> {
  const { origin, dealKey, cutnote, close } = receipt;
  const opened = isPromise({ origin, index: receipt.open.index, leaf: open.leaf }, receipt.open.promise, dealKey);
  const first = checks.tried('promise', signed(opened, 'OPEN'), `the operator signed OPEN at index ${receipt.open.index}`);
  if (!first.ok) return first;
  const noted = isCutnote({ leaf: open.leaf, ck }, cutnote, dealKey);
  const second = checks.tried('cutnote', signed(noted, 'the cut'), 'the operator signed this cut');
  if (!second.ok) return second;
  const closed = isPromise({ origin, index: close.index, leaf: leafHash(close.bytes) }, close.promise, dealKey);
  return checks.tried('close-promise', signed(closed, 'CLOSE'), `the operator signed CLOSE at index ${close.index}`);
}

function signed(isSigned: boolean, what: string): Result<void, Fault> {
  return isSigned ? ok(undefined) : refuse('BAD_SIGNATURE', `${what} is not signed by the key in this receipt`);
}
