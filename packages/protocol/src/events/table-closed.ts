/** `table-closed`: a table is no more, and everybody's chips are back in their wallets. Its `handNo` is the one that the next hand would have had. */
import { z } from 'zod';
import { chips } from '../units.ts';
import { eventOf } from './envelope.ts';

const playerId = z.string().min(1);

export const tableClosedV1 = eventOf(
  'table-closed',
  1,
  z.strictObject({
    /** What the table was called: nobody finds it in the lobby any more. */
    name: z.string(),
    /** Who had a seat, seat by seat, and the chips that went back. */
    players: z.array(z.strictObject({ playerId, amount: chips })),
    /** Who waited for a seat, in the order of the list. */
    waiting: z.array(playerId),
  }),
);
