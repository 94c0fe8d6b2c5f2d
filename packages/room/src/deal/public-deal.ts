/** What stays of a deal for everybody: how the cards went, and the cards that lay open or were shown, with their proofs. */
import type { HandEvent } from '@aboveboard/engine';
import { type DealStep, isOpenPosition, type OpeningJson, type WalkStepJson } from '@aboveboard/fairness';
import type { Proven } from './dealing.ts';

export interface PublicDeal {
  readonly dealt: readonly DealStep[];
  /** By deal position, ascending, each once. */
  readonly openings: readonly OpeningJson[];
}

/** @param events of the whole hand, in order. */
export function publicDeal(events: readonly (Proven & { readonly event: HandEvent })[]): PublicDeal {
  const shown = events.filter(({ event }) => event.kind === 'shown');
  const shownSteps = new Set(shown.flatMap(({ proofs }) => proofs.walk.map(({ k }) => k)));
  const openings = events.flatMap(({ event, proofs, map }) => {
    if (event.kind === 'board-dealt' || event.kind === 'shown') return proofs.openings;
    return event.kind === 'hole-dealt' ? proofs.openings.filter(({ position }) => isOpenPosition(map, position)) : [];
  });
  const byPosition = new Map(openings.map((opening) => [opening.position, opening]));
  return {
    dealt: events.flatMap(({ step }) => (step ? [asSeen(step, shownSteps)] : [])),
    openings: [...byPosition.values()].sort((a, b) => a.position - b.position),
  };
}

/** The step without the entries that only the recipient of a card may see. */
function asSeen(step: DealStep, shown: ReadonlySet<number>): DealStep {
  if (!('walk' in step) || step.walk === undefined) return step;
  const seen = (walked: WalkStepJson) => (walked.dealt && !shown.has(walked.k) ? { ...walked, entry: null } : walked);
  return { ...step, walk: step.walk.map(seen) };
}
