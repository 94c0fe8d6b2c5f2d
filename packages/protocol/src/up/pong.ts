import { z } from 'zod';

/** Answer to `ping`, at once and with its number: the server measures the round trip by it. */
export const pongMessage = z.strictObject({ type: z.literal('pong'), n: z.int().min(0) });
