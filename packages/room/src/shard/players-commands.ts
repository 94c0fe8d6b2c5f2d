/**
 * How much each player asks of a shard, through whatever gateways: each of these counts by itself, so that a player at several of them would
 * have as many times the limit. It costs no round trip, as all that is asked of a table comes by here.
 * @see rules/CLUSTER.md CLUSTER-67
 */
import type { Clock } from '@aboveboard/kit';
import { ALLOWANCE_WINDOW_MS, createAllowance } from '../gateway/allowance.ts';
import { isLightCommand } from '../gateway/traffic.ts';
import type { TableRequest } from '../messages.ts';

export interface PlayersCommands {
  /** Counts it; milliseconds until its player may ask again, 0 where it may pass. What gateways send by themselves, such as viewers, passes. */
  waitMs(request: TableRequest): number;
}

export function countPlayersCommands(clock: Clock, perPlayer: number | null): PlayersCommands {
  if (perPlayer === null) return { waitMs: () => 0 };
  const allowance = createAllowance(clock, perPlayer);
  let sweptMs = clock.nowMs();
  return {
    waitMs: (request) => {
      if (request.kind !== 'command' || isLightCommand(request.command)) return 0;
      if (Math.abs(clock.nowMs() - sweptMs) > ALLOWANCE_WINDOW_MS) {
        sweptMs = clock.nowMs();
        allowance.sweep();
      }
      return allowance.take(request.speaker.playerId);
    },
  };
}
