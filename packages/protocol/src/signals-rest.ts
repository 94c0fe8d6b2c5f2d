/**
 * Bodies of the REST interface under /api/v1/operator/signals, which the control socket offers as well: two people, what was found of them, and
 * what was said of it.
 */
import { z } from 'zod';
import { handNo, id, timeMs } from './units.ts';

const score = z.number().min(0);
const person = z.strictObject({ playerId: z.string().min(1), name: z.string() });
/** What is said goes into the audit log as well. */
const why = z.string().trim().min(1, 'say why, for the audit log').max(500);

export const evidence = z.strictObject({
  kind: z.enum(['one-way-chips', 'one-way-pots', 'gifts', 'together', 'quick-replies', 'same-address', 'same-device']),
  /** Nats: minus the natural logarithm of how likely it would be where nothing is wrong, up to what its kind may weigh. */
  weight: score,
  /** Who lost, where it is about chips. */
  from: z.string().nullable(),
  /** What it was read from; old weeks count for less, so that counts are not whole numbers. */
  figures: z.record(z.string(), z.number()),
  /** The same as an English sentence. */
  reason: z.string(),
});

export const handReference = z.strictObject({
  tableId: id,
  handNo,
  /** Who lost it to the other. */
  from: z.string(),
  bigBlinds: z.number().min(0),
  /** Whoever lost it folded. */
  isGift: z.boolean(),
});

export const signal = z.strictObject({
  id: z.int().min(1),
  players: z.tuple([person, person]),
  /** When it was weighed last, in nats; it fades as weeks go by. A signal from 20 on. */
  score,
  mostScore: score,
  state: z.enum(['open', 'dismissed']),
  firstMs: timeMs,
  weighedMs: timeMs,
  /** Kinds of evidence, heaviest first. */
  kinds: z.array(evidence.shape.kind),
});
export type Signal = z.infer<typeof signal>;

export const signalNote = z.strictObject({
  atMs: timeMs,
  kind: z.enum(['note', 'dismissed', 'reopened']),
  actor: z.string(),
  text: z.string(),
});
export const signalReply = signal.omit({ kinds: true }).extend({
  evidence: z.array(evidence),
  /** Hands to look at. */
  hands: z.array(handReference),
  /** Oldest first. */
  notes: z.array(signalNote),
});
export type SignalReply = z.infer<typeof signalReply>;

export const signalsQuery = z.strictObject({
  limit: z.coerce.number<string>().int().min(1).max(100).default(20),
  /** `next` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6})?-\d{1,15}$/, '`next` of the page before')
    .optional(),
  state: z.enum(['open', 'dismissed', 'all']).default('open'),
  /** Also those that came to less again than makes a signal, from this on. */
  least: z.coerce.number<string>().min(0).max(1_000).default(20),
  player: z.string().min(1).max(255).optional(),
});
export const signalsReply = z.strictObject({ signals: z.array(signal), next: z.string().nullable() });
export const signalParams = z.strictObject({ id: z.coerce.number<string>().int().min(1) });
export const signalChange = z.strictObject({ why });
