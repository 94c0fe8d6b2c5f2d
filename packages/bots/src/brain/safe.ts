/** Play that is legal at every turn of every game and costs least: what is left to do where nothing better is known. */
import type { TableView } from '@aboveboard/client';
import type { PlayerAction } from '@aboveboard/protocol';

/** Checks or folds, puts in the bring-in, changes no card that need not go. */
export function safeAction({ turn, seats }: TableView): PlayerAction {
  const own = seats[turn?.seat ?? -1]?.cards.flatMap(({ card }) => card ?? []) ?? [];
  if (turn?.draw) return { kind: 'discard', cards: own.slice(0, turn.draw.least) };
  if (turn?.legal?.bringIn !== undefined) return { kind: 'bring-in' };
  return turn?.legal?.canCheck ? { kind: 'check' } : { kind: 'fold' };
}
