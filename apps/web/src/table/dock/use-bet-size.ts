import { useState } from 'react';
import { gameFacts } from '../../games/game-facts.ts';
import { type Spot, withinBounds } from '../betting/bet-sizing.ts';
import { useTable } from '../table-context.ts';

/** The situation a bet is sized in, or null when no bet or raise is open to the player now. */
export function useSpot(): Spot | null {
  const { view } = useTable();
  const legal = view.turn?.seat === view.ownSeat ? view.turn?.legal : undefined;
  const raise = legal?.raise;
  const own = view.ownSeat === null ? undefined : view.seats[view.ownSeat];
  if (!raise || !own || !view.turn) return null;
  return {
    raise,
    toCall: legal.call ?? 0,
    ownBet: own.bet,
    pot: view.pot,
    bigBlind: view.stakes?.bigBlind || view.stakes?.smallBet || view.settings.bigBlind,
    isPreflop: view.turn.street === 'preflop',
    isUpToStack: raise.largest === own.bet + own.stack,
    isPotLimit: gameFacts(view.game ?? view.settings.game).limit === 'pot-limit',
  };
}

/** The size being composed: starts at the smallest each turn, and never leaves the bounds. */
export function useBetSize(spot: Spot | null, turnId: number | null): readonly [number, (to: number) => void] {
  const [draft, setDraft] = useState<{ turnId: number | null; to: number }>({ turnId: null, to: 0 });
  const size = spot ? withinBounds(draft.turnId === turnId ? draft.to : spot.raise.smallest, spot.raise) : 0;
  return [size, (to) => spot && setDraft({ turnId, to: withinBounds(to, spot.raise) })];
}
