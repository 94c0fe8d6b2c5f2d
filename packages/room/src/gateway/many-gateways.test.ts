/** Real shards and real gateways on virtual time: what a player sees who comes and goes through any of them, and what a lost one costs. */
import { seededRandom } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { openCluster } from '../testing/cluster-room.ts';
import { checkOrCall } from '../testing/test-player.ts';
import { seedOr } from '../testing/test-room.ts';
import type { WirePlayer } from '../testing/wire-player.ts';

/** A snapshot in place of frames only where the table kept those no more: two hands had ended since. */
function wasLongAway(shadow: WirePlayer, { from, position }: WirePlayer['snapshots'][number]): boolean {
  if (from === null) return true;
  const missed = Array.from({ length: position.seq - from.seq }, (_, i) => `${from.incarnation}.${from.seq + 1 + i}`);
  return missed.filter((at) => shadow.frames.get(at)?.kind === 'hand-ended').length >= 2;
}

/** What the one saw as frames, the other saw too, and the same. */
function sameFrames(player: WirePlayer, shadow: WirePlayer): void {
  const of = (one: WirePlayer, other: WirePlayer) => [...one.frames].filter(([at]) => other.frames.has(at));
  expect(of(player, shadow)).toEqual(of(shadow, player));
}

test('[CLUSTER-20] through drops at any moment and from gateway to gateway every viewer gets every number once, and each answer once', async () => {
  const seed = seedOr(20);
  const random = seededRandom(seed);
  const room = await openCluster({ seed, gateways: 3 });
  const tableId = await room.newTable();
  const players = [await room.player(tableId, checkOrCall), await room.player(tableId, checkOrCall)];
  const spectator = await room.player(tableId);
  const movers = [...players, spectator];
  const shadows = movers.map((player) => room.shadow(player, tableId));
  const home = room.gateways[2];
  if (!home) return expect.fail('three gateways');
  for (const shadow of shadows) shadow.connect(home);
  for (const player of movers) player.connect(home);
  await room.time.advance(100);
  for (const [seat, player] of players.entries()) player.sit(seat);
  for (let step = 0; step < 60; step++) {
    for (const player of movers) {
      const pick = random.below(4);
      if (player.isConnected && pick === 0) player.cut(random.below(200));
      else if (!player.isConnected && pick > 0) player.connect(room.gateways[random.below(3)] ?? home);
    }
    await room.time.advance(random.below(3) === 0 ? random.below(1_500) : random.below(40)); // often before a resume is answered
  }
  for (const player of movers) {
    if (!player.isConnected) player.connect(home);
    player.policy = null;
  }
  await room.time.advance(4_000); // somebody's turn by now, and nothing on the way
  for (const [i, player] of movers.entries()) {
    const shadow = shadows[i] as WirePlayer;
    expect([...player.faults, ...shadow.faults], `seed ${seed}`).toEqual([]);
    expect(player.frames.size).toBeGreaterThan(60);
    expect(player.position).toEqual(shadow.position);
    expect(player.snapshots.filter((snapshot) => !wasLongAway(shadow, snapshot))).toEqual([]);
    sameFrames(player, shadow);
  }
  expect([...room.findings, ...room.failures]).toEqual([]);
});
