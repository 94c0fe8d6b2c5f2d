/**
 * The deal of one hand as a client sees it go: each card that it is shown must be the next on the map, or come from the sealed reshuffle.
 *
 * One's own cards, the board and what lies open must be proven as they come; others' cards when they are shown.
 */
import { ok, type Result } from '@aboveboard/kit';
import type { Cut } from '../cut/cut.ts';
import { checkDealStep, checkEntry, type OwnDiscards } from '../deal/check-deal.ts';
import { isOpenPosition } from '../deal/deal-due.ts';
import type { DealMap, Dealt, SeatCards } from '../deal/deal-map.ts';
import type { WalkStepJson } from '../deal/deal-step.ts';
import type { Opening } from '../deck/position-opening.ts';
import type { CardNumber } from '../deck/spec.ts';
import type { Open } from '../entries/open.ts';
import { type Fault, refuse } from '../fault.ts';
import type { DealSeen, ShownSeen } from './hand-frames.ts';

export interface FollowedDeal {
  readonly map: DealMap;
  /** The steps of the reshuffle that dealt one's own cards. */
  readonly ownWalk: readonly WalkStepJson[];
  readonly discards: OwnDiscards | null;
}

export interface FollowContext {
  readonly open: Open;
  readonly cut: Cut;
  readonly ownSeat: number | null;
  /** Where one's own cards lie, by card. */
  readonly positionOf: (card: CardNumber) => number | undefined;
}

export function startFollowing(map: DealMap, ownSeat: number | null): FollowedDeal {
  const none: ReadonlySet<number> = new Set();
  return { map, ownWalk: [], discards: ownSeat === null ? null : { seat: ownSeat, all: none, thisRound: none } };
}

/** @returns the deal after what was seen; or POSITION, HOLE_CARDS, or what `checkDealStep` finds. Openings are only placed here, not proven. */
export function followSeen(context: FollowContext, deal: FollowedDeal, seen: DealSeen): Result<FollowedDeal, Fault> {
  const { open, cut, ownSeat } = context;
  const { step, openings = [] } = seen;
  const given = 'seat' in step && step.seat === ownSeat ? withGiven(context, deal, seen) : ok(deal.discards);
  if (!given.ok) return given;
  const dealt = checkDealStep({ open, cut, own: given.value }, deal.map, step);
  if (!dealt.ok) return dealt;
  const isOwn = step.kind === 'hole' && step.seat === ownSeat;
  const places = placesOf(cut, dealt.value);
  const mustSee = (place: number | null) =>
    isOwn || step.kind === 'board' || (place !== null && isOpenPosition(deal.map, place));
  const placed = checkPlaces(places, openings, mustSee);
  if (!placed.ok) return placed;
  const walked = isOwn ? dealt.value.walk.steps.filter((one) => one.dealt) : [];
  return ok({ map: dealt.value.map, ownWalk: [...deal.ownWalk, ...walked], discards: given.value });
}

/** Positions of the step's cards, in their order; null for one from the reshuffle that was not opened to us. */
function placesOf({ permutation }: Cut, { positions, walk }: Dealt): (number | null)[] {
  const redealt = walk.steps.filter(({ dealt }) => dealt);
  return [...positions, ...redealt.map(({ entry }) => (entry ? permutation.indexOf(entry.slot) : null))];
}

function checkPlaces(
  places: readonly (number | null)[],
  openings: readonly Opening[],
  mustSee: (place: number | null) => boolean,
): Result<void, Fault> {
  let next = 0;
  for (const place of places) {
    if (place !== null && openings[next]?.position === place) next += 1;
    else if (mustSee(place)) {
      return next < openings.length
        ? refuse('POSITION', 'cards were dealt from positions that are not theirs')
        : refuse('HOLE_CARDS', 'a card that you may see came without its opening');
    }
  }
  return next === openings.length ? ok(undefined) : refuse('POSITION', 'cards were dealt from positions that are not theirs');
}

/** One's own discard names the cards, as many as everybody is told. */
function withGiven(
  { positionOf }: FollowContext,
  { discards, map }: FollowedDeal,
  { step, given = [] }: DealSeen,
): Result<OwnDiscards | null, Fault> {
  if (step.kind !== 'discard' || !discards) return ok(discards);
  const positions = given.map(positionOf);
  const isKnown = positions.every((position) => position !== undefined);
  if (!isKnown || given.length !== step.count || new Set(given).size !== step.count) {
    return refuse('DISCARD', `${step.count} of your cards were given up, and not those that you hold`);
  }
  const fresh = positions as number[];
  const own = map.layout.game === 'draw' ? fresh : [];
  return ok({ ...discards, all: new Set([...discards.all, ...fresh]), thisRound: new Set(own) });
}

/**
 * A hand turned up: cards that were dealt to this seat, as many as it must hold.
 *
 * @returns HOLE_CARDS for another number, POSITION for a card that was not dealt to it, or what a reshuffle's entry lacks.
 */
export function checkShownHand(context: FollowContext, { map }: FollowedDeal, shown: ShownSeen): Result<void, Fault> {
  const { seat, openings, walk = [] } = shown;
  const own = map.seats.find((one) => one.seat === seat);
  const held = own ? own.positions.length + own.redealt.length - own.givenUp : 0;
  if (!own || openings.length !== held)
    return refuse('HOLE_CARDS', `seat ${seat} shows ${openings.length} cards and holds ${held}`);
  const slots = checkRedealt(context, own, walk);
  if (!slots.ok) return slots;
  const stray = openings.find(({ position, slot }) => !own.positions.includes(position) && !slots.value.includes(slot));
  return stray
    ? refuse('POSITION', `seat ${seat} shows a card of position ${stray.position}, which it was not dealt`)
    : ok(undefined);
}

/** Slots of the cards that these steps of the walk dealt to the seat. */
function checkRedealt(
  { open, cut }: FollowContext,
  own: SeatCards,
  walk: readonly WalkStepJson[],
): Result<readonly number[], Fault> {
  const slots: number[] = [];
  for (const step of walk) {
    const at = cut.recuts[0]?.indexOf(step.k) ?? -1;
    if (!own.redealt.includes(at)) return refuse('WALK_ORDER', `step ${step.k} dealt no card to seat ${own.seat}`);
    const checked = checkEntry({ open, cut }, at, step);
    if (!checked.ok) return checked;
    slots.push(step.entry?.slot ?? -1);
  }
  return ok(slots);
}
