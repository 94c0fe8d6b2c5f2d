import { expect, test } from 'vitest';
import type { TestPlayer } from '../testing/test-player.ts';
import { openTestRoom } from '../testing/test-room.ts';

test.each([
  [0, { code: 'NOT_OFFERED' }, []],
  [1, 'ack', [20]],
])('a table of %i straddles a hand: a wish is answered, and posted once', async (straddles, answer, amounts) => {
  const room = await openTestRoom({ seed: 257 });
  const { settings } = await room.newTable({ straddles });
  const players: TestPlayer[] = [];
  for (let seat = 0; seat < 4; seat++) {
    const player = await room.player(`P${seat}`, settings.tableId);
    player.sit(seat);
    players.push(player);
  }
  await room.time.settle();
  const wishes = players.map((player) => [player, player.command({ kind: 'straddle', isOn: true })] as const);
  await room.time.advance(room.config.betweenHandsMs * 2 - 1);
  for (const [player, id] of wishes) expect(player.answers.get(id)).toEqual(answer);
  const posted = players[0]?.events('posted').filter(({ what }) => what === 'straddle') ?? [];
  expect(posted.map(({ amount }) => amount)).toEqual(amounts);
  for (const player of players) expect(player.faults).toEqual([]);
});
