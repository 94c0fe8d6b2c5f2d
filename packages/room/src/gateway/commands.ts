/**
 * Commands under way: kept until their answer and sent again, under the same `commandId`, to whoever has the table by then.
 *
 * Of a command that was sent more than once only a refusal of the last sending counts, and never one that says "not now": an earlier
 * sending may still be carried out. An `ack` counts always: what is done is done.
 */
import type { CommandMessage, RefusedMessage, WireRefusal } from '@aboveboard/protocol';
import type { ReturnPath } from '../messages.ts';
import { type Asked, type Asking, RETRY_MS } from './asking.ts';
import { answer, type Client } from './client.ts';
import type { GatewayPorts } from './ports.ts';
import { request, speaking } from './shard-requests.ts';

/** A command that no answer has come for. */
export interface UnderWay extends Asked {
  readonly message: CommandMessage;
  readonly sinceMs: number;
  /** How many sendings may have been taken. */
  sends: number;
}

const BUSY: WireRefusal = { code: 'BUSY', detail: { retryAfterMs: 500 } };
/** Says nothing about the command, and passes. */
const NOT_NOW: ReadonlySet<string> = new Set(['BUSY', 'PAUSED', 'RATE_LIMITED', 'STOPPING']);

export class Commands {
  readonly #ports: GatewayPorts;
  readonly #asking: Asking;
  /** Connections with commands under way. */
  readonly #waiting = new Set<Client>();
  #count = 0;

  constructor(ports: GatewayPorts, asking: Asking) {
    this.#ports = ports;
    this.#asking = asking;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  take(client: Client, message: CommandMessage): void {
    const { clock, config } = this.#ports;
    const { commandId } = message;
    if (client.underWay.has(commandId)) return; // its answer is on the way
    if (client.underWay.size >= config.commandsUnderWay || this.#count >= config.commandsUnderWayInAll) {
      answer(client, { type: 'refused', commandId, refusal: BUSY });
      return;
    }
    const underWay: UnderWay = { message, sinceMs: clock.nowMs(), sends: 0, ask: null, askedAt: null, againAtMs: 0 };
    client.underWay.set(commandId, underWay);
    this.#count += 1;
    this.#waiting.add(client);
    void this.#send(client, underWay);
  }

  async #send(client: Client, underWay: UnderWay): Promise<void> {
    const { tableId, commandId, command } = underWay.message;
    const ask = this.#asking.next(underWay, tableId);
    if (underWay.askedAt === null) return;
    underWay.sends += 1;
    const spoken = speaking(this.#ports, client, ask);
    const outcome = await request(this.#ports, underWay.askedAt, { kind: 'command', ...spoken, tableId, commandId, command });
    if (outcome === 'full') underWay.sends -= 1;
    if (outcome !== 'taken' && underWay.ask === ask) this.#asking.later(underWay);
    if (outcome === 'full' && underWay.sends === 0 && this.#finish(client, commandId))
      answer(client, { type: 'refused', commandId, refusal: BUSY });
  }

  /** @returns whether it was under way */
  #finish(client: Client, commandId: string): boolean {
    if (!client.underWay.delete(commandId)) return false;
    this.#count -= 1;
    if (client.underWay.size === 0) this.#waiting.delete(client);
    return true;
  }

  acked(client: Client, commandId: string): void {
    if (this.#finish(client, commandId)) answer(client, { type: 'ack', commandId });
  }

  refused(client: Client, { ask }: ReturnPath, message: RefusedMessage): void {
    const underWay = client.underWay.get(message.commandId);
    if (!underWay || underWay.ask !== ask) return;
    if (underWay.sends > 1 && NOT_NOW.has(message.refusal.code)) this.#asking.later(underWay);
    else if (this.#finish(client, message.commandId)) answer(client, message);
  }

  /** Nothing of that sending was done. */
  turnedAway(client: Client, { ask }: ReturnPath, commandId: string): void {
    const underWay = client.underWay.get(commandId);
    if (!underWay || underWay.ask !== ask) return;
    underWay.sends -= 1;
    if (this.#asking.turnedAway(underWay, underWay.message.tableId)) void this.#send(client, underWay);
  }

  /** Sends again what is meant, in the order in which each connection gave it. */
  sendAgain(isMeant: (underWay: UnderWay) => boolean): void {
    for (const client of [...this.#waiting])
      for (const underWay of [...client.underWay.values()]) if (isMeant(underWay)) void this.#send(client, underWay);
  }

  /** Sends again what waited long enough, and gives back what waited too long. */
  review(): void {
    const nowMs = this.#ports.clock.nowMs();
    const isOld = ({ sinceMs }: UnderWay) => nowMs - sinceMs >= this.#ports.config.giveBackMs;
    for (const client of [...this.#waiting])
      for (const [commandId, underWay] of [...client.underWay])
        if (isOld(underWay) && this.#finish(client, commandId))
          answer(client, { type: 'notice', code: 'RETRY', commandId, afterMs: RETRY_MS });
    this.sendAgain(({ againAtMs }) => againAtMs <= nowMs);
  }

  /** The connection is gone, and nobody waits for its answers. */
  forget(client: Client): void {
    this.#count -= client.underWay.size;
    client.underWay.clear();
    this.#waiting.delete(client);
  }
}
