/** What is played at a table, as everybody may see it. */
import { z } from 'zod';
import { chips, id } from '../units.ts';

export const tableSettings = z.strictObject({
  tableId: id,
  name: z.string().min(1).max(60),
  /** PHH code of the game: NT is no-limit hold'em. */
  game: z.enum(['NT']),
  seats: z.int().min(2).max(10),
  smallBlind: chips,
  bigBlind: chips,
  /** Ante of each seat. */
  ante: chips,
  /** Ante of the whole table, put in by the big blind. */
  bigBlindAnte: chips,
  minBuyIn: chips,
  maxBuyIn: chips,
  /** Rake in hundredths of a percent, its most per pot in chips; none when no flop was dealt. */
  rake: z.strictObject({ basisPoints: z.int().min(0).max(10_000), cap: chips }),
  turnMs: z.int().min(1),
  timeBankMs: z.int().min(0),
  /** How long the seat of a disconnected player is kept. */
  rejoinMs: z.int().min(0),
  isPrivate: z.boolean(),
});
export type TableSettings = z.infer<typeof tableSettings>;

export const publicPlayer = z.strictObject({ playerId: id, name: z.string(), isBot: z.boolean() });
export type PublicPlayer = z.infer<typeof publicPlayer>;
