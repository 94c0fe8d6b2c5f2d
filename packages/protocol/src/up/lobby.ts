import { z } from 'zod';

/** Asks for the list of public tables, now and whenever it changes (at most once a second). */
export const watchLobbyMessage = z.strictObject({ type: z.literal('watch-lobby') });
export const unwatchLobbyMessage = z.strictObject({ type: z.literal('unwatch-lobby') });
