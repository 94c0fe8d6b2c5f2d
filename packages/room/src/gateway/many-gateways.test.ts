/**
 * Real shards and real gateways on virtual time: what players see who come and go through any of them, while shards are lost and drained
 * under their table. Each has a shadow, the same player once more, who never goes away: both must see the same.
 */
import { assert } from '@aboveboard/kit';
import { seededRandom } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { type ClusterRoom, type MortalShard, openCluster } from '../testing/cluster-room.ts';
import { checkOrCall } from '../testing/test-player.ts';
import { seedOr } from '../testing/test-room.ts';
import type { WirePlayer } from '../testing/wire-player.ts';

/** How many seeds: a campaign sets more. */
const RUNS = Number(process.env.ABOVEBOARD_MOVES ?? 1);
const seeds = Array.from({ length: RUNS }, (_, i) => seedOr(20) + i);
const RUN_MS = 60_000;

async function wander(seed: number, steps: number, isShardLost: (step: number) => boolean) {
  const random = seededRandom(seed);
  const room = await openCluster({ seed, gateways: 3 });
  const tableId = await room.newTable();
  const players = [await room.player(tableId, checkOrCall), await room.player(tableId, checkOrCall)];
  const movers = [...players, await room.player(tableId)];
  const shadows = movers.map((player) => room.shadow(player, tableId));
  const shards = [...room.shards];
  const home = room.gateways[2];
  assert(home, 'three gateways');
  for (const player of [...shadows, ...movers]) player.connect(home);
  await room.time.advance(100);
  for (const [seat, player] of players.entries()) player.sit(seat);
  for (let step = 0; step < steps; step++) {
    for (const player of movers) {
      const pick = random.below(4);
      if (player.isConnected && pick === 0) player.cut(random.below(200));
      else if (!player.isConnected && pick > 0) player.connect(room.gateways[random.below(3)] ?? home);
    }
    await room.time.advance(random.below(3) === 0 ? random.below(1_500) : random.below(40)); // often before a resume is answered
    if (isShardLost(step)) await loseShard(room, shards, tableId, random.below(2) === 0);
  }
  for (const player of movers) {
    if (!player.isConnected) player.connect(home);
    player.policy = null;
  }
  await room.time.advance(4_000); // somebody's turn by now, and nothing on the way
  return { ...room, pairs: movers.map((player, i) => ({ player, shadow: shadows[i] as WirePlayer })) };
}

/** The owner dies or drains; another one is there to follow it. */
async function loseShard(room: ClusterRoom, shards: MortalShard[], tableId: string, isKilled: boolean): Promise<void> {
  shards.push(await room.startShard(`shard-${shards.length}`));
  const owner = await room.ownerOf(tableId);
  const shard = shards.find(({ id }) => id === owner);
  if (isKilled) shard?.die();
  else void shard?.stop(30_000);
  await room.time.advance(isKilled ? 9_000 : 3_000);
}

/** A snapshot in place of frames only where the table kept those no more: two hands had ended since, or it has another owner. */
function isDue(shadow: WirePlayer, { from, position }: WirePlayer['snapshots'][number]): boolean {
  if (from === null || from.incarnation !== position.incarnation) return true;
  const missed = Array.from({ length: position.seq - from.seq }, (_, i) => `${from.incarnation}.${from.seq + 1 + i}`);
  return missed.filter((at) => shadow.frames.get(at)?.kind === 'hand-ended').length >= 2;
}

function agree(player: WirePlayer, shadow: WirePlayer, seed: number): void {
  expect([...player.faults, ...shadow.faults], `seed ${seed}`).toEqual([]);
  expect(player.position, `seed ${seed}`).toEqual(shadow.position);
  expect(player.frames.size).toBeGreaterThan(60);
  expect(player.snapshots.filter((snapshot) => !isDue(shadow, snapshot))).toEqual([]);
  const both = (one: WirePlayer, other: WirePlayer) => [...one.frames].filter(([at]) => other.frames.has(at));
  expect(both(player, shadow)).toEqual(both(shadow, player));
}

test.each(seeds)(
  '[CLUSTER-20] through drops at any moment and from gateway to gateway every viewer gets every number once, and each answer once (%i)',
  async (seed) => {
    const { pairs, findings, failures } = await wander(seed, 60, () => false);
    for (const { player, shadow } of pairs) agree(player, shadow, seed);
    expect([...findings, ...failures]).toEqual([]);
  },
  RUN_MS,
);

test.each(seeds)(
  '[CLUSTER-23] the same while shards are lost and drained under the table (%i)',
  async (seed) => {
    const { pairs, failures } = await wander(seed, 45, (step) => step % 15 === 14);
    for (const { player, shadow } of pairs) {
      agree(player, shadow, seed);
      expect(player.position?.incarnation).toBeGreaterThan(2); // one that drains may still wait for a hand
      expect(player.notices.filter(({ code }) => code === 'RETRY')).toEqual([]);
    }
    expect(failures).toEqual([]);
  },
  RUN_MS,
);
