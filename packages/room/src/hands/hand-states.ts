/**
 * A hand after some of its actions, as the table showed it to one viewer.
 *
 * The hand is played again from its public history, and every event goes through the projection that the table itself uses; cards that were
 * shown later are masked until they were.
 *
 * @see rules/HAND.md HAND-6
 */
import {
  evolveHand,
  facesOf,
  type Hand,
  type HandEvent,
  type HandSeat,
  initialHand,
  legalActions,
  legalDraw,
  nextStep,
  potTotal,
} from '@aboveboard/engine';
import type { DealStep } from '@aboveboard/fairness';
import { assert } from '@aboveboard/kit';
import type { handsRest, TableEvent } from '@aboveboard/protocol';
import { projectStep } from '../projection/project-hand.ts';
import { projectLegal } from '../projection/project-turn.ts';
import { actionOf } from '../table/hand-record.ts';

/** Whatever a projection may prove is proven in the hand's history. */
const NO_PROOFS = { openings: [], walk: [] };
/** Kinds of events that the public deal has a step for. */
const DEAL_STEPS: ReadonlySet<HandEvent['kind']> = new Set(['hole-dealt', 'board-dealt', 'discarded', 'folded', 'runs-agreed']);

export interface PlayedHand {
  readonly handNo: number;
  /** Of the whole hand; the viewer's own cards are named in them, no others that nobody showed. */
  readonly events: readonly HandEvent[];
  /** How the cards went, from the public history. */
  readonly dealt: readonly DealStep[];
  /** The viewer's own, null for who was not dealt in. */
  readonly seat: number | null;
}

export type HandState = Omit<handsRest.HandStateReply, 'id' | 'actions'>;

/** Actions of a hand: what its players did, showing and mucking included, and what was ordered for all of them. */
export function countActions(events: readonly HandEvent[]): number {
  return events.filter(isAction).length;
}

/** @returns the hand after `n` actions and all that followed from them; null when there were not so many. */
export function stateAfter(played: PlayedHand, n: number): HandState | null {
  let [hand, done, deals] = [initialHand, 0, 0];
  let events: TableEvent[] = [];
  for (const event of played.events) {
    if (isAction(event)) {
      if (done === n) break;
      done += 1;
      events = [];
    }
    hand = evolveHand(hand, event);
    const step = DEAL_STEPS.has(event.kind) ? (played.dealt[deals++] ?? null) : null;
    const seen = projectStep({ event, after: hand, step, proofs: NO_PROOFS }, played.handNo);
    const own = seen?.ownerEvent?.seat === played.seat ? seen?.ownerEvent?.event : null;
    const told = own ?? seen?.publicEvent;
    if (told) events.push(told);
  }
  return done === n ? { ...viewOf(hand, played.seat), n, events } : null;
}

function isAction(event: HandEvent): boolean {
  return actionOf(event).length > 0;
}

function viewOf(hand: Hand, viewer: number | null): Omit<HandState, 'n' | 'events'> {
  const street = hand.setup.game.streets[hand.street]?.name;
  assert(street, 'a hand on no street');
  return {
    isOver: hand.phase === 'ended',
    street,
    boards: hand.boards.map((board) => [...board]),
    pot: potTotal(hand),
    pots: hand.pots.map(({ amount, seats }) => ({ amount, seats: [...seats] })),
    seats: hand.seats.map((at) => {
      const { seat, stack, bet, isFolded } = at;
      return { seat, stack, bet, isFolded, cards: cardsSeen(hand, at, viewer) };
    }),
    turn: turnOf(hand),
  };
}

function cardsSeen({ setup }: Hand, { seat, hole, fate }: HandSeat, viewer: number | null) {
  const faces = facesOf(setup.game);
  const isAllSeen = seat === viewer || fate === 'shown';
  return hole.map((card, i) => (isAllSeen || faces[i] === 'u' ? card : null));
}

function turnOf(hand: Hand): HandState['turn'] {
  const next = nextStep(hand);
  if (next.kind === 'show-or-muck') return { kind: 'show', seat: next.seat };
  const draw = legalDraw(hand);
  if (draw) return { kind: 'draw', seat: draw.seat, least: draw.least, most: draw.most };
  const legal = legalActions(hand);
  return legal && { kind: 'act', seat: legal.seat, legal: projectLegal(legal) };
}
