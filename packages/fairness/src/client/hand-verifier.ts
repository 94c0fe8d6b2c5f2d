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
import { checkPublicDeal } from '../deal/check-deal.ts';
import type { DealMap } from '../deal/deal-map.ts';
import type { Opening } from '../deck/position-opening.ts';
import type { CardNumber } from '../deck/spec.ts';
import type { CloseEntry } from '../entries/close.ts';
import { isCommitted, type Open } from '../entries/open.ts';
import { type Fault, refuse } from '../fault.ts';
import { checkHistory, checkSettlement, checkStakes, parseHistoryDeal } from '../hashes/bound.ts';
import type { PublicHistory } from '../hashes/history.ts';
import { leafHash } from '../merkle/tree.ts';
import { encodeReceipt } from '../receipt/receipt.ts';
import { isCutnote, isPromise } from '../signatures/deal-key.ts';
import { type BadgeLevel, badgeLevel } from './badge.ts';
import { CHECK_IDS, type Check, CheckList } from './check.ts';
import { checkOwnCommit, readExpectedOpen } from './check-open.ts';
import { checkShownHand, type FollowContext, type FollowedDeal, followSeen, startFollowing } from './deal-follower.ts';
import type { CloseSeen, CutSeen, DealSeen, HandExpectation, OpenSeen, ShownSeen, SignedEntry } from './hand-frames.ts';

interface Opened {
  readonly seen: OpenSeen;
  readonly open: Open;
  /** The deal before its first card. */
  readonly map: DealMap;
}

export class HandVerifier {
  readonly #expected: HandExpectation;
  readonly #checks: CheckList;
  readonly #cards = new Map<number, Opening>();
  #opened: Opened | null = null;
  #cut: { readonly seen: CutSeen; readonly cut: Cut } | null = null;
  #deal: FollowedDeal | null = null;
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
    this.#opened = { seen, open: open.value, map: stakes.value };
    this.again();
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

  /** The hand is told from its first card once more, as after a reconnect: what was proven stays proven. */
  again(): void {
    this.#deal = this.#opened && startFollowing(this.#opened.map, this.#expected.ownSeat);
  }

  /** Step 3, for all that happens to cards, in its order: dealt, given up, folded. Of one call, all cards count or none. */
  seeDealt(seen: DealSeen): Result<void, Fault> {
    const context = this.#following();
    if (!context || !this.#deal)
      return this.#checks.tried('openings', refuse('OUT_OF_TURN', 'cards came before the signed cut'));
    const followed = followSeen(context, this.#deal, seen);
    if (!followed.ok) return this.#checks.tried('openings', followed);
    const shown = this.#show(context, seen.openings ?? []);
    if (!shown.ok) return this.#checks.tried('openings', shown);
    this.#deal = followed.value;
    return shown;
  }

  /** Step 3 for a hand that is turned up. */
  seeShown(seen: ShownSeen): Result<void, Fault> {
    const context = this.#following();
    if (!context || !this.#deal)
      return this.#checks.tried('openings', refuse('OUT_OF_TURN', 'cards came before the signed cut'));
    const shown = checkShownHand(context, this.#deal, seen);
    const proven = shown.ok ? this.#show(context, seen.openings) : shown;
    return proven.ok ? proven : this.#checks.tried('openings', proven);
  }

  #following(): FollowContext | null {
    if (!this.#opened || !this.#cut) return null;
    const { open } = this.#opened;
    const positionOf = (card: CardNumber) => [...this.#cards.values()].find((shown) => shown.card === card)?.position;
    return { open, cut: this.#cut.cut, ownSeat: this.#expected.ownSeat, positionOf };
  }

  #show({ open, cut }: Pick<FollowContext, 'open' | 'cut'>, openings: readonly Opening[]): Result<void, Fault> {
    const checked = checkShown(open, cut, openings);
    if (!checked.ok) return checked;
    const known = [...this.#cards.values()];
    const twice = openings.find((fresh) => known.some((old) => old.card === fresh.card && old.position !== fresh.position));
    if (twice) return refuse('DUPLICATE_CARD', `card ${twice.card} was already shown at another position`);
    for (const opening of openings) this.#cards.set(opening.position, opening);
    if (openings.length > 0) this.#checks.pass('openings', `${this.#cards.size} cards lie where the cut put them`);
    return checked;
  }

  /** Positions of all cards one's own seat was dealt, as the deal stands on `map`. */
  #ownPositions(map: DealMap): number[] {
    const own = map.seats.find(({ seat }) => seat === this.#expected.ownSeat);
    const redealt = this.#deal?.ownWalk.flatMap(({ entry }) => (entry ? this.#positionOfSlot(entry.slot) : [])) ?? [];
    return [...new Set([...(own?.positions ?? []), ...redealt])];
  }

  #positionOfSlot(slot: number): number[] {
    return this.#cut ? [this.#cut.cut.permutation.indexOf(slot)] : [];
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

  #checkPlayed(opened: Opened, close: CloseEntry, cut: Cut, { history, settlement }: CloseSeen) {
    const { open, seen } = opened;
    const { rules } = seen;
    const stakes = checkStakes(open, rules, history?.start);
    const bound = stakes.ok ? checkHistory(close, history) : stakes;
    return (
      firstFailed(
        this.#checks.tried(
          'openings',
          this.#showAll(opened, cut, close, history),
          'every card shown lies where the cut put it',
        ),
        this.#checks.tried('history', bound, 'CLOSE binds this very history'),
        this.#checks.tried('settlement', checkSettlement(close, open.hid, settlement), 'CLOSE binds who won and lost how much'),
      ) ?? ok(undefined)
    );
  }

  #showAll(opened: Opened, cut: Cut, { status }: CloseEntry, history: PublicHistory | null): Result<void, Fault> {
    const deal = parseHistoryDeal(history);
    if (!deal.ok) return deal;
    const map = checkPublicDeal(opened.open, cut, opened.map, deal.value);
    if (!map.ok) return map;
    const shown = this.#show({ open: opened.open, cut }, deal.value.openings);
    const isUnreadable = status === 3; // nobody could open anything, one's own cards included
    if (!shown.ok || isUnreadable) return shown;
    return this.#checkOwnDeal(map.value);
  }

  /** The history tells the deal as it was followed, and every card of one's own was opened to one. */
  #checkOwnDeal(told: DealMap): Result<void, Fault> {
    const followed = this.#deal?.map;
    const isFollowed = followed !== undefined && followed !== this.#opened?.map;
    if (isFollowed && JSON.stringify(followed) !== JSON.stringify(told)) {
      return refuse('HISTORY_MISMATCH', 'the history tells another deal than the one that was seen');
    }
    const isWhole = this.#ownPositions(told).every((position) => this.#cards.has(position));
    return isWhole ? ok(undefined) : refuse('HOLE_CARDS', 'your own cards were never opened to you');
  }

  /** The `.hand` file; `isPublic` leaves out one's own cards. Null before CLOSE, after a failure, for a void hand. */
  receipt(isPublic: boolean): Bytes | null {
    const history = this.#closed?.seen.history;
    const settlement = this.#closed?.seen.settlement;
    if (!this.#opened || !this.#cut || !this.#closed || !history || !settlement || this.fault) return null;
    const positions = isPublic || !this.#deal ? [] : this.#ownPositions(this.#deal.map);
    return encodeReceipt({
      origin: this.#expected.origin,
      dealKey: this.#expected.dealKey,
      rules: this.#opened.seen.rules,
      open: this.#opened.seen,
      cutnote: this.#cut.seen.cutnote,
      close: this.#closed.seen,
      own: positions.flatMap((position) => this.#cards.get(position) ?? []),
      ownWalk: isPublic ? [] : (this.#deal?.ownWalk ?? []),
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
