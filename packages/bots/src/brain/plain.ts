/** Play that is legal in every game, for what nothing better is known: cheap to stay, pat in a draw. */
import type { TableView } from '@aboveboard/client';
import type { PlayerAction } from '@aboveboard/protocol';

/** Most that is called without a hand to speak of, in big blinds. */
const CHEAP = 2;

/** Checks, calls what is cheap, folds to the rest; changes no card that need not go. */
export function plainAction(view: TableView): PlayerAction {
  const { turn, settings } = view;
  const call = turn?.legal?.call;
  const isCheap = call !== undefined && call <= CHEAP * settings.bigBlind;
  return isCheap ? { kind: 'call' } : safeAction(view);
}

/** What is open at every turn and costs least: a draw stands pat, a bring-in is put in. */
export function safeAction({ turn, seats }: TableView): PlayerAction {
  const own = seats[turn?.seat ?? -1]?.cards.flatMap(({ card }) => card ?? []) ?? [];
  if (turn?.draw) return { kind: 'discard', cards: own.slice(0, turn.draw.least) };
  if (turn?.legal?.bringIn !== undefined) return { kind: 'bring-in' };
  return turn?.legal?.canCheck ? { kind: 'check' } : { kind: 'fold' };
}
