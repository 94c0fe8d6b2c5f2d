/** A settled hand as standings read it: who played it and what it did to them. */
import type { PlayerId } from '@aboveboard/engine';
import type { HandWithPlayers } from '@aboveboard/storage';
import { REFUNDED } from '../hands/ended-hand-of.ts';
import { bigBlindOf } from '../stats/big-blind.ts';
import { setupOf } from '../table/hand-record.ts';

export interface SettledHand {
  /** Everybody dealt in, each once. */
  readonly players: readonly { readonly player: PlayerId; readonly isBot: boolean; readonly delta: number }[];
  /** What results are measured in (STAT-10). */
  readonly bigBlind: number;
  /** Milliseconds of Unix time. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/** Null for a hand that was given back, which nobody played. */
export function settledHandOf({
  closeStatus,
  publicHistory,
  players,
  startedMs,
  endedMs,
}: HandWithPlayers): SettledHand | null {
  if (closeStatus === REFUNDED) return null;
  const { start } = publicHistory as { readonly start: unknown };
  return {
    players: players.map(({ playerId, isBot, delta }) => ({ player: playerId as PlayerId, isBot, delta })),
    bigBlind: bigBlindOf(setupOf(start).stakes),
    startedAtMs: startedMs,
    endedAtMs: endedMs,
  };
}

/** What a person dealt in won or lost; bots are left out (RANK-8). */
export function peopleIn({ players }: SettledHand): readonly { readonly player: PlayerId; readonly delta: number }[] {
  return players.filter(({ isBot }) => !isBot);
}
