/** Checking what an opening claims, against the root that was sealed before the cut. */
import { ok, type Result } from '@aboveboard/kit';
import type { Bytes } from '../bytes/bytes.ts';
import { type Fault, refuse } from '../fault.ts';
import { checkPath } from '../merkle/path.ts';
import { cardLeaf, type ReshuffleOpening, reshuffleLeaf, type SlotOpening } from './seal.ts';
import { deckSpec, hasCard, type SpecNumber } from './spec.ts';

/** The sealed deck an opening is checked against. */
export interface DeckRoot {
  readonly spec: SpecNumber;
  readonly hid: Bytes;
  /** d: which of the hand's decks. */
  readonly deck: number;
  readonly root: Bytes;
}

/** @returns the leaf, or SLOT_RANGE, CARD_UNKNOWN (also where the path holds), PATH_LENGTH, WRONG_ROOT. */
export function checkOpening(sealed: DeckRoot, opening: SlotOpening): Result<Bytes, Fault> {
  const spec = deckSpec(sealed.spec);
  const { slot, card } = opening;
  if (!Number.isInteger(slot) || slot < 0 || slot >= spec.size) return refuse('SLOT_RANGE', `no slot ${slot}`);
  if (!hasCard(spec, card)) return refuse('CARD_UNKNOWN', `no card ${card} in this deck`);
  const leaf = cardLeaf(sealed.hid, sealed.deck, opening);
  const path = checkPath(leaf, slot, spec.size, opening.path, sealed.root);
  return path.ok ? ok(leaf) : path;
}

/** As {@link checkOpening}, for entry `k` of reshuffle `r`; `sealed.root` is that reshuffle's root. */
export function checkReshuffleOpening(sealed: DeckRoot, r: number, opening: ReshuffleOpening): Result<Bytes, Fault> {
  const { size } = deckSpec(sealed.spec);
  const { k, slot } = opening;
  if (![k, slot].every((n) => Number.isInteger(n) && n >= 0 && n < size)) {
    return refuse('SLOT_RANGE', `no step ${k} or slot ${slot}`);
  }
  const leaf = reshuffleLeaf(sealed.hid, sealed.deck, r, opening);
  const path = checkPath(leaf, k, size, opening.path, sealed.root);
  return path.ok ? ok(leaf) : path;
}
