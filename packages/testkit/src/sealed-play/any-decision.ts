/** A player who does anything that is allowed, by chance: for hands whose cards are not known before they are dealt. */
import { type Card, type Hand, type HandCommand, legalActions, nextStep } from '@aboveboard/engine';
import { mostRuns, openDealMap } from '@aboveboard/fairness';
import { layoutOf } from '@aboveboard/room/deal';

type Below = (n: number) => number;

/** `calm` of 16 choices check or call: more of it brings more hands to the last draw and the showdown. */
export function anyDecision(below: Below, calm = 10): (hand: Hand) => HandCommand | null {
  return (hand) => {
    const step = nextStep(hand);
    if (step.kind === 'draw') {
      const chance = below(60);
      if (chance === 0) return { kind: 'run-out' };
      return chance === 1 ? { kind: 'time-out', seat: step.seat } : discard(hand, step, below);
    }
    if (step.kind === 'deal-board') return run(hand, below);
    if (step.kind === 'show-or-muck') return { kind: 'settle-showdown' };
    return step.kind === 'act' ? act(hand, below, calm) : null;
  };
}

function discard(hand: Hand, { seat, least, most }: { seat: number; least: number; most: number }, below: Below): HandCommand {
  const hole = [...(hand.seats.find((one) => one.seat === seat)?.hole ?? [])] as Card[];
  const count = least + below(most - least + 1);
  const cards = Array.from({ length: count }, () => hole.splice(below(hole.length), 1)[0] as Card);
  return { kind: 'discard', seat: seat as never, cards };
}

/** Two or three boards where that is possible and the deck suffices, about every other time. */
function run(hand: Hand, below: Below): HandCommand | null {
  const layout = layoutOf(hand.setup.game);
  const map =
    layout &&
    openDealMap(
      layout,
      hand.seats.map(({ seat }) => seat),
    );
  const isPossible = hand.isBettingOver && !hand.isRunOut && hand.boards.length === 1 && map?.ok && mostRuns(map.value) > 1;
  const times = isPossible && map?.ok ? 1 + below(mostRuns(map.value)) : 1;
  return times > 1 ? { kind: 'run-it', times } : null;
}

function act(hand: Hand, below: Below, calm: number): HandCommand | null {
  const legal = legalActions(hand);
  if (!legal) return null;
  const { seat, canFold, canCheck, bringIn, raise } = legal;
  const choice = below(16) - calm;
  if (choice === 0 && canFold && !canCheck) return { kind: 'fold', seat };
  if (choice === 1 && below(8) === 0) return { kind: 'run-out' };
  if (choice === 2) return { kind: 'time-out', seat };
  if (choice > 2 && raise) return { kind: 'raise-to', seat, to: choice === 3 ? raise.largest : raise.smallest };
  if (bringIn !== null) return { kind: 'bring-in', seat };
  return canCheck ? { kind: 'check', seat } : { kind: 'call', seat };
}
