/**
 * Reshuffles of draw games, checked step by step.
 *
 * When the deck is used up, the muck is dealt again in an order nobody knew: step k = π_0[0], π_0[1], … of the sealed σ
 * names a slot; one inside Q (the muck without the drawer's own discards of this round) is dealt, one outside is opened to
 * all and passed over. The drawer, and a showdown, learn which discard a dealt card was; that leak is the price.
 */
import { ok, type Result } from '@aboveboard/kit';
import { checkReshuffleOpening, type DeckRoot } from '../deck/opening.ts';
import type { ReshuffleOpening } from '../deck/seal.ts';
import { deckSpec } from '../deck/spec.ts';
import { type Fault, refuse } from '../fault.ts';
import { drawDeal } from './draw.ts';

export interface WalkStep extends ReshuffleOpening {
  readonly dealt: boolean;
}

/** One seat's draw, cards by the slot they lie in. */
export interface Draw {
  readonly i: number;
  readonly discards: readonly number[];
  readonly positions: readonly number[];
  readonly walk: readonly WalkStep[];
}

export type DrawEvent = { readonly draw: readonly Draw[] } | { readonly fold: readonly number[] };

export interface WalkInput {
  /** `root` is the reshuffle's. */
  readonly sealed: DeckRoot;
  /** π. */
  readonly permutation: readonly number[];
  /** π_0. */
  readonly recut: readonly number[];
  readonly seats: number;
  readonly hole: number;
  readonly events: readonly DrawEvent[];
}

/** Why a step dealt its slot or passed it over. */
export type StepReason = 'in' | 'own' | 'out';

export interface Walked {
  /** The slots each seat holds at the end, by its place in OPEN. */
  readonly hands: readonly (readonly number[])[];
  readonly reasons: readonly StepReason[];
}

interface Muck {
  readonly hands: number[][];
  readonly muck: Set<number>;
  readonly reasons: StepReason[];
  next: number;
}

/** @returns DISCARD, POSITION, WALK_EARLY, WALK_ORDER, WALK_SKIPPED, WALK_OUTSIDE, or what an opening lacks. */
export function checkWalk(input: WalkInput): Result<Walked, Fault> {
  const { size } = deckSpec(input.sealed.spec);
  const first = drawDeal(size, input.seats, input.hole, []);
  if (!first.ok) return first;
  const hands = first.value.first.map((positions) => positions.map((p) => input.permutation[p] as number));
  const state: Muck = { hands, muck: new Set(), reasons: [], next: size - first.value.left };
  for (const event of input.events) {
    const checked = 'fold' in event ? fold(state, event.fold) : drawRound(input, state, event.draw);
    if (!checked.ok) return checked;
  }
  return ok({ hands: state.hands, reasons: state.reasons });
}

function fold(state: Muck, seats: readonly number[]): Result<void, Fault> {
  for (const i of seats) {
    for (const slot of state.hands[i] ?? []) state.muck.add(slot);
    state.hands[i] = [];
  }
  return ok(undefined);
}

function drawRound(input: WalkInput, state: Muck, draws: readonly Draw[]): Result<void, Fault> {
  for (const draw of draws) {
    const checked = drawOne(input, state, draw);
    if (!checked.ok) return checked;
  }
  return ok(undefined);
}

function drawOne(input: WalkInput, state: Muck, draw: Draw): Result<void, Fault> {
  const { i, discards } = draw;
  const hand = state.hands[i] ?? [];
  const foreign = discards.find((slot, at) => !hand.includes(slot) || discards.indexOf(slot) !== at);
  if (foreign !== undefined) return refuse('DISCARD', `slot ${foreign} is not in the hand that discards it`);
  const positions = takePositions(input, state, draw);
  if (!positions.ok) return positions;
  for (const slot of discards) state.muck.add(slot);
  const walked = walk(input, state, draw);
  if (!walked.ok) return walked;
  const drawn = [...positions.value, ...walked.value];
  if (drawn.length !== discards.length)
    return refuse('WALK_SKIPPED', `${drawn.length} cards drawn for ${discards.length} discards`);
  state.hands[i] = [...hand.filter((slot) => !discards.includes(slot)), ...drawn];
  return ok(undefined);
}

function takePositions(input: WalkInput, state: Muck, { discards, positions, walk }: Draw): Result<number[], Fault> {
  const unused = deckSpec(input.sealed.spec).size - state.next;
  const due = Array.from({ length: Math.min(discards.length, unused) }, (_, at) => state.next + at);
  if (walk.length > 0 && positions.length < due.length) return refuse('WALK_EARLY', 'reshuffled while a position was unused');
  const isDue = positions.length === due.length && due.every((position, at) => position === positions[at]);
  if (!isDue) return refuse('POSITION', 'the draw does not take the next unused positions');
  state.next += due.length;
  return ok(due.map((position) => input.permutation[position] as number));
}

function walk({ sealed, recut }: WalkInput, state: Muck, draw: Draw): Result<number[], Fault> {
  const dealt: number[] = [];
  for (const step of draw.walk) {
    const opening = checkStepOpening(sealed, recut[state.reasons.length], step);
    if (!opening.ok) return opening;
    const reason = stepReason(state, draw, step.slot);
    const placed = checkStepReason(step, reason);
    if (!placed.ok) return placed;
    state.reasons.push(reason);
    if (step.dealt) {
      state.muck.delete(step.slot);
      dealt.push(step.slot);
    }
  }
  return ok(dealt);
}

/** A step is the next of the re-cut, and its entry leads to the sealed root. @returns WALK_ORDER, or what the opening lacks. */
export function checkStepOpening(sealed: DeckRoot, next: number | undefined, step: ReshuffleOpening): Result<unknown, Fault> {
  if (step.k !== next) return refuse('WALK_ORDER', `step ${step.k} is not the next of the re-cut`);
  return checkReshuffleOpening(sealed, 0, step);
}

/** What lies in the muck is dealt and nothing else; `null` where it is not known who gave up what. */
export function checkStepReason(
  { slot, dealt }: { slot: number; dealt: boolean },
  reason: StepReason | null,
): Result<void, Fault> {
  if (reason === 'in' && !dealt) return refuse('WALK_SKIPPED', `slot ${slot} of the muck was passed over`);
  const isOutside = dealt && (reason === 'out' || reason === 'own');
  return isOutside ? refuse('WALK_OUTSIDE', `slot ${slot} is not in the muck and was dealt`) : ok(undefined);
}

function stepReason(state: Muck, { discards }: Draw, slot: number): StepReason {
  if (discards.includes(slot)) return 'own';
  return state.muck.has(slot) ? 'in' : 'out';
}
