/** A stored hand as what follows from it reads it. */
import type { PlayerId, SeatIndex } from '@aboveboard/engine';
import type { PublicHistory } from '@aboveboard/fairness';
import { assert } from '@aboveboard/kit';
import type { HandWithPlayers } from '@aboveboard/storage';
import type { EndedHand } from '../stats/ended-hand.ts';
import { playHistory } from '../work/archive/play-history.ts';

/** Status of CLOSE where the deal could not be read after a crash: nobody played the hand, and all chips went back. */
export const REFUNDED = 3;

/** The hand played again from its public history; null for one that was given back, which nobody played. */
export function endedHandOf(hand: HandWithPlayers): EndedHand | null {
  if (hand.closeStatus === REFUNDED) return null;
  const played = playHistory(hand.publicHistory as PublicHistory);
  assert(played.ok, played.ok ? '' : `hand ${hand.handNo} of ${hand.tableId} cannot be played again: ${played.error}`);
  return {
    events: played.value,
    players: hand.players.map(({ seat, playerId, isBot }) => ({
      seat: seat as SeatIndex,
      player: playerId as PlayerId,
      isBot,
    })),
    startedAtMs: hand.startedMs,
    endedAtMs: hand.endedMs,
  };
}
