/**
 * A player's half of every deal at one table: fresh seeds, their commits, and the one rule that makes them worth
 * anything: a seed leaves the device only for an OPEN that holds its commit, and at most one OPEN per hand ever sees it.
 *
 * What must survive a reload goes through the store before it is relied on; above all the highest hand revealed for, since
 * an operator that could make a client reveal twice would try cuts until it liked one.
 */
import { assert, ok, type Random, type Result } from '@aboveboard/kit';
import type { Bytes } from '../bytes/bytes.ts';
import { fromHex, toHex } from '../bytes/hex.ts';
import { commitTo, seedWithText } from '../commit/commit.ts';
import { opensCommit } from '../cut/reveals.ts';
import type { Reveal } from '../entries/close.ts';
import { type Fault, refuse } from '../fault.ts';
import { handId, type Origin } from '../hand-id.ts';
import type { OwnCommit } from './hand-frames.ts';
import type { HandVerifier } from './hand-verifier.ts';

/** JSON, for any small store: localStorage in a browser, a map in a bot. One per table and log origin. */
export interface ContributorMemory {
  /** Decimal; null before the first reveal. */
  readonly highestRevealed: string | null;
  /** Leaf of the OPEN it was revealed to, in hex. */
  readonly revealedTo: string | null;
  readonly prepared: readonly PreparedSeed[];
}

export interface PreparedSeed {
  readonly handNo: string;
  readonly seat: number;
  readonly sid: string;
  readonly seed: string;
}

export interface ContributorStore {
  load(): ContributorMemory | null;
  /** Returns once the memory is safe; a seed is handed out only after that. Throws where it cannot be kept. */
  save(memory: ContributorMemory): void;
}

export interface ContributorOptions {
  readonly origin: Origin;
  readonly table: Bytes;
  readonly random: Random;
  readonly store: ContributorStore;
}

/** A sitting id is drawn anew after this many hands, so that a long sitting does not become a name. */
const HANDS_PER_SITTING_ID = 200;
/** Commits are ready for the next two hands; more would only help somebody who collects them. */
const MOST_PREPARED = 4;
const NOTHING: ContributorMemory = { highestRevealed: null, revealedTo: null, prepared: [] };

export class Contributor {
  readonly #options: ContributorOptions;
  #sitting: { readonly seat: number; sid: Bytes; hands: number } | null = null;

  constructor(options: ContributorOptions) {
    this.#options = options;
  }

  /** Read afresh each time: another tab of the same player may have revealed meanwhile. */
  get #memory(): ContributorMemory {
    return this.#options.store.load() ?? NOTHING;
  }

  /** The highest hand a seed was revealed for; no seed is ever revealed at or below it. */
  get highestRevealed(): bigint {
    return BigInt(this.#memory.highestRevealed ?? '-1');
  }

  /** Begins a sitting at `seat` under a new pseudonym. */
  sit(seat: number): void {
    this.#sitting = { seat, sid: this.#options.random.bytes(8), hands: 0 };
  }

  /**
   * The commit for a hand, made on first asking and the same from then on, also after a reload.
   *
   * @param text what the player typed, mixed into the seed's own randomness.
   * @returns HAND_REPEATED for a hand at or below the highest revealed.
   */
  commitFor(handNo: bigint, text?: string): Result<OwnCommit, Fault> {
    assert(this.#sitting !== null, 'sit down before contributing');
    if (handNo <= this.highestRevealed)
      return refuse('HAND_REPEATED', `a seed was already revealed for hand ${handNo} or a later one`);
    const { seat } = this.#sitting;
    const prepared = this.#preparedFor(handNo, seat) ?? this.#prepare(handNo, seat, text);
    return ok(this.#commitOf(prepared));
  }

  #preparedFor(handNo: bigint, seat: number): PreparedSeed | undefined {
    return this.#memory.prepared.find((seed) => seed.handNo === `${handNo}` && seed.seat === seat);
  }

  #prepare(handNo: bigint, seat: number, text: string | undefined): PreparedSeed {
    const random = this.#options.random.bytes(32);
    const seed = text === undefined ? random : seedWithText(random, text);
    const prepared = { handNo: `${handNo}`, seat, sid: toHex(this.#nextSid()), seed: toHex(seed) };
    const others = this.#memory.prepared.filter((other) => other.handNo !== prepared.handNo);
    this.#options.store.save({ ...this.#memory, prepared: [...others, prepared].slice(-MOST_PREPARED) });
    return prepared;
  }

  #nextSid(): Bytes {
    assert(this.#sitting !== null, 'sit down before contributing');
    if (this.#sitting.hands === HANDS_PER_SITTING_ID) this.sit(this.#sitting.seat);
    this.#sitting.hands += 1;
    return this.#sitting.sid;
  }

  #commitOf({ handNo, seat, sid, seed }: PreparedSeed): OwnCommit {
    const hid = handId(this.#options.origin, this.#options.table, BigInt(handNo));
    return { seat, sid: fromHex(sid), commit: commitTo(hid, seat, fromHex(sid), fromHex(seed)) };
  }

  /**
   * Hands out the seed for the hand that `verifier` follows, after the reveal is in the store. Asked again for the very
   * same OPEN, as after a lost connection, it gives the same seed: that reveals nothing new.
   *
   * @returns the failure that forbids it: the verifier's own, OUT_OF_TURN without an accepted OPEN, HAND_REPEATED,
   *   NO_COMMIT without a seed for it.
   */
  release(verifier: HandVerifier): Result<Reveal, Fault> {
    const open = verifier.revealableOpen;
    if (!open) return refuse(verifier.fault?.code ?? 'OUT_OF_TURN', verifier.fault?.detail ?? 'no OPEN to reveal a seed to');
    const { handNo } = open.entry;
    const leaf = toHex(open.leaf);
    const isAgain = handNo === this.highestRevealed && leaf === this.#memory.revealedTo;
    if (handNo <= this.highestRevealed && !isAgain) {
      return refuse('HAND_REPEATED', `a seed was already revealed for hand ${handNo} or a later one`);
    }
    const reveal = this.#memory.prepared.filter((seed) => seed.handNo === `${handNo}`).map(revealOf);
    const mine = reveal.find(({ seat, seed }) =>
      open.entry.seats.some((s) => s.seat === seat && opensCommit(open, s, { seat, seed })),
    );
    if (!mine) return refuse('NO_COMMIT', `no seed is kept for the commit of hand ${handNo}`);
    const prepared = this.#memory.prepared.filter((seed) => BigInt(seed.handNo) >= handNo);
    if (!isAgain) this.#options.store.save({ highestRevealed: `${handNo}`, revealedTo: leaf, prepared });
    return ok(mine);
  }
}

function revealOf({ seat, seed }: PreparedSeed): Reveal {
  return { seat, seed: fromHex(seed) };
}
