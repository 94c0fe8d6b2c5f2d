/**
 * One hand as it comes over the wire, held against the fairness protocol before anything of it is believed.
 *
 * The proofs are fairness's, and so is where cards must lie. What is added here is what only a client can see: that a card named in an
 * event is the card its opening proves, and that a hand told as ended was the one that was watched.
 */
import {
  type Check,
  type Contributor,
  type Fault,
  fromHex,
  type HandExpectation,
  HandVerifier,
  type Open,
  type PublicHistory,
  type Reveal,
  type Settlement,
  type StartState,
} from '@aboveboard/fairness';
import { err, ok, type Result } from '@aboveboard/kit';
import type { LoggedEntry, TableEvent, TableEventOf, WireOpening } from '@aboveboard/protocol';
import { dealStepOf } from './deal-step-of.ts';
import type { HandVerification, VerificationLevel } from './verification-view.ts';

/** What was known when OPEN came. */
export interface WatchContext extends HandExpectation {
  readonly committedAtMs: number | null;
  readonly openedAtMs: number;
}

export class HandWatch {
  readonly #context: WatchContext;
  readonly #verifier: HandVerifier;
  readonly #events: TableEvent[] = [];
  #open: Open | null = null;
  /** A failure the verifier cannot know of. */
  #fault: Fault | null = null;
  #phase: 'sealed' | 'cut' | 'ended' = 'sealed';
  #isComplete = true;

  /** @param fault what was wrong before the first step, as with a number that was used already */
  constructor(context: WatchContext, fault: Fault | null = null) {
    this.#context = context;
    this.#verifier = new HandVerifier(context);
    this.#fault = fault;
  }

  get handNo(): number {
    return Number(this.#context.handNo);
  }

  get fault(): Fault | null {
    return this.#fault ?? this.#verifier.fault;
  }

  get isEnded(): boolean {
    return this.#phase === 'ended';
  }

  /** The seed, where this deal waits for it and nothing is wrong with it; durable as given out before it is returned. */
  release(contributor: Contributor): Reveal | null {
    if (this.#phase !== 'sealed' || this.#fault !== null || this.#verifier.revealableOpen === null) return null;
    const released = contributor.release(this.#verifier);
    return released.ok ? released.value : null;
  }

  get events(): readonly TableEvent[] {
    return this.#events;
  }

  /** Frames of this hand are lost for good: what is left to see proves less than a whole hand. */
  lose(): void {
    this.#isComplete = false;
  }

  receipt(isPublic: boolean): Uint8Array | null {
    return this.fault === null ? this.#verifier.receipt(isPublic) : null;
  }

  see(event: TableEvent): void {
    this.#events.push(event);
    if ('handNo' in event && event.handNo !== this.handNo) {
      this.#hold(wrong('OTHER_HAND', `${event.kind} of hand ${event.handNo} came during hand ${this.handNo}`));
    }
    this.#check(event);
  }

  #check(event: TableEvent): void {
    switch (event.kind) {
      case 'deal-opened':
        this.#seeOpened(event);
        break;
      case 'deal-voided':
        this.#seeVoided(event);
        break;
      case 'deal-cut':
        this.#seeCut(event);
        break;
      case 'hand-started':
        this.#hold(this.#checkSeats(event));
        break;
      case 'hole-dealt':
      case 'board-dealt':
        this.#seeCards(event);
        break;
      case 'discarded':
        this.#seeDiscarded(event);
        break;
      case 'folded':
      case 'runs-agreed':
        this.#verifier.seeDealt({ step: dealStepOf(event) });
        break;
      case 'shown':
        this.#seeShown(event);
        break;
      case 'hand-ended':
        this.#seeEnded(event);
        break;
    }
  }

  /** A snapshot tells the hand from its beginning once more: cards are followed anew, proofs must be the same. */
  again(): void {
    this.#verifier.again();
    this.#events.length = 0;
  }

  view(): HandVerification {
    const { committedAtMs, openedAtMs } = this.#context;
    const level = this.#level();
    return {
      handNo: this.handNo,
      level,
      checks: this.#checks(),
      fault: this.fault,
      committedAtMs,
      openedAtMs,
      hasReceipt: this.isEnded && level !== 'failed' && this.#verifier.receipt(true) !== null,
    };
  }

  #level(): VerificationLevel {
    if (this.fault) return 'failed';
    const { badge } = this.#verifier;
    const isMissing = badge === 'pending' && (this.isEnded || !this.#isComplete);
    return isMissing ? 'incomplete' : badge;
  }

  #checks(): readonly Check[] {
    const fault = this.#fault;
    if (!fault) return this.#verifier.checks;
    return this.#verifier.checks.map((check) => (check.id === 'openings' ? { ...check, state: 'failed', ...fault } : check));
  }

  #seeOpened(event: TableEventOf<'deal-opened'>): void {
    const start = event.start as StartState;
    const open = this.#verifier.seeOpen({ ...signed(event.open), rules: fromHex(event.rules), start });
    if (!open.ok) return;
    this.#open = open.value;
  }

  #seeVoided({ close }: TableEventOf<'deal-voided'>): void {
    this.#phase = 'ended';
    this.#verifier.seeClose({ ...signed(close), history: null, settlement: null });
  }

  #seeCut({ seeds, play, burned, cutnote }: TableEventOf<'deal-cut'>): void {
    this.#phase = 'cut';
    const reveals = seeds.map(({ seat, seed }) => ({ seat, seed: fromHex(seed) }));
    const deckSeeds = burned.map(({ seed }) => fromHex(seed));
    this.#verifier.seeCut({ reveals, play, deckSeeds, cutnote: fromHex(cutnote) });
  }

  #checkSeats({ seats }: TableEventOf<'hand-started'>): Result<void, Fault> {
    const dealt = seats.map(({ seat }) => seat).join();
    const sealed = this.#open?.entry.seats.map(({ seat }) => seat).join();
    return dealt === sealed ? ok(undefined) : wrong('OTHER_HAND', 'the hand is dealt to other seats than OPEN names');
  }

  /** Cards this viewer may see come with openings; without them they are somebody's word. */
  #seeCards(event: TableEventOf<'hole-dealt' | 'board-dealt'>): void {
    const named = event.cards.flatMap((card) => card ?? []);
    this.#hold(checkNamed(named, event.openings));
    this.#verifier.seeDealt({ step: dealStepOf(event), openings: event.openings.map(openingFromWire) });
  }

  /** Only one's own discard names its cards. */
  #seeDiscarded(event: TableEventOf<'discarded'>): void {
    const given = event.cards.flatMap((card) => card ?? []);
    this.#verifier.seeDealt({ step: dealStepOf(event), given });
  }

  #seeShown({ seat, cards, openings, walk = [] }: TableEventOf<'shown'>): void {
    this.#hold(checkNamed(cards, openings));
    this.#verifier.seeShown({ seat, openings: openings.map(openingFromWire), walk });
  }

  #seeEnded({ close, history, results, rake }: TableEventOf<'hand-ended'>): void {
    this.#phase = 'ended';
    const seats = settledInOrder(this.#open, results);
    const settlement = { seats, rake: BigInt(rake), other: 0n };
    this.#verifier.seeClose({ ...signed(close), history: history as unknown as PublicHistory, settlement });
  }

  #hold(checked: Result<void, Fault>): void {
    if (!checked.ok) this.#fault ??= checked.error;
  }
}

/** Each card named is the one its opening proves. */
function checkNamed(cards: readonly number[], openings: readonly WireOpening[]): Result<void, Fault> {
  if (openings.length !== cards.length) {
    return wrong('HOLE_CARDS', `${cards.length} cards came with ${openings.length} openings`);
  }
  const isProven = cards.every((card, i) => openings[i]?.card === card);
  return isProven ? ok(undefined) : wrong('HOLE_CARDS', 'a card was named that its opening does not prove');
}

/** Results as CLOSE's hash takes them: in OPEN's order. A seat that OPEN does not name stays last, for the hash to refuse. */
function settledInOrder(open: Open | null, results: TableEventOf<'hand-ended'>['results']): Settlement['seats'] {
  const order = open?.entry.seats.map(({ seat }) => seat) ?? [];
  const place = (seat: number) => (order.includes(seat) ? order.indexOf(seat) : order.length);
  const sorted = [...results].sort((a, b) => place(a.seat) - place(b.seat));
  return sorted.map(({ seat, delta }) => ({ seat, delta: BigInt(delta) }));
}

function wrong(code: Fault['code'], detail: string): Result<never, Fault> {
  return err({ code, detail });
}

function signed({ bytes, index, promise }: LoggedEntry) {
  return { bytes: fromHex(bytes), index: BigInt(index), promise: fromHex(promise) };
}

function openingFromWire({ position, slot, card, salt, path }: WireOpening) {
  return { position, slot, card, salt: fromHex(salt), path: path.map((node) => fromHex(node)) };
}
