/** Ended hands for tests: the seats of a script are Ana, Bo, Cy and so on. */
import { type HandEvent, type PlayerId, type SeatIndex, seatIndex } from '@aboveboard/engine';
import type { Counts } from './counts.ts';
import type { EndedHand } from './ended-hand.ts';

const NAMES = ['Ana', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gil', 'Hal', 'Ida', 'Jo'] as readonly string[] as readonly PlayerId[];
export const [ANA, BO, CY] = NAMES as readonly [PlayerId, PlayerId, PlayerId];

export interface Told {
  /** Milliseconds of Unix time; a hand takes two minutes. */
  readonly endedAtMs?: number;
  readonly bots?: readonly PlayerId[];
}

export function endedHand(events: readonly HandEvent[], { endedAtMs = 0, bots = [] }: Told = {}): EndedHand {
  const players = NAMES.map((player, seat) => ({ seat: seatIndex(seat), player, isBot: bots.includes(player) }));
  return { events, players, startedAtMs: endedAtMs - 120_000, endedAtMs };
}

/** One count of everybody dealt in, by name. */
export function byName(field: keyof Counts, counts: ReadonlyMap<SeatIndex, Counts>): Record<string, number> {
  return Object.fromEntries([...counts].map(([seat, own]) => [NAMES[seat], own[field]]).sort());
}

export const WALK = `
    NLHE 50/100 | Ana 1000, button | Bo 1000 | Cy 1000
    Ana  folds
    Bo   folds
    Cy   wins 100`;

export const THREE_BET = `
    NLHE 50/100 | Ana 9000, button | Bo 9000 | Cy 9000
    Ana  raises to 300
    Bo   raises to 900
    Cy   folds
    Ana  calls 600
    * board Qh 8s 3c
    Bo   bets 500
    Ana  raises to 1500
    Bo   calls 1000
    * board 5d
    Bo   checks
    Ana  checks
    * board 2s
    Bo   bets 1000
    Ana  calls 1000
    Ana  wins 6900`;
