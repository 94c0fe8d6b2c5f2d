/** What a client is shown of each event's cards: its own with all proofs, others' only where they lie open or are shown. */
import type { HandEvent } from '@aboveboard/engine';
import {
  type DealSeen,
  type DealStep,
  isOpenPosition,
  type Opening,
  type OpeningJson,
  parseOpeningJson,
} from '@aboveboard/fairness';
import { assert } from '@aboveboard/kit';
import type { Proven } from '@aboveboard/room/deal';

/** @param seat the viewer's; null for a spectator. */
export function seenBy(seat: number | null, event: HandEvent, proven: Proven): DealSeen | null {
  const { step, proofs, map } = proven;
  if (!step) return null;
  const isOwn = 'seat' in step && step.seat === seat;
  const maySee = ({ position }: OpeningJson) => isOwn || step.kind === 'board' || isOpenPosition(map, position);
  const given = isOwn && event.kind === 'discarded' ? event.cards.flatMap((card) => card ?? []) : [];
  return { step: isOwn ? step : hidden(step), openings: proofs.openings.filter(maySee).map(openingOf), given };
}

export function openingOf(json: OpeningJson): Opening {
  const opening = parseOpeningJson(json);
  assert(opening, 'an opening that cannot be read');
  return opening;
}

function hidden(step: DealStep): DealStep {
  if (!('walk' in step) || !step.walk) return step;
  return { ...step, walk: step.walk.map((walked) => (walked.dealt ? { ...walked, entry: null } : walked)) };
}
