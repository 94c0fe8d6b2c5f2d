/**
 * The cut: all committed seeds together pick the deck that is played and permute its sealed slots.
 *
 * No partial cut exists. With one, an operator that calls honest seats silent chooses among many deals until it likes one.
 */
import { ok, type Result } from '@aboveboard/kit';
import { type Bytes, concat, u8, u64 } from '../bytes/bytes.ts';
import { H, M, tag } from '../bytes/hash.ts';
import { deckSpec } from '../deck/spec.ts';
import { Drbg, shuffle } from '../drbg/drbg.ts';
import { encodeReveals, type Reveal } from '../entries/close.ts';
import type { Open } from '../entries/open.ts';
import { type Fault, refuse } from '../fault.ts';
import { checkReveals } from './reveals.ts';

/** Checks a beacon's signature on a round: its form, and that the pinned chain made it. See `beacon/quicknet.ts`. */
export type BeaconCheck = (round: bigint, signature: Bytes) => Result<void, Fault>;

export interface CutInput {
  readonly open: Open;
  readonly reveals: readonly Reveal[];
  /** Empty or absent where OPEN names no round. */
  readonly beaconSig?: Bytes;
  /** Needed only where OPEN names a round; without it such a cut is refused as BEACON_UNCHECKED. */
  readonly beacon?: BeaconCheck | undefined;
}

export interface Cut {
  readonly ck: Bytes;
  /** The deck that is played; all others are burned. */
  readonly play: number;
  /** π: deal position p takes slot permutation[p] of the played deck. */
  readonly permutation: readonly number[];
  /** π_r, one per reshuffle that the spec seals. */
  readonly recuts: readonly (readonly number[])[];
}

/** @returns the cut, or what is wrong with the seeds (see `checkReveals`) or the beacon (BEACON_…). */
export function makeCut(input: CutInput): Result<Cut, Fault> {
  const { open, reveals, beaconSig = new Uint8Array(0), beacon } = input;
  const checked = checkReveals(open, reveals, 'all');
  if (!checked.ok) return checked;
  const mixed = beaconField(open.entry.beaconRound, beaconSig, beacon);
  return mixed.ok ? ok(cutFrom(open, M(open.leaf, cutMessage(reveals, mixed.value)))) : mixed;
}

/** b: `00`, or `01 ‖ u64 round ‖ SHA-256(signature)`. */
function beaconField(round: bigint | null, signature: Bytes, check: BeaconCheck | undefined): Result<Bytes, Fault> {
  if (round === null) {
    return signature.length === 0 ? ok(u8(0)) : refuse('BEACON_UNASKED', 'a beacon signature although OPEN names no round');
  }
  if (signature.length === 0) return refuse('BEACON_MISSING', `OPEN names round ${round} and no signature is there`);
  if (!check) return refuse('BEACON_UNCHECKED', 'this hand uses a beacon that cannot be checked here');
  const checked = check(round, signature);
  return checked.ok ? ok(concat(u8(1), u64(round), H(signature))) : checked;
}

/** T"cut" ‖ u8 m ‖ m × (u8 seat ‖ seed) ‖ b. */
export function cutMessage(reveals: readonly Reveal[], beaconBytes: Bytes = u8(0)): Bytes {
  return concat(tag('cut'), ...encodeReveals(reveals), beaconBytes);
}

function cutFrom(open: Open, ck: Bytes): Cut {
  const { size, reshuffles } = deckSpec(open.entry.spec);
  return {
    ck,
    play: new Drbg(ck, 'pick').draw(open.entry.decks.length),
    permutation: shuffle(size, new Drbg(ck, 'perm')),
    recuts: Array.from({ length: reshuffles }, (_, r) => recut(ck, size, r)),
  };
}

/** π_r = shuffle(N) over DRBG(ck, "recut", u8 r). */
export function recut(ck: Bytes, size: number, r: number): number[] {
  return shuffle(size, new Drbg(ck, 'recut', u8(r)));
}
