/** Bodies of the REST interface under /api/v1. */
import { z } from 'zod';
import { lobbyTable } from './down/lobby.ts';
import { tableSettings } from './tables/game.ts';
import { chips, id, nickname, timeMs } from './units.ts';

/** Any answer that is not 2xx. `message` says what to do, in English; programs read `code`. */
export const restError = z.strictObject({
  code: z.string(),
  message: z.string(),
  detail: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
});

export const wallet = z.strictObject({ available: chips, inPlay: chips });

export const profile = z.strictObject({
  player: z.strictObject({ playerId: id, name: z.string(), isBot: z.boolean(), roles: z.array(z.string()) }),
  wallet,
  /** Where the player has a seat. */
  seatedAt: z.array(id),
  /** When a new grant may be claimed; null: not while chips are left. */
  nextGrantAtMs: timeMs.nullable(),
});
export type Profile = z.infer<typeof profile>;

export const guestRequest = z.strictObject({ nickname });
/** The token is given once, for clients that are not browsers; browsers get a cookie as well. */
export const guestReply = z.strictObject({ token: z.string(), profile });

export const lobbyReply = z.strictObject({ tables: z.array(lobbyTable) });

export const newTableRequest = z.strictObject({
  name: z.string().trim().min(1).max(40),
  seats: z.int().min(2).max(10),
  smallBlind: chips.min(1).max(100_000),
  bigBlind: chips.min(2).max(200_000),
  isPrivate: z.boolean(),
});
/** `invite` opens a private table: part of the link to share, given once. */
export const newTableReply = z.strictObject({ settings: tableSettings, invite: z.string().nullable() });
