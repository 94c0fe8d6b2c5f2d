import { z } from 'zod';
import { timeMs } from '../units.ts';

/** Sent every `heartbeatMs`; a client that hears nothing for three of these reconnects. `rttMs` is the last one measured. */
export const pingMessage = z.strictObject({
  type: z.literal('ping'),
  n: z.int().min(0),
  serverTimeMs: timeMs,
  rttMs: z.int().min(0).nullable(),
});
