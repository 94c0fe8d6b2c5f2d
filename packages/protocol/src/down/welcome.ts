import { z } from 'zod';
import { hexOf, id, timeMs } from '../units.ts';

/** Answer to a good `hello`. */
export const welcomeMessage = z.strictObject({
  type: z.literal('welcome'),
  protocol: z.string(),
  /** SHA-256 of the contract's JSON Schema; see `fingerprint.ts`. */
  fingerprint: hexOf(32),
  connectionId: id,
  player: z.strictObject({ playerId: id, name: z.string(), isBot: z.boolean(), roles: z.array(z.string()) }),
  serverTimeMs: timeMs,
  heartbeatMs: z.int().min(1),
  limits: z.strictObject({ frameBytes: z.int(), commandsPer10s: z.int(), commitsAhead: z.int() }),
  /** What deals are verified against: the log's origin and the operator's deal key. */
  fairness: z.strictObject({ origin: z.string(), dealKeyName: z.string(), dealKey: hexOf(32) }),
});
export type WelcomeMessage = z.infer<typeof welcomeMessage>;
