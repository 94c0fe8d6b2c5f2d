/** `hand-ended`: a hand is over and what it did to every stack is booked. */
import { z } from 'zod';
import { handEndReason } from '../tables/hand.ts';
import { chips } from '../units.ts';
import { eventOf } from './envelope.ts';

const booked = {
  /** Status of its CLOSE: 0 played to its end, 2 run out, 3 given back because its deal could not be read. */
  closeStatus: z.literal([0, 2, 3]),
  rake: chips,
  /** Who was dealt in, seat by seat, and what it did to that stack. All of them and the rake make nothing. */
  deltas: z.array(z.strictObject({ playerId: z.string().min(1), delta: z.int() })),
};

const reasonV1 = z.enum(['COMPLETED', 'SHARD_LOST', 'ADMIN_CLOSED', 'BOX_UNREADABLE']);
export const handEndedV1 = eventOf('hand-ended', 1, z.strictObject({ reason: reasonV1, ...booked }));

/** Knows the reasons of a room of many machines. */
export const handEndedV2 = eventOf('hand-ended', 2, z.strictObject({ reason: handEndReason, ...booked }));
