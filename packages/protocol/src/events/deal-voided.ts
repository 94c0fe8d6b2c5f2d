/** `deal-voided`: a hand ended before its cut. No card was dealt and no chip moved. */
import { z } from 'zod';
import { seatIndex } from '../units.ts';
import { eventOf } from './envelope.ts';

/** Seats whose seed did not come; empty when the room was at fault. */
const missing = z.array(seatIndex);

export const dealVoidedV1 = eventOf('deal-voided', 1, z.strictObject({ missing }));

/** Tells besides whose deal it was. */
export const dealVoidedV2 = eventOf(
  'deal-voided',
  2,
  z.strictObject({
    missing,
    /** Who would have been dealt in, in deal order. */
    players: z.array(z.strictObject({ seat: seatIndex, playerId: z.string().min(1) })),
  }),
);
