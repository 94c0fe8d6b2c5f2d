/** The hands that events tell of. */
import { assert } from '@aboveboard/kit';
import type { RoomEvent } from '@aboveboard/protocol';
import { type HandWithPlayers, handIdOf, handsWithPlayers, type Reader } from '@aboveboard/storage';

/** Every hand that ended after its cut, in the order of its events; what else the events tell is passed over. */
export async function playedHands(reader: Reader, events: readonly RoomEvent[]): Promise<readonly HandWithPlayers[]> {
  const ended = events.filter(({ kind }) => kind === 'hand-ended');
  const found = await handsWithPlayers(reader, ended);
  return ended.map((event) => {
    const hand = found.get(handIdOf(event));
    assert(hand, `hand ${event.handNo} of ${event.tableId} was told to have ended and is not there`);
    return hand;
  });
}
