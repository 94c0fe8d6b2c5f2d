/** `deal-voided`, version 1: a hand ended before its cut. No card was dealt and no chip moved. */
import { z } from 'zod';
import { seatIndex } from '../units.ts';
import { eventOf } from './envelope.ts';

export const dealVoidedV1 = eventOf(
  'deal-voided',
  1,
  z.strictObject({
    /** Seats whose seed did not come; empty when the room was at fault. */
    missing: z.array(seatIndex),
  }),
);
