/** Who may send how much. Refusals say when to go on; whoever does not listen to them is cut off. */
import type { TableCommand, UpMessage } from '@aboveboard/protocol';
import { type Allowance, createAllowance } from './allowance.ts';
import { answer, type Client, end } from './client.ts';
import { slowDown } from './heartbeat.ts';
import type { GatewayPorts } from './ports.ts';

export interface Traffic {
  /** Whether the frame may pass; one that may not has been answered. */
  admits(client: Client, message: UpMessage): boolean;
  sweep(): void;
}

export function createTraffic(ports: GatewayPorts): Traffic {
  const { clock, config } = ports;
  const byPlayer = createAllowance(clock, config.commandsPerPlayer);
  const byAddress = createAllowance(clock, config.commandsPerAddress);
  const light = createAllowance(clock, config.lightPerPlayer);
  const patience = createAllowance(clock, config.refusalsBeforeClose);
  const retryAfterMs = (client: Client, message: UpMessage): number => {
    const player = client.principal?.id ?? client.id;
    if (isLight(message)) return light.take(player);
    return takeBoth([byPlayer, player], [byAddress, client.connection.remoteAddress]);
  };
  return {
    admits: (client, message) => {
      const afterMs = retryAfterMs(client, message);
      if (afterMs === 0) return true;
      if (patience.take(client.id) > 0) end(ports, client, 'FLOODING', 'Far more frames than the limits allow; slow down.');
      else refuse(client, message, afterMs);
      return false;
    },
    sweep: () => {
      for (const allowance of [byPlayer, byAddress, light, patience]) allowance.sweep();
    },
  };
}

/** Sent by programs in step with the play, and cheap to handle: a player at many tables must not run out of them. */
function isLight(message: UpMessage): boolean {
  if (message.type === 'command') return isLightCommand(message.command);
  return message.type !== 'subscribe' && message.type !== 'hello';
}

export function isLightCommand({ kind }: TableCommand): boolean {
  return kind === 'reveal' || kind === 'contribute';
}

function takeBoth(...wanted: readonly [Allowance, string][]): number {
  return Math.max(...wanted.map(([allowance, key]) => allowance.take(key)));
}

function refuse(client: Client, message: UpMessage, retryAfterMs: number): void {
  const refusal = { code: 'RATE_LIMITED' as const, detail: { retryAfterMs } };
  if (message.type === 'command') answer(client, { type: 'refused', commandId: message.commandId, refusal });
  else if (message.type === 'subscribe') answer(client, { type: 'subscription-refused', tableId: message.tableId, refusal });
  else slowDown(client, retryAfterMs);
}
