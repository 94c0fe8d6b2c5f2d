/**
 * The gateways that listen to a shard. One that dies says nothing; it is forgotten when its heartbeat has been gone for a while, which is
 * longer than an outage of whoever keeps the heartbeats makes it look so.
 */
export interface GatewaysHeard {
  add(gatewayId: string): void;
  forget(gatewayId: string): void;
  all(): readonly string[];
  /** @param alive those that have a heartbeat now */
  look(alive: ReadonlySet<string>): void;
}

/** @param mostMissed looks in a row without a heartbeat, of one that had one before */
export function gatewaysHeard(mostMissed: number, onGone: (gatewayId: string) => void): GatewaysHeard {
  /** By gateway: looks without a heartbeat; null before its first. */
  const missed = new Map<string, number | null>();
  return {
    add: (gatewayId) => void missed.set(gatewayId, null),
    forget: (gatewayId) => void missed.delete(gatewayId),
    all: () => [...missed.keys()],
    look: (alive) => {
      for (const [gatewayId, before] of [...missed]) {
        const now = alive.has(gatewayId) ? 0 : before === null ? null : before + 1;
        missed.set(gatewayId, now);
        if ((now ?? 0) > mostMissed) onGone(gatewayId);
      }
    },
  };
}
