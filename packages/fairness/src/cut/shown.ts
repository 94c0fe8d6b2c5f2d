/** Shown cards against the cut and the seal: each at its own position, none twice. */
import { ok, type Result } from '@aboveboard/kit';
import { checkOpening } from '../deck/opening.ts';
import type { Opening } from '../deck/position-opening.ts';
import type { Open } from '../entries/open.ts';
import { type Fault, refuse } from '../fault.ts';
import type { Cut } from './cut.ts';

/**
 * @returns DUPLICATE_CARD for a position or a card twice, POSITION where the slot is not the one the cut gives that
 *   position, or what `checkOpening` finds.
 */
export function checkShown(open: Open, cut: Cut, openings: readonly Opening[]): Result<void, Fault> {
  const positions = new Set<number>();
  const cards = new Set<number>();
  for (const opening of openings) {
    if (positions.has(opening.position)) return refuse('DUPLICATE_CARD', `position ${opening.position} is shown twice`);
    const checked = checkPositionOpening(open, cut, opening);
    if (!checked.ok) return checked;
    if (cards.has(opening.card)) return refuse('DUPLICATE_CARD', `card ${opening.card} is shown twice`);
    positions.add(opening.position);
    cards.add(opening.card);
  }
  return ok(undefined);
}

/** One opening by itself: position → slot by the cut, slot → card by the sealed root of the played deck. */
export function checkPositionOpening(open: Open, cut: Cut, opening: Opening): Result<void, Fault> {
  const { position, slot } = opening;
  if (cut.permutation[position] !== slot) return refuse('POSITION', `position ${position} does not take slot ${slot}`);
  const { spec, decks } = open.entry;
  const sealed = { spec, hid: open.hid, deck: cut.play, root: decks[cut.play]?.root ?? new Uint8Array(0) };
  const checked = checkOpening(sealed, opening);
  return checked.ok ? ok(undefined) : checked;
}
