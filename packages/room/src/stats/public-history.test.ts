import type { PublicHistory } from '@aboveboard/fairness';
import { recentHands } from '@aboveboard/storage';
import { expect, test } from 'vitest';
import { playHistory } from '../hands/play-history.ts';
import { stakesFor } from '../table/stakes.ts';
import { type TestPlayer, wild } from '../testing/test-player.ts';
import { openTestRoom, seedOr } from '../testing/test-room.ts';
import { countHand } from './count-hand.ts';

test.each(['NT', 'F7S', 'FT'] as const)(
  '[STAT-1] [STAT-10] what a room has settled of %s is counted from its public histories',
  async (game) => {
    const seed = seedOr(51_900);
    const room = await openTestRoom({ seed });
    const { settings } = await room.newTable({ game, ...stakesFor(game, 5, 10) });
    const players: TestPlayer[] = [];
    for (const [seat, name] of ['Ana', 'Bo', 'Cy', 'Di'].entries()) {
      const player = await room.player(name, settings.tableId, { isBot: true, policy: wild(room.random) });
      player.sit(seat);
      players.push(player);
    }
    await room.time.settle();
    for (let i = 0; i < 12; i++) {
      await room.time.advance(room.config.betweenHandsMs);
      for (const player of players) {
        if (player.seats.get(player.seat ?? -1)?.stack !== 0) continue;
        player.command({ kind: 'top-up', amount: 500 });
        player.command({ kind: 'sit-in', post: 'now' });
      }
    }
    const hands = (await recentHands(room.db.reader, settings.tableId, { limit: 100 })).filter(
      ({ status }) => status === 'ended',
    );
    expect(hands.length, `seed ${seed}`).toBeGreaterThan(2);
    for (const { publicHistory } of hands) {
      const history = publicHistory as PublicHistory;
      const events = playHistory(history);
      expect(events.ok, `seed ${seed}`).toBe(true);
      if (!events.ok) continue;
      const counts = countHand(events.value);
      const { seats } = history.result as unknown as { seats: { seat: number; delta: number }[] };
      expect([...counts].map(([seat, { net }]) => [seat, net]).sort()).toEqual(
        seats.map(({ seat, delta }) => [seat, delta]).sort(),
      );
    }
  },
);
