/**
 * One hand, verified as it happens by somebody who trusts nobody else at the table.
 *
 * It is fed what the server sends, in the server's order: OPEN, the cut, openings, CLOSE. Every step is checked before the
 * client acts on it and lands in the list of checks. The same frame again, as after a reconnect, changes nothing; other
 * content under the same name is a failure that stays. It reads no clock, draws no number and never throws for anything
 * a server can send.
 */
import { ok, type Result } from '@aboveboard/kit';
import { type Bytes, equalBytes } from '../bytes/bytes.ts';
import { type CheckedClose, checkBurned, checkClose } from '../cut/check-close.ts';
import { type Cut, makeCut } from '../cut/cut.ts';
import { checkShown } from '../cut/shown.ts';
import { type BoardDeal, holePositions } from '../deal/board.ts';
import type { Opening } from '../deck/position-opening.ts';
import type { CloseEntry } from '../entries/close.ts';
import { isCommitted, type Open } from '../entries/open.ts';
import { type Fault, refuse } from '../fault.ts';
import { checkHistory, checkSettlement, checkStakes, parseHistoryOpenings } from '../hashes/bound.ts';
import type { PublicHistory } from '../hashes/history.ts';
import { leafHash } from '../merkle/tree.ts';
import { encodeReceipt } from '../receipt/receipt.ts';
import { isCutnote, isPromise } from '../signatures/deal-key.ts';
import { type BadgeLevel, badgeLevel } from './badge.ts';
import { CHECK_IDS, type Check, CheckList } from './check.ts';
import { checkOwnCommit, readExpectedOpen } from './check-open.ts';
import type { CloseSeen, CutSeen, HandExpectation, OpenSeen, SignedEntry } from './hand-frames.ts';

interface Opened {
  readonly seen: OpenSeen;
  readonly open: Open;
  readonly deal: BoardDeal;
}

export class HandVerifier {
  readonly #expected: HandExpectation;
  readonly #checks: CheckList;
  readonly #cards = new Map<number, Opening>();
  #opened: Opened | null = null;
  #cut: { readonly seen: CutSeen; readonly cut: Cut } | null = null;
  #closed: { readonly seen: CloseSeen; readonly close: CloseEntry } | null = null;

  constructor(expected: HandExpectation) {
    this.#expected = expected;
    this.#checks = new CheckList(CHECK_IDS.filter((id) => id !== 'commit' || expected.own !== null));
  }

  get expected(): HandExpectation {
    return this.#expected;
  }

  get checks(): readonly Check[] {
    return this.#checks.all();
  }

  /** The first failure, for a message; null while all is well. */
  get fault(): Fault | null {
    return this.#checks.firstFault;
  }

  get badge(): BadgeLevel {
    const seats = this.#opened?.open.entry.seats;
    const status = this.#closed?.close.status;
    return badgeLevel({
      checks: this.checks,
      isAborted: status === 1 || status === 3,
      hasContributors: seats ? seats.some(isCommitted) : null,
      isContributor: this.#expected.own !== null,
    });
  }

  /** The OPEN a seed may be revealed to: accepted, one's own commit in it, nothing wrong so far, hand not ended. */
  get revealableOpen(): Open | null {
    const isOwn = this.#expected.own !== null;
    return isOwn && this.fault === null && !this.#closed ? (this.#opened?.open ?? null) : null;
  }

  /** The cards that verified, by deal position. */
  get cards(): ReadonlyMap<number, Opening> {
    return this.#cards;
  }

  /** Step 1. @returns the OPEN, or why no seed may be revealed to it. */
  seeOpen(seen: OpenSeen): Result<Open, Fault> {
    if (this.#opened) {
      const again = checkSame(this.#opened.seen, seen, refuse('SECOND_OPEN', 'a second OPEN was sent for this hand'));
      return again.ok ? ok(this.#opened.open) : this.#checks.tried('open', again);
    }
    const open = this.#checks.tried(
      'open',
      readExpectedOpen(this.#expected, seen.bytes),
      'the decks were sealed for this hand',
    );
    if (!open.ok) return open;
    const stakes = checkStakes(open.value, seen.rules, seen.start);
    const failed = firstFailed(
      this.#checks.tried('promise', this.#checkPromise(seen, 'OPEN'), `the operator signed OPEN at index ${seen.index}`),
      this.#checks.tried('rules', stakes, 'what is played for was bound before the cut'),
      this.#checks.tried('commit', checkOwnCommit(open.value, this.#expected.own), 'your commit is in OPEN, unchanged'),
    );
    if (failed || !stakes.ok) return failed ?? open;
    this.#opened = { seen, open: open.value, deal: stakes.value };
    return open;
  }

  #checkPromise({ bytes, index, promise }: SignedEntry, name: string): Result<void, Fault> {
    const { origin, dealKey } = this.#expected;
    const isSigned = isPromise({ origin, index, leaf: leafHash(bytes) }, promise, dealKey);
    return isSigned ? ok(undefined) : refuse('BAD_SIGNATURE', `${name} is not signed by the deal key of this room`);
  }

  /** Step 2. @returns the cut, or why no card of this hand may be believed. */
  seeCut(seen: CutSeen): Result<Cut, Fault> {
    if (!this.#opened) return this.#checks.tried('cut', refuse('OUT_OF_TURN', 'a cut came before its OPEN'));
    const { open } = this.#opened;
    const made = makeCut({ open, ...seen, beacon: this.#expected.beacon });
    const cut = this.#checks.tried('seeds', made, 'the seed of every committed seat is in the cut and opens its commit');
    if (!cut.ok) return cut;
    const { play } = cut.value;
    const failed = firstFailed(
      this.#checks.tried('cut', checkPlay(play, seen.play), `the seeds pick deck ${play} and the order of its slots`),
      this.#checks.tried('cutnote', this.#checkCutnote(open, cut.value, seen.cutnote), 'the operator signed this cut'),
      this.#checks.tried(
        'burned',
        checkBurned(open, play, seen.deckSeeds),
        'every card of the burned deck is as it was sealed',
      ),
    );
    if (failed) return failed;
    this.#cut ??= { seen, cut: cut.value };
    return cut;
  }

  #checkCutnote(open: Open, { ck }: Cut, cutnote: Bytes): Result<void, Fault> {
    const isSigned = isCutnote({ leaf: open.leaf, ck }, cutnote, this.#expected.dealKey);
    return isSigned ? ok(undefined) : refuse('BAD_SIGNATURE', 'the cut is not signed by the deal key of this room');
  }

  /** Step 3, as often as cards are shown: one's own, the board, the showdown. Of one call, all cards count or none. */
  seeOpenings(openings: readonly Opening[]): Result<void, Fault> {
    if (!this.#opened || !this.#cut) {
      return this.#checks.tried('openings', refuse('OUT_OF_TURN', 'cards came before the signed cut'));
    }
    const shown = this.#show(this.#opened.open, this.#cut.cut, openings);
    if (!shown.ok) return this.#checks.tried('openings', shown);
    if (this.#hasOwnCards()) this.#checks.pass('openings', `${this.#cards.size} cards lie where the cut put them`);
    return shown;
  }

  #show(open: Open, cut: Cut, openings: readonly Opening[]): Result<void, Fault> {
    const checked = checkShown(open, cut, openings);
    if (!checked.ok) return checked;
    const known = [...this.#cards.values()];
    const twice = openings.find((fresh) => known.some((old) => old.card === fresh.card && old.position !== fresh.position));
    if (twice) return refuse('DUPLICATE_CARD', `card ${twice.card} was already shown at another position`);
    for (const opening of openings) this.#cards.set(opening.position, opening);
    return checked;
  }

  /** Whether every hole card of one's own seat has been opened; true for a spectator. */
  #hasOwnCards(): boolean {
    return this.#ownPositions().every((position) => this.#cards.has(position));
  }

  #ownPositions(): number[] {
    if (!this.#opened || this.#expected.ownSeat === null) return [];
    const { open, deal } = this.#opened;
    const i = open.entry.seats.findIndex(({ seat }) => seat === this.#expected.ownSeat);
    return holePositions(deal, open.entry.seats.length, i);
  }

  /** Step 4. @returns the CLOSE, or what it says otherwise than what was seen. */
  seeClose(seen: CloseSeen): Result<CloseEntry, Fault> {
    if (!this.#opened) return this.#checks.tried('close', refuse('OUT_OF_TURN', 'a CLOSE came before its OPEN'));
    if (this.#closed) {
      const again = checkSame(this.#closed.seen, seen, refuse('SECOND_CLOSE', 'a second CLOSE was sent for this hand'));
      return again.ok ? ok(this.#closed.close) : this.#checks.tried('close', again);
    }
    const checked = this.#checks.tried('close', this.#checkClose(this.#opened, seen), 'CLOSE says what was seen');
    if (!checked.ok) return checked;
    const { close, cut } = checked.value;
    const failed = firstFailed(
      this.#checks.tried(
        'close-promise',
        this.#checkPromise(seen, 'CLOSE'),
        `the operator signed CLOSE at index ${seen.index}`,
      ),
      cut ? this.#checkPlayed(this.#opened, close, cut, seen) : this.#endVoid(),
    );
    if (failed) return failed;
    this.#closed = { seen, close };
    return ok(close);
  }

  #checkClose({ seen: { index }, open }: Opened, seen: CloseSeen): Result<CheckedClose, Fault> {
    if (seen.index <= index) return refuse('OPEN_UNKNOWN', 'CLOSE stands before its OPEN');
    const checked = checkClose({ open, openIndex: index, close: seen.bytes, beacon: this.#expected.beacon });
    if (!checked.ok || !this.#cut) return checked;
    const { cut } = checked.value;
    if (!cut) return refuse('VOID_AFTER_CUTNOTE', 'the hand was declared void after the operator had signed its cut');
    const isSame = equalBytes(cut.ck, this.#cut.cut.ck);
    return isSame ? checked : refuse('CUTNOTE_MISMATCH', 'CLOSE shows another cut than the one that was signed');
  }

  /** Void before the cut: no card was dealt, so nothing more can be checked; `checkClose` has rebuilt every deck. */
  #endVoid(): Result<void, Fault> {
    this.#checks.drop('seeds', 'cut', 'cutnote', 'burned', 'openings', 'history', 'settlement');
    return ok(undefined);
  }

  #checkPlayed({ seen: { rules }, open }: Opened, close: CloseEntry, cut: Cut, { history, settlement }: CloseSeen) {
    const stakes = checkStakes(open, rules, history?.start);
    const bound = stakes.ok ? checkHistory(close, history) : stakes;
    return (
      firstFailed(
        this.#checks.tried('openings', this.#showAll(open, cut, close, history), 'every card shown lies where the cut put it'),
        this.#checks.tried('history', bound, 'CLOSE binds this very history'),
        this.#checks.tried('settlement', checkSettlement(close, open.hid, settlement), 'CLOSE binds who won and lost how much'),
      ) ?? ok(undefined)
    );
  }

  #showAll(open: Open, cut: Cut, { status }: CloseEntry, history: PublicHistory | null): Result<void, Fault> {
    const openings = parseHistoryOpenings(history);
    const shown = openings.ok ? this.#show(open, cut, openings.value) : openings;
    const isUnreadable = status === 3; // nobody could open anything, one's own cards included
    if (!shown.ok || isUnreadable || this.#hasOwnCards()) return shown;
    return refuse('HOLE_CARDS', 'your own cards were never opened to you');
  }

  /** The `.hand` file; `isPublic` leaves out one's own cards. Null before CLOSE, after a failure, for a void hand. */
  receipt(isPublic: boolean): Bytes | null {
    const history = this.#closed?.seen.history;
    const settlement = this.#closed?.seen.settlement;
    if (!this.#opened || !this.#cut || !this.#closed || !history || !settlement || this.fault) return null;
    const positions = isPublic ? [] : this.#ownPositions();
    return encodeReceipt({
      origin: this.#expected.origin,
      dealKey: this.#expected.dealKey,
      rules: this.#opened.seen.rules,
      open: this.#opened.seen,
      cutnote: this.#cut.seen.cutnote,
      close: this.#closed.seen,
      own: positions.flatMap((position) => this.#cards.get(position) ?? []),
      history,
      settlement,
    });
  }
}

function checkPlay(picked: number, claimed: number): Result<void, Fault> {
  return picked === claimed ? ok(undefined) : refuse('PLAY_MISMATCH', `the cut picks deck ${picked}, not ${claimed}`);
}

/** The same entry at the same index may come again, as after a reconnect; anything else is `otherwise`. */
function checkSame(before: SignedEntry, again: SignedEntry, otherwise: Result<never, Fault>): Result<void, Fault> {
  return equalBytes(before.bytes, again.bytes) && before.index === again.index ? ok(undefined) : otherwise;
}

function firstFailed(...steps: readonly Result<unknown, Fault>[]): Result<never, Fault> | null {
  for (const step of steps) if (!step.ok) return step;
  return null;
}
