/**
 * Which card went where in a hand, as far as everybody may know: the board, the open cards of stud, and the hands that were shown.
 *
 * A card that was shown is named where it was dealt to the seat that showed it. One that another seat had first, gave up, and that came back
 * from the reshuffle, is not named there: nobody was told what a seat gave up.
 */
import { type Card, card, type HoleCard } from '@aboveboard/engine';
import { type DealMap, type DealStep, followDeal, type PublicHistory } from '@aboveboard/fairness';
import { err, ok, type Result } from '@aboveboard/kit';

export interface PublicCards {
  /** One list for each deal of own cards, in the order of the hand; `null` for a card that was not shown. */
  readonly hole: readonly (readonly HoleCard[])[];
  /** One list for each deal to a board. */
  readonly board: readonly (readonly Card[])[];
}

/** The error says what of the history is no deal of this hand. */
export function publicCards({ dealt, openings }: PublicHistory, start: DealMap): Result<PublicCards, string> {
  const byPosition = new Map(openings.map((opening) => [opening.position, opening]));
  const bySlot = new Map(openings.map((opening) => [opening.slot, opening]));
  const redealt = new Set(dealt.flatMap(redealtSlots));
  const hole: HoleCard[][] = [];
  const board: Card[][] = [];
  let map = start;
  for (const step of dealt) {
    const next = followDeal(map, step);
    if (!next.ok) return err(`${next.error.code}: ${next.error.detail}`);
    map = next.value.map;
    const opened = next.value.positions.map((position) => byPosition.get(position));
    if (step.kind === 'hole') {
      const first = opened.map((one) => (one && !redealt.has(one.slot) ? card(one.card) : null));
      const again = dealtSteps(step).map(({ entry }) => (entry ? bySlot.get(entry.slot) : undefined));
      hole.push([...first, ...again.map((one) => (one ? card(one.card) : null))]);
    } else if (step.kind === 'board') {
      const known = opened.flatMap((one) => (one ? [card(one.card)] : []));
      if (known.length < step.count) return err('a card of the board is not open');
      board.push(known);
    }
  }
  return ok({ hole, board });
}

function redealtSlots(step: DealStep): number[] {
  return dealtSteps(step).flatMap(({ entry }) => (entry ? [entry.slot] : []));
}

function dealtSteps(step: DealStep) {
  return step.kind === 'hole' ? (step.walk ?? []).filter((walked) => walked.dealt) : [];
}
