import { z } from 'zod';

/** First frame of every connection, within 5 s. A browser may leave out the token: its session cookie came with the upgrade. */
export const helloMessage = z.strictObject({
  type: z.literal('hello'),
  protocol: z.string().regex(/^\d+\.\d+\.\d+$/),
  token: z.string().min(16).max(128).optional(),
  client: z.strictObject({ name: z.string().min(1).max(40), version: z.string().min(1).max(20) }),
});
export type HelloMessage = z.infer<typeof helloMessage>;
