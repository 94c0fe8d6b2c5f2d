import { z } from 'zod';
import { refusal } from '../refusal.ts';
import { id } from '../units.ts';

/** The command was carried out; its events are durable. */
export const ackMessage = z.strictObject({ type: z.literal('ack'), commandId: id });
export const refusedMessage = z.strictObject({ type: z.literal('refused'), commandId: id, refusal });
export type RefusedMessage = z.infer<typeof refusedMessage>;
/** A `subscribe` that was not granted. */
export const subscriptionRefusedMessage = z.strictObject({ type: z.literal('subscription-refused'), tableId: id, refusal });
export type SubscriptionRefusedMessage = z.infer<typeof subscriptionRefusedMessage>;
