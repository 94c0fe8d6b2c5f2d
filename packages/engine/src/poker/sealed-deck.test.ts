import { plainSetup } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { deckCards, FULL_DECK } from '../cards/deck.ts';
import { nextStep } from './dealing.ts';
import { decideHand, playHand } from './decide.ts';
import type { HoleCard } from './event.ts';
import { handFrom } from './evolve.ts';
import type { Hand } from './hand.ts';
import { legalActions } from './legal-actions.ts';
import type { HandSetup } from './setup.ts';
import { startHand } from './start.ts';

const ACES_UP = deckCards(FULL_DECK).toReversed();

function setupOf(code: string, seats: number, isSealedDeck: boolean): HandSetup {
  return { ...plainSetup(code, seats, 5000), isSealedDeck };
}

/** Plays on as calmly as one can, but for `folds` seats that fold as soon as they may; `given` says how many cards each draw asks for. */
function playOn(setup: HandSetup, folds: number, given: number, until: (hand: Hand) => boolean): Hand {
  const deck = [...ACES_UP];
  let hand = handFrom(startHand(setup));
  for (let folded = 0; !until(hand); ) {
    const step = nextStep(hand);
    const next = () => {
      if (step.kind === 'deal-hole') return { kind: step.kind, seat: step.seat, cards: deck.splice(0, step.count) } as const;
      if (step.kind === 'deal-board') return { kind: step.kind, board: step.board, cards: deck.splice(0, step.count) } as const;
      if (step.kind === 'draw') {
        const own = hand.seats.find(({ seat }) => seat === step.seat);
        return { kind: 'discard', seat: step.seat, cards: own?.hole.slice(0, given) ?? [] } as const;
      }
      const legal = legalActions(hand) ?? expect.fail(step.kind);
      const { seat, bringIn, canCheck } = legal;
      if (bringIn !== null) return { kind: 'bring-in', seat } as const;
      if (!canCheck && folded++ < folds) return { kind: 'fold', seat } as const;
      return { kind: canCheck ? 'check' : 'call', seat } as const;
    };
    const played = playHand(hand, next());
    hand = played.ok ? played.value.hand : expect.fail(`${step.kind}: ${played.error.code}`);
  }
  return hand;
}

test('[STUD-7] with a sealed deck the cards of folded seats stay theirs: five of eight share the last card', () => {
  const onSeventh = ({ street, phase }: Hand) => street === 4 && phase === 'dealing';
  const last = (folds: number, isSealed: boolean) => nextStep(playOn(setupOf('F7S', 8, isSealed), folds, 0, onSeventh));
  expect(last(3, true)).toEqual({ kind: 'deal-board', board: 0, count: 1 });
  expect(last(4, true)).toMatchObject({ kind: 'deal-hole', count: 1 });
  expect(last(3, false)).toMatchObject({ kind: 'deal-hole', count: 1 });
});

test('[DRAW-4] no draw takes the cards that the board still needs: the muck is dealt before them', () => {
  // 40 own cards, three on the board and six drawn leave three, of which two are kept for turn and river
  const hand = playOn(setupOf('PDM', 8, true), 0, 3, ({ dealt, discards }) => dealt === 49 && discards.length === 3);
  const step = nextStep(hand);
  if (step.kind !== 'deal-hole') return expect.fail(step.kind);
  const muck = hand.discards[0]?.cards ?? [];
  const fresh = ACES_UP.slice(-3);
  const deals = (...cards: HoleCard[]) => decideHand(hand, { kind: 'deal-hole', seat: step.seat, cards }).ok;
  expect(deals(...fresh.slice(0, 1), ...muck.slice(0, 2))).toBe(true);
  expect(deals(...muck)).toBe(false);
});
