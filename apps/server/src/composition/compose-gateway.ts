/** The gateway of this process. */
import { protocolFingerprint } from '@aboveboard/protocol';
import {
  type Cashier,
  createGateway,
  DEFAULT_GATEWAY_CONFIG,
  type Gateway,
  type GatewayConfig,
  type OwnerWatch,
  type Sessions,
} from '@aboveboard/room';
import type { SessionTraces } from '../sessions/session-traces.ts';
import type { Ground } from './ground.ts';

export interface GatewayNeeds {
  readonly sessions: Sessions;
  readonly cashier: Cashier;
  readonly traces: SessionTraces;
  readonly owners: OwnerWatch;
}

export function composeGateway(ground: Ground, { sessions, cashier, traces, owners }: GatewayNeeds): Gateway {
  const { os, messaging, fairness, logger } = ground;
  return createGateway({
    ...os,
    streams: messaging.streams,
    leases: messaging.leases,
    sessions,
    cashier,
    shards: owners,
    arrivals: messaging.limits.hello,
    fairness,
    fingerprint: protocolFingerprint(),
    config: gatewayConfig(ground),
    events: {
      closed: (connectionId, reason) => logger.debug({ connectionId, reason }, 'connection ended'),
      cameIn: (principal, { remoteAddress, device }) => traces.used(principal, { address: remoteAddress, device }),
      streamCutOff: () => logger.warn('the gateway fell behind its stream'),
      failed: (what, err) => logger.error({ err, what }, 'the gateway failed at something'),
    },
  });
}

function gatewayConfig({ config, name, renewMs }: Ground): GatewayConfig {
  const { helloMs, heartbeatMs, commandsPerPlayer, commandsPerAddress, leaseMs } = config;
  const { connections, connectionsPerAddress } = config;
  return {
    ...DEFAULT_GATEWAY_CONFIG,
    ...{ gatewayId: name, helloMs, heartbeatMs, commandsPerPlayer, commandsPerAddress, connections, connectionsPerAddress },
    ...{ leaseMs, renewMs },
    lightPerPlayer: 4 * commandsPerPlayer,
  };
}
