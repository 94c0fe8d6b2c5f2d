import { z } from 'zod';
import { tableEvent } from '../tables/event.ts';
import { publicPlayer, tableSettings } from '../tables/game.ts';
import { seatView } from '../tables/seating.ts';
import { upNext } from '../tables/up-next.ts';
import { handNo, id, position, seatIndex, timeMs } from '../units.ts';

/**
 * A table as one viewer may see it at `position`. `hand` holds the events since the last `hand-ended` (its deal included), in order
 * and projected for this viewer: folded one after the other they give the hand as it stands, and everything needed to verify it.
 */
export const snapshotMessage = z.strictObject({
  type: z.literal('snapshot'),
  tableId: id,
  position,
  atMs: timeMs,
  settings: tableSettings,
  seats: z.array(seatView),
  waiting: z.array(publicPlayer),
  upNext,
  button: seatIndex.nullable(),
  /** The number the next deal will have, and so the first one to commit for. */
  nextHandNo: handNo,
  isPaused: z.boolean(),
  hand: z.array(tableEvent),
});
export type SnapshotMessage = z.infer<typeof snapshotMessage>;
