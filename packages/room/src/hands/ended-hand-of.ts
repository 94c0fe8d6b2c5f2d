/** A stored hand as what follows from it reads it. */
import type { HandEvent, PlayerId, SeatIndex } from '@aboveboard/engine';
import type { PublicHistory } from '@aboveboard/fairness';
import { assert } from '@aboveboard/kit';
import type { HandWithPlayers } from '@aboveboard/storage';
import type { EndedHand } from '../stats/ended-hand.ts';
import type { OwnCards } from './own-cards.ts';
import { playHistory } from './play-history.ts';

/** Status of CLOSE where the deal could not be read after a crash: nobody played the hand, and all chips went back. */
export const REFUNDED = 3;

/** The hand played again from its public history; null for one that was given back, which nobody played. */
export function endedHandOf(hand: HandWithPlayers): EndedHand | null {
  const events = eventsOf(hand);
  if (events === null) return null;
  return {
    events,
    players: hand.players.map(({ seat, playerId, isBot }) => ({
      seat: seat as SeatIndex,
      player: playerId as PlayerId,
      isBot,
    })),
    startedAtMs: hand.startedMs,
    endedAtMs: hand.endedMs,
  };
}

/** As everybody saw them, or as one seat did; null for a hand that was given back. What is stored and cannot be played is our own mistake. */
export function eventsOf(hand: HandWithPlayers, own: OwnCards | null = null): readonly HandEvent[] | null {
  if (hand.closeStatus === REFUNDED) return null;
  const played = playHistory(hand.publicHistory as PublicHistory, own);
  assert(played.ok, played.ok ? '' : `hand ${hand.handNo} of ${hand.tableId} cannot be played again: ${played.error}`);
  return played.value;
}
