/**
 * A deal held against what somebody saw of it: each card from its position on the map, each step of the reshuffle as sealed and re-cut, and
 * nothing dealt or passed over that contradicts who gave up what.
 *
 * Who gave up which cards is each player's secret, so not all of a walk can be judged by everybody. What a viewer knows for certain counts:
 * a folded hand lies in the muck, a hand that never discarded does not, and one's own discards one knows.
 */
import { ok, type Result } from '@aboveboard/kit';
import { fromHex } from '../bytes/hex.ts';
import type { Cut } from '../cut/cut.ts';
import { checkShown } from '../cut/shown.ts';
import type { DeckRoot } from '../deck/opening.ts';
import type { Opening } from '../deck/position-opening.ts';
import type { Open } from '../entries/open.ts';
import { type Fault, refuse } from '../fault.ts';
import { isOpenPosition } from './deal-due.ts';
import { type DealMap, type Dealt, followDeal } from './deal-map.ts';
import type { DealStep, WalkStepJson } from './deal-step.ts';
import { checkStepOpening, checkStepReason, type StepReason } from './walk.ts';

/** One's own hand at a draw. */
export interface OwnDiscards {
  readonly seat: number;
  /** Positions of the cards given up in all, and of those given up in one's draw under way. */
  readonly all: ReadonlySet<number>;
  readonly thisRound: ReadonlySet<number>;
}

export interface DealCheck {
  readonly open: Open;
  readonly cut: Cut;
  /** Null for a spectator, and in a receipt. */
  readonly own: OwnDiscards | null;
}

/** Follows a step, its part of the walk checked. @returns as `followDeal`, or WALK_ORDER, or what an entry lacks. */
export function checkDealStep(check: DealCheck, map: DealMap, step: DealStep): Result<Dealt, Fault> {
  const dealt = followDeal(map, step);
  if (!dealt.ok || !('seat' in step)) return dealt;
  const { from, steps } = dealt.value.walk;
  for (const [at, walked] of steps.entries()) {
    const checked = checkWalkStep(check, map, step.seat, from + at, walked);
    if (!checked.ok) return checked;
  }
  return dealt;
}

function checkWalkStep(check: DealCheck, map: DealMap, drawer: number, at: number, step: WalkStepJson): Result<void, Fault> {
  if (step.k !== check.cut.recuts[0]?.[at]) return refuse('WALK_ORDER', `step ${step.k} is not the next of the re-cut`);
  if (!step.entry) return step.dealt ? ok(undefined) : refuse('WALK_SKIPPED', `step ${step.k} was passed over and not opened`);
  const opened = checkEntry(check, at, step);
  if (!opened.ok) return opened;
  const position = check.cut.permutation.indexOf(step.entry.slot);
  return checkStepReason({ slot: step.entry.slot, dealt: step.dealt }, reasonOf(check.own, map, drawer, position));
}

/** The entry of the walk's step `at`, against the reshuffle root that was sealed. */
export function checkEntry({ open, cut }: Omit<DealCheck, 'own'>, at: number, step: WalkStepJson): Result<void, Fault> {
  const { entry } = step;
  const root = open.entry.decks[cut.play]?.reshuffleRoots[0];
  if (!entry || !root) return refuse('WALK_SKIPPED', `step ${step.k} is not opened`);
  const sealed: DeckRoot = { spec: open.entry.spec, hid: open.hid, deck: cut.play, root };
  const opening = { k: step.k, slot: entry.slot, salt: fromHex(entry.salt), path: entry.path.map(fromHex) };
  const checked = checkStepOpening(sealed, cut.recuts[0]?.[at], opening);
  return checked.ok ? ok(undefined) : checked;
}

/** Each slot comes up once in a walk, so whoever was dealt its position first still holds it or has given it up. Null for "not known". */
function reasonOf(own: OwnDiscards | null, { seats }: DealMap, drawer: number, position: number): StepReason | null {
  const holder = seats.find(({ positions }) => positions.includes(position));
  if (!holder) return 'out'; // on the board, or kept for it
  if (holder.isFolded) return 'in';
  if (holder.givenUp === 0) return 'out';
  if (holder.seat !== own?.seat) return null;
  if (!own.all.has(position)) return 'out';
  return drawer === own.seat && own.thisRound.has(position) ? 'own' : 'in';
}

/** Everything a history says of its cards. */
export interface PublicDeal {
  readonly dealt: readonly DealStep[];
  readonly openings: readonly Opening[];
}

/**
 * The whole deal as everybody saw it: followed on the map step by step, each card that was opened dealt at all, and each one that lies open
 * for all opened.
 *
 * @returns the map at its end; or POSITION, HOLE_CARDS, what `checkDealStep` finds, or what an opening lacks.
 */
export function checkPublicDeal(open: Open, cut: Cut, start: DealMap, { dealt, openings }: PublicDeal): Result<DealMap, Fault> {
  const check = { open, cut, own: null };
  const positions: number[] = [];
  let map = start;
  for (const step of dealt) {
    const next = checkDealStep(check, map, step);
    if (!next.ok) return next;
    const isOpen = (position: number) => step.kind === 'board' || isOpenPosition(start, position);
    const hidden = next.value.positions.find((p) => isOpen(p) && !openings.some(({ position }) => position === p));
    if (hidden !== undefined) return refuse('HOLE_CARDS', `the card at position ${hidden} lay open and is not shown`);
    positions.push(...next.value.positions);
    map = next.value.map;
  }
  const stray = openings.find(({ position }) => !positions.includes(position));
  if (stray) return refuse('POSITION', `position ${stray.position} was dealt to nobody`);
  const shown = checkShown(open, cut, openings);
  return shown.ok ? ok(map) : shown;
}
