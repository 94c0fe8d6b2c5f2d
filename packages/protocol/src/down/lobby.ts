import { z } from 'zod';
import { gameCode, tableSettings } from '../tables/game.ts';
import { chips } from '../units.ts';

export const lobbyTable = z.strictObject({
  settings: tableSettings,
  /** The game of the hand in play, or of the next one: at a table where games change it is one of them. */
  playing: gameCode,
  taken: z.int().min(0),
  people: z.int().min(0),
  waiting: z.int().min(0),
  /** Over the last 20 hands; 0 before the first. */
  averagePot: chips,
  handsPerHour: z.int().min(0),
});
export type LobbyTable = z.infer<typeof lobbyTable>;

/** The whole list, newest state; only the last one counts. */
export const lobbyMessage = z.strictObject({ type: z.literal('lobby'), tables: z.array(lobbyTable) });
