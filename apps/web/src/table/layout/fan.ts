/** Where each card of a seat lies within the seat's strip. */
import type { Deal } from './measures.ts';

/** From one tucked card to the next, as a share of a card's width. */
const TUCK = 0.2;
/** Cards of a stud hand that lie face down in the end. */
const DOWN_IN_STUD = 3;

export type Spread = { readonly strip: number; readonly card: number; readonly step: number; readonly isHero: boolean };

/**
 * Left edges of cards, in the order given. Elsewhere than in stud they lie side by side in the middle of the strip. In stud each card
 * has its place from the start, cards face down on the left, so that no card moves when another comes; faces nobody sees are tucked
 * together.
 *
 * @param isOpen of each card, as `held`
 */
export function fan(isOpen: readonly boolean[], { open, held }: Deal, { strip, card, step, isHero }: Spread): number[] {
  const count = isOpen.length;
  const isAllOpen = isOpen.every(Boolean);
  if (open === 0) return isOpen.map((_, i) => (strip - card - step * (count - 1)) / 2 + i * step);
  if (isAllOpen && count > open) return isOpen.map((_, i) => (i * (strip - card)) / Math.max(held - 1, 1));
  const down = isHero ? step : TUCK * card;
  const shown = isHero ? step : (strip - card - DOWN_IN_STUD * down) / (open - 1);
  let downs = 0;
  let opens = 0;
  return isOpen.map((isUp) => (isUp ? DOWN_IN_STUD * down + opens++ * shown : downs++ * down));
}
