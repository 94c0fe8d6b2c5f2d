/** What concerns players wherever they are connected, told to all gateways there are. */
import type { Leases, Streams } from '@aboveboard/streams';
import { type GatewayResponse, gatewayStream } from '../messages.ts';

export interface CrierPorts {
  readonly streams: Streams;
  readonly leases: Leases;
  /** Some gateway was not told. */
  readonly failed: (error: unknown) => void;
}

export interface GatewayCrier {
  /** Comes when all have it that are known at this moment; one that starts now has nobody it could concern. */
  tell(response: Extract<GatewayResponse, { readonly kind: 'wallet' | 'session-ended' | 'principal-ended' }>): Promise<void>;
}

const GATEWAY = 'gateway:';

export function createGatewayCrier({ streams, leases, failed }: CrierPorts): GatewayCrier {
  return {
    tell: async (response) => {
      try {
        const held = await leases.list();
        const gateways = held.flatMap(({ name }) => (name.startsWith(GATEWAY) ? [name.slice(GATEWAY.length)] : []));
        const text = JSON.stringify(response);
        await Promise.all(gateways.map((gatewayId) => streams.append(gatewayStream(gatewayId), [text])));
      } catch (error) {
        failed(error);
      }
    },
  };
}
