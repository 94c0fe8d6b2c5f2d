/** Ended hands for tests: the seats of a script are Ana, Bo, Cy and so on. */
import { type HandEvent, type PlayerId, seatIndex } from '@aboveboard/engine';
import type { EndedHand } from './ended-hand.ts';

export const NAMES = [
  'Ana',
  'Bo',
  'Cy',
  'Di',
  'Ed',
  'Flo',
  'Gil',
  'Hal',
  'Ida',
  'Jo',
] as readonly string[] as readonly PlayerId[];
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
