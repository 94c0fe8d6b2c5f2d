/** What a newcomer meets: bots at every house table, a seat free at each, and a game at once. */
import { rest, type TableSettings } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { guest, openRoom, type TestRoom } from './testing/open-room.ts';
import { type PlayingGuest, seatGuest, until } from './testing/playing-guest.ts';
import { enter } from './testing/raw-player.ts';

/** Seats taken at each house table while nobody is here: bots come to the others with the first person. */
const AT_THE_START = '4,5,2,0,0,0,0,0,0,0,0,0';

test('a guest plays bots at each house table, every deal verified, and the same bots come back at the next start', async () => {
  const room = await openRoom({ bots: true, revealMs: 5_000, revealMaxMs: 10_000, betweenHandsMs: 250 });
  const lobby = async (from: Pick<typeof room, 'get'>) =>
    rest.lobbyReply.parse(await (await from.get('/api/v1/lobby')).json()).tables;
  const taken = async (from: Pick<typeof room, 'get'>) => (await lobby(from)).map((table) => table.taken).join();
  await until(async () => (await taken(room)) === AT_THE_START, 'the bots to sit down', 60_000);
  const tables = await lobby(room);
  const bots = await namesAt(room, tables);
  for (const { settings } of tables) {
    const guest = await takeAnySeat(room.url, settings);
    const handsAt = (level: string) => guest.table.verification.get().recent.filter((hand) => hand.level === level);
    await until(() => handsAt('verified').length >= 2, `two verified hands at ${settings.name}`, 60_000);
    expect(handsAt('failed')).toEqual([]);
    await guest.table.leave();
  }
  await room.stop();

  const again = await openRoom({ bots: true, betweenHandsMs: 250 }, room.data);
  await until(async () => (await taken(again)) === AT_THE_START, 'the bots to come back', 60_000);
  expect((await namesAt(again, tables)).sort()).toEqual(bots.sort());
}, 180_000);

async function takeAnySeat(url: string, { tableId, seats }: TableSettings): Promise<PlayingGuest> {
  for (let seat = seats - 1; seat >= 0; seat--) {
    const guest = await seatGuest({ url, tableId, seat, nickname: 'Ana', callsUpTo: 2 }).catch(() => null); // a bot may be faster
    if (guest) return guest;
  }
  return expect.fail('no seat is free');
}

/** Names of the bots that sit at the tables, as a newcomer sees them. */
async function namesAt(room: TestRoom, tables: readonly { settings: TableSettings }[]): Promise<string[]> {
  const watcher = await enter(room.url, (await guest(room, 'Eve')).token);
  const names: string[] = [];
  for (const { settings } of tables) {
    watcher.send({ type: 'subscribe', tableId: settings.tableId });
    const { seats } = await watcher.next('snapshot', ({ tableId }) => tableId === settings.tableId);
    names.push(...seats.flatMap(({ player }) => (player?.isBot ? [`${player.name} ${player.playerId}`] : [])));
  }
  watcher.close();
  return names;
}
