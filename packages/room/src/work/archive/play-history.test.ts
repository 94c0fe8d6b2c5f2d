import { formatCard } from '@aboveboard/engine';
import type { PublicHistory } from '@aboveboard/fairness';
import { historyToPhh, readPhh, replayHand, writePhh } from '@aboveboard/notation';
import { GAME_CODES, type OfferedGame } from '@aboveboard/protocol';
import { recentHands } from '@aboveboard/storage';
import { describe, expect, test } from 'vitest';
import { stakesFor } from '../../table/stakes.ts';
import { wild } from '../../testing/test-player.ts';
import { openTestRoom, seedOr } from '../../testing/test-room.ts';
import { playHistory } from './play-history.ts';

const HANDS = 12;

async function handsOf(game: OfferedGame, seed: number) {
  const room = await openTestRoom({ seed });
  const { settings } = await room.newTable({ game, ...stakesFor(game, 5, 10) });
  const players = [];
  for (const [seat, name] of ['Ana', 'Bo', 'Cy', 'Di', 'Eve', 'Flo'].entries()) {
    const player = await room.player(name, settings.tableId, { isBot: true, policy: wild(room.random) });
    player.sit(seat);
    players.push(player);
  }
  await room.time.settle();
  const spectator = await room.player('Sam', settings.tableId);
  for (let i = 0; i < 80 && spectator.events('hand-ended').length < HANDS; i++) {
    await room.time.advance(room.config.betweenHandsMs);
    for (const player of players) {
      const at = player.seats.get(player.seat ?? -1);
      if (at?.stack === 0) player.command({ kind: 'top-up', amount: 500 });
      if (at?.status === 'sitting-out') player.command({ kind: 'sit-in', post: 'now' });
    }
  }
  return { room, hands: await recentHands(room.db.reader, settings.tableId, { limit: 100 }), spectator };
}

describe('[WORK-1] [WORK-2] a public history, played again', () => {
  test.each([...GAME_CODES])('%s', async (game) => {
    const seed = seedOr(41_000 + GAME_CODES.indexOf(game));
    const { hands } = await handsOf(game, seed);
    expect(hands.length, `seed ${seed}`).toBeGreaterThanOrEqual(HANDS);
    for (const hand of hands.filter(({ status }) => status === 'ended')) {
      const events = playHistory(hand.publicHistory as PublicHistory);
      expect(events, `seed ${seed}, hand ${hand.handNo}`).toMatchObject({ ok: true });
      if (!events.ok) continue;
      const text = writePhh(historyToPhh(events.value));
      const again = readPhh(text)[0]?.record;
      expect(again?.ok && replayHand(again.value), text).toEqual({ kind: 'matched' });
      const open = new Set((hand.publicHistory as PublicHistory).openings.map(({ card }) => formatCard(card as never)));
      const named = new Set([...text.matchAll(/[2-9TJQKA][cdhs]/g)].map(([card]) => card));
      expect([...named].filter((card) => !open.has(card))).toEqual([]);
    }
  });
});
