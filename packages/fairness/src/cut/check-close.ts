/**
 * A CLOSE held against its OPEN: the seeds true and complete, the cut recomputed, every published deck rebuilt from its
 * seed and compared with the root that was sealed before.
 */
import { ok, type Result } from '@aboveboard/kit';
import { type Bytes, equalBytes } from '../bytes/bytes.ts';
import { sealDeck } from '../deck/seal.ts';
import { type CloseEntry, parseClose } from '../entries/close.ts';
import type { Open } from '../entries/open.ts';
import { type Fault, refuse } from '../fault.ts';
import { type BeaconCheck, type Cut, makeCut } from './cut.ts';
import { checkReveals } from './reveals.ts';

export interface CloseInput {
  readonly open: Open;
  readonly openIndex: bigint;
  readonly close: Bytes;
  readonly beacon?: BeaconCheck | undefined;
}

export interface CheckedClose {
  readonly close: CloseEntry;
  /** Null for a hand that was void before the cut. */
  readonly cut: Cut | null;
}

/** @returns the entry and its cut, or the first thing wrong with it. */
export function checkClose({ open, openIndex, close: bytes, beacon }: CloseInput): Result<CheckedClose, Fault> {
  const parsed = parseClose(bytes, open.entry);
  if (!parsed.ok) return parsed;
  const close = parsed.value;
  if (close.openIndex !== openIndex) return refuse('OPEN_UNKNOWN', `CLOSE names entry ${close.openIndex}, not this OPEN`);
  return close.status === 1 ? checkVoid(open, close) : checkPlayed(open, close, beacon);
}

function checkVoid(open: Open, close: CloseEntry): Result<CheckedClose, Fault> {
  const reveals = checkReveals(open, close.reveals, 'some');
  if (!reveals.ok) return reveals;
  const decks = checkDecks(open, close.deckSeeds, [...open.entry.decks.keys()]);
  return decks.ok ? ok({ close, cut: null }) : decks;
}

function checkPlayed(open: Open, close: CloseEntry, beacon: BeaconCheck | undefined): Result<CheckedClose, Fault> {
  const cut = makeCut({ open, reveals: close.reveals, beaconSig: close.beaconSig, beacon });
  if (!cut.ok) return cut;
  const { play } = cut.value;
  if (close.play !== play) return refuse('PLAY_MISMATCH', `the cut picks deck ${play}, CLOSE says ${close.play}`);
  const burned = close.status === 3 ? ok(undefined) : checkBurned(open, play, close.deckSeeds);
  return burned.ok ? ok({ close, cut: cut.value }) : burned;
}

/** The burned decks' seeds, ascending without the played one, rebuild their sealed roots; else DECK_MISMATCH. */
export function checkBurned(open: Open, play: number, seeds: readonly Bytes[]): Result<void, Fault> {
  return checkDecks(open, seeds, burnedDecks(open.entry.decks.length, play));
}

/** The decks that are burned when `play` is played, ascending: the order in which their seeds are published. */
export function burnedDecks(deckCount: number, play: number): number[] {
  return Array.from({ length: deckCount }, (_, d) => d).filter((d) => d !== play);
}

function checkDecks(open: Open, seeds: readonly Bytes[], decks: readonly number[]): Result<void, Fault> {
  if (seeds.length !== decks.length) return refuse('DECK_MISMATCH', `${seeds.length} deck seeds for ${decks.length} decks`);
  const wrong = decks.find((d, i) => !rebuilds(open, d, seeds[i] as Bytes));
  if (wrong === undefined) return ok(undefined);
  return refuse('DECK_MISMATCH', `the seed published for deck ${wrong} does not give the root sealed in OPEN`);
}

function rebuilds({ entry, hid }: Open, d: number, seed: Bytes): boolean {
  const sealed = entry.decks[d];
  if (!sealed || seed.length !== 32) return false;
  const deck = sealDeck(hid, entry.spec, d, seed);
  const reshuffles = deck.reshuffles.every(({ root }, r) => equalBytes(root, sealed.reshuffleRoots[r] as Bytes));
  return equalBytes(deck.root, sealed.root) && reshuffles;
}
