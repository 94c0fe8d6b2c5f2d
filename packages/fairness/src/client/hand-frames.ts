/** What a client knows before a hand and is sent during it: the input of the verifier, free of any wire format. */
import type { Bytes } from '../bytes/bytes.ts';
import type { BeaconCheck } from '../cut/cut.ts';
import type { DealStep, WalkStepJson } from '../deal/deal-step.ts';
import type { Opening } from '../deck/position-opening.ts';
import type { CardNumber } from '../deck/spec.ts';
import type { Reveal } from '../entries/close.ts';
import type { Origin } from '../hand-id.ts';
import type { PublicHistory, StartState } from '../hashes/history.ts';
import type { Settlement } from '../hashes/settle.ts';

/** A commit of one's own that the server acknowledged before OPEN. */
export interface OwnCommit {
  readonly seat: number;
  readonly sid: Bytes;
  readonly commit: Bytes;
}

export interface HandExpectation {
  readonly origin: Origin;
  /** The operator's deal key as pinned at the first visit, never as sent with the hand. */
  readonly dealKey: Bytes;
  readonly table: Bytes;
  readonly handNo: bigint;
  /** The seat one is dealt in at; null for a spectator. */
  readonly ownSeat: number | null;
  /** Null for somebody who does not contribute to this hand. */
  readonly own: OwnCommit | null;
  /** Seats in deal order as the table shows them; absent where the client does not know. */
  readonly seats?: readonly number[] | undefined;
  /** Log index of the last CLOSE seen at this table, null for "none yet"; absent where the client cannot know. */
  readonly prev?: bigint | null | undefined;
  readonly beacon?: BeaconCheck | undefined;
}

/** An entry, where it stands in the log, and the operator's signature on that. */
export interface SignedEntry {
  readonly bytes: Bytes;
  readonly index: bigint;
  readonly promise: Bytes;
}

export interface OpenSeen extends SignedEntry {
  /** The RULES entry and the start state that OPEN's rules_hash binds. */
  readonly rules: Bytes;
  readonly start: StartState;
}

export interface CutSeen {
  /** Every committed seat's seed, in OPEN's order. */
  readonly reveals: readonly Reveal[];
  readonly play: number;
  /** Of the burned decks, ascending. */
  readonly deckSeeds: readonly Bytes[];
  readonly cutnote: Bytes;
  /** Empty or absent where OPEN names no beacon round. */
  readonly beaconSig?: Bytes;
}

/** Cards that were dealt, given up or folded. */
export interface DealSeen {
  readonly step: DealStep;
  /** Of the cards this client may see, in their order; the step's walk has the entries it may see. */
  readonly openings?: readonly Opening[];
  /** The cards of one's own discard. */
  readonly given?: readonly CardNumber[];
}

/** A hand turned up. */
export interface ShownSeen {
  readonly seat: number;
  readonly openings: readonly Opening[];
  /** The steps of the reshuffle that dealt some of these cards. */
  readonly walk?: readonly WalkStepJson[];
}

export interface CloseSeen extends SignedEntry {
  /** Both null for a void hand. */
  readonly history: PublicHistory | null;
  readonly settlement: Settlement | null;
}
