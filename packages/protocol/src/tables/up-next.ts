/** What is known between hands of the hand to come. */
import { z } from 'zod';
import { seatIndex } from '../units.ts';
import { gameCode } from './game.ts';

export const upNext = z.strictObject({
  /** Unless it is chosen otherwise; while a hand is played, its game. */
  game: gameCode,
  /** Dealer's choice, and it is open now: who chooses, among what, and whether that was done. It may be changed until the deal. */
  choice: z.strictObject({ seat: seatIndex, games: z.array(gameCode), isMade: z.boolean() }).nullable(),
  /** Kills the next pot it is dealt in for at fixed limit. */
  killer: seatIndex.nullable(),
  isBombPot: z.boolean(),
  /** Seats that ask for a bomb pot. */
  bombPotVotes: z.array(seatIndex),
  /** Who asked for another seat, first come first. */
  moves: z.array(z.strictObject({ seat: seatIndex, to: seatIndex })),
});
export type UpNext = z.infer<typeof upNext>;

/** Any of it changed: this is what it is now. */
export const upNextChangedEvent = z.strictObject({ kind: z.literal('up-next-changed'), upNext });
