/** Hands that a real room has played, to be told again of other people. */
import { assert } from '@aboveboard/kit';
import { stakesFor } from '@aboveboard/room';
import { type TestPlayer, wild } from '@aboveboard/room/testing/test-player';
import { openTestRoom } from '@aboveboard/room/testing/test-room';
import { handIdOf, handsWithPlayers, recentHands } from '@aboveboard/storage';

export interface Template {
  readonly game: string;
  /** What the hand began with, and its history, as they are stored. */
  readonly startState: string;
  readonly packedHistory: Uint8Array;
  /** What the hand did to each seat that was dealt in. */
  readonly seats: readonly { readonly seat: number; readonly delta: number }[];
}

const SEATS = 6;
/** Games and small blinds; the first is what most rooms play. */
const TABLES = [
  ['NT', 5],
  ['NT', 25],
  ['PO', 5],
  ['FT', 10],
] as const;
const HANDS_EACH = 25;

/** All of one seed: wild play, at tables of several games and stakes. */
export async function playTemplates(seed: number): Promise<readonly Template[]> {
  const room = await openTestRoom({ seed });
  const templates: Template[] = [];
  for (const [game, smallBlind] of TABLES) {
    const { settings } = await room.newTable({ game, ...stakesFor(game, smallBlind, 2 * smallBlind), minBuyIn: 200 });
    const players: TestPlayer[] = [];
    for (let seat = 0; seat < SEATS; seat++) {
      const player = await room.player(`Player ${seat}`, settings.tableId, { isBot: true, policy: wild(room.random) });
      player.sit(seat);
      players.push(player);
    }
    const ended = async () => (await recentHands(room.db.reader, settings.tableId, { limit: HANDS_EACH })).length;
    while ((await ended()) < HANDS_EACH) {
      await room.time.advance(room.config.betweenHandsMs);
      for (const player of players.filter(({ seat, seats }) => seats.get(seat ?? -1)?.stack === 0)) {
        player.command({ kind: 'top-up', amount: 500 });
        player.command({ kind: 'sit-in', post: 'now' });
      }
    }
    const rows = await room.db.reader
      .selectFrom('hand')
      .select(['hand_no', 'start_state', 'packed_history'])
      .where('table_id', '=', settings.tableId)
      .where('status', '=', 'ended')
      .execute();
    const keys = rows.map(({ hand_no }) => ({ tableId: settings.tableId, handNo: hand_no }));
    const stored = await handsWithPlayers(room.db.reader, keys);
    for (const { hand_no, start_state, packed_history } of rows) {
      const hand = stored.get(handIdOf({ tableId: settings.tableId, handNo: hand_no }));
      assert(hand && packed_history, 'a hand that ended is stored with its history');
      const seats = hand.players.map(({ seat, delta }) => ({ seat, delta }));
      templates.push({ game: hand.game, startState: start_state, packedHistory: packed_history, seats });
    }
    for (const player of players) player.detach();
  }
  assert(templates.length > 0, 'no hand was played');
  return templates;
}
