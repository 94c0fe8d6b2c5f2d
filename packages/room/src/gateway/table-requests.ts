/**
 * What is asked of tables, until it is answered: commands and subscriptions.
 *
 * Tables move and shards die, so a question is kept until its answer and asked again of whoever has the table by then: a command under
 * the same `commandId`, so that it is carried out once; a subscription from the position the connection has by then. Each sending has a
 * number that its answer brings back. Of a command that was sent more than once only a refusal of the last sending counts, and never
 * one that says "not now": an earlier sending may still be carried out. An `ack` counts always.
 */
import type { CommandMessage, DownMessage, Position, WireRefusal } from '@aboveboard/protocol';
import type { ReturnPath, ShardRequest, TableRequest } from '../messages.ts';
import { answer, type Client } from './client.ts';
import type { MutableDirectory } from './directory.ts';
import type { GatewayPorts } from './ports.ts';
import { request, requestUntilTaken, speaking } from './shard-requests.ts';
import { noteSeat, open, positionAt, type TableGate } from './table-gate.ts';

/** A command that no answer has come for. */
export interface UnderWay {
  readonly message: CommandMessage;
  readonly sinceMs: number;
  /** Number of the last sending. */
  ask: number;
  /** How many sendings may have been taken. */
  sends: number;
  askedAt: string | null;
  againAtMs: number;
}

export interface TableRequests {
  command(client: Client, message: CommandMessage): void;
  /** Asks for a table's frames after `position`; the gate stays shut until the answer. */
  attach(client: Client, tableId: string, position: Position | null): void;
  detach(client: Client, tableId: string): void;
  roundTrip(client: Client, rttMs: number): void;
  /** A shard's word for one connection: passed on when it answers what is still asked. */
  answered(to: ReturnPath, message: DownMessage): void;
  turnedAway(request: TableRequest): void;
  /** A shard says that it has opened a table: what waits for that goes there. */
  opened(tableId: string): void;
  /** Answers may have been lost: everything that is open is asked again. */
  askAgain(): void;
  /** The connection is gone, and nobody waits for its answers. */
  forget(client: Client): void;
  stop(): void;
}

const TICK_MS = 500;
/** Before a shard that had too much to do, or a table that was nobody's, is asked again. */
const RETRY_MS = 1_000;
const BUSY: WireRefusal = { code: 'BUSY', detail: { retryAfterMs: 500 } };
/** Says nothing about the command, and passes. */
const NOT_NOW: ReadonlySet<string> = new Set(['BUSY', 'PAUSED', 'STOPPING']);

export function createTableRequests(ports: GatewayPorts, directory: MutableDirectory): TableRequests {
  const requests = new Requests(ports, directory);
  ports.shards.onChange((tableId, owner) => requests.ownerChanged(tableId, owner));
  return requests;
}

class Requests implements TableRequests {
  readonly #ports: GatewayPorts;
  readonly #directory: MutableDirectory;
  /** Connections with commands under way. */
  readonly #waiting = new Set<Client>();
  /** Gates that wait for an answer. */
  readonly #asking = new Map<TableGate, { readonly client: Client; readonly tableId: string }>();
  #underWay = 0;
  #asks = 0;
  #isTicking = false;
  #isStopped = false;

  constructor(ports: GatewayPorts, directory: MutableDirectory) {
    this.#ports = ports;
    this.#directory = directory;
  }

  // ---- commands

  command(client: Client, message: CommandMessage): void {
    const { commandsUnderWay, commandsUnderWayInAll } = this.#ports.config;
    const { commandId } = message;
    if (client.underWay.has(commandId)) return; // its answer is on the way
    if (client.underWay.size >= commandsUnderWay || this.#underWay >= commandsUnderWayInAll) {
      answer(client, { type: 'refused', commandId, refusal: BUSY });
      return;
    }
    const underWay: UnderWay = { message, sinceMs: this.#nowMs, ask: 0, sends: 0, askedAt: null, againAtMs: 0 };
    client.underWay.set(commandId, underWay);
    this.#underWay += 1;
    this.#waiting.add(client);
    void this.#send(client, underWay);
  }

  async #send(client: Client, underWay: UnderWay): Promise<void> {
    const { tableId, commandId, command } = underWay.message;
    const ask = this.#nextAsk(underWay, tableId);
    if (underWay.askedAt === null) return;
    underWay.sends += 1;
    const spoken = speaking(this.#ports, client, ask);
    const outcome = await request(this.#ports, underWay.askedAt, { kind: 'command', ...spoken, tableId, commandId, command });
    if (outcome === 'full') underWay.sends -= 1;
    if (outcome !== 'taken' && underWay.ask === ask) underWay.againAtMs = this.#nowMs + RETRY_MS;
    if (outcome === 'full' && underWay.sends === 0 && this.#finish(client, commandId))
      answer(client, { type: 'refused', commandId, refusal: BUSY });
  }

  /** @returns whether it was under way */
  #finish(client: Client, commandId: string): boolean {
    if (!client.underWay.delete(commandId)) return false;
    this.#underWay -= 1;
    if (client.underWay.size === 0) this.#waiting.delete(client);
    return true;
  }

  /** The next number, and where the question goes now; a table that is nobody's is asked for at any shard, which says what it knows. */
  #nextAsk(asked: { askedAt: string | null; againAtMs: number; ask: number | null }, tableId: string): number {
    const { shards, config } = this.#ports;
    const ask = ++this.#asks;
    const all = shards.all();
    asked.ask = ask;
    asked.askedAt = shards.ownerOf(tableId) ?? all[ask % all.length] ?? null;
    asked.againAtMs = this.#nowMs + (asked.askedAt === null ? RETRY_MS : config.askAgainMs);
    this.#tickSoon();
    return ask;
  }

  // ---- subscriptions

  attach(client: Client, tableId: string, position: Position | null): void {
    void this.#attach(client, tableId, position);
  }

  async #attach(client: Client, tableId: string, position: Position | null): Promise<void> {
    const gate = client.gates.get(tableId);
    if (!gate) return;
    gate.asked = position;
    gate.last = null;
    const ask = this.#nextAsk(gate, tableId);
    this.#asking.set(gate, { client, tableId });
    if (gate.askedAt === null) return;
    const spoken = speaking(this.#ports, client, ask);
    const message: ShardRequest = { kind: 'attach', ...spoken, tableId, position, invite: gate.invite };
    const outcome = await request(this.#ports, gate.askedAt, message);
    if (outcome !== 'taken' && gate.ask === ask) gate.againAtMs = this.#nowMs + RETRY_MS;
  }

  detach(client: Client, tableId: string): void {
    const gate = client.gates.get(tableId);
    if (!gate) return;
    this.#asking.delete(gate);
    this.#directory.left(client, tableId);
    const owner = this.#ports.shards.ownerOf(tableId) ?? gate.askedAt;
    if (owner !== null)
      void requestUntilTaken(this.#ports, owner, { kind: 'detach', ...speaking(this.#ports, client), tableId });
  }

  roundTrip(client: Client, rttMs: number): void {
    const { from, speaker } = speaking(this.#ports, client);
    for (const tableId of client.gates.keys()) {
      const owner = this.#ports.shards.ownerOf(tableId);
      const message: ShardRequest = { kind: 'round-trip', from, tableId, playerId: speaker.playerId, rttMs };
      if (owner !== null) void request(this.#ports, owner, message);
    }
  }

  // ---- answers

  answered(to: ReturnPath, message: DownMessage): void {
    const client = this.#directory.byId.get(to.connectionId);
    if (!client) return;
    switch (message.type) {
      case 'ack':
        if (this.#finish(client, message.commandId)) answer(client, message);
        break;
      case 'refused':
        if (this.#isRefused(client, to, message)) answer(client, message);
        break;
      case 'snapshot':
      case 'batch':
      case 'subscription-refused':
        this.#subscriptionAnswered(client, to, message);
        break;
      default:
        answer(client, message);
    }
  }

  #isRefused(client: Client, { ask }: ReturnPath, { commandId, refusal }: Extract<DownMessage, { type: 'refused' }>): boolean {
    const underWay = client.underWay.get(commandId);
    if (!underWay || underWay.ask !== ask) return false;
    if (underWay.sends <= 1 || !NOT_NOW.has(refusal.code)) return this.#finish(client, commandId);
    underWay.againAtMs = this.#nowMs + RETRY_MS;
    return false;
  }

  #subscriptionAnswered(
    client: Client,
    { ask }: ReturnPath,
    message: Extract<DownMessage, { type: 'snapshot' | 'batch' | 'subscription-refused' }>,
  ): void {
    const gate = client.gates.get(message.tableId);
    if (!gate || gate.ask !== ask) return; // asked again since, or unsubscribed
    this.#asking.delete(gate);
    if (message.type === 'subscription-refused') this.#directory.left(client, message.tableId);
    else open(gate, message);
    if (message.type === 'snapshot') {
      gate.seat = null;
      for (const seat of message.seats) noteSeat(gate, seat, client.principal?.id ?? '');
    }
    answer(client, message);
  }

  // ---- tables that move

  turnedAway({ kind, from, tableId, ...request }: TableRequest): void {
    const client = this.#directory.byId.get(from.connectionId);
    const asked =
      kind === 'attach' ? client?.gates.get(tableId) : client?.underWay.get('commandId' in request ? request.commandId : '');
    if (!client || !asked || asked.ask !== from.ask) return;
    if ('sends' in asked) asked.sends -= 1;
    const owner = this.#ports.shards.ownerOf(tableId);
    const isElsewhere = owner !== null && owner !== asked.askedAt;
    asked.againAtMs = this.#nowMs + RETRY_MS;
    asked.askedAt = null; // a table that opens is asked
    if (!isElsewhere) return;
    if ('sends' in asked) void this.#send(client, asked);
    else this.attach(client, tableId, positionAt(asked));
  }

  opened(tableId: string): void {
    for (const client of [...(this.#directory.byTable.get(tableId) ?? [])]) {
      const gate = client.gates.get(tableId);
      if (gate && gate.ask !== null && gate.askedAt === null) this.attach(client, tableId, positionAt(gate));
    }
    this.#sendAll(tableId, ({ askedAt }) => askedAt === null);
  }

  ownerChanged(tableId: string, owner: string | null): void {
    for (const client of [...(this.#directory.byTable.get(tableId) ?? [])]) {
      const gate = client.gates.get(tableId);
      if (!gate) continue;
      if (owner === null) tellAway(client, tableId, gate);
      else this.attach(client, tableId, positionAt(gate));
    }
    if (owner !== null) this.#sendAll(tableId, () => true);
  }

  #sendAll(tableId: string, isMeant: (underWay: UnderWay) => boolean): void {
    for (const client of [...this.#waiting]) {
      for (const underWay of [...client.underWay.values()])
        if (underWay.message.tableId === tableId && isMeant(underWay)) void this.#send(client, underWay);
    }
  }

  askAgain(): void {
    for (const client of this.#directory.byId.values()) {
      for (const [tableId, gate] of client.gates) this.attach(client, tableId, positionAt(gate));
      for (const underWay of client.underWay.values()) void this.#send(client, underWay);
    }
  }

  // ---- what is not answered

  #tickSoon(): void {
    if (this.#isTicking || this.#isStopped) return;
    this.#isTicking = true;
    this.#ports.scheduler.after(TICK_MS, () => {
      this.#isTicking = false;
      if (!this.#isStopped) this.#tick();
    });
  }

  #tick(): void {
    const now = this.#nowMs;
    for (const [gate, { client, tableId }] of [...this.#asking]) {
      if (now < gate.againAtMs) continue;
      tellAway(client, tableId, gate);
      this.attach(client, tableId, gate.asked);
    }
    for (const client of [...this.#waiting])
      for (const underWay of [...client.underWay.values()]) this.#review(client, underWay, now);
    if (this.#asking.size > 0 || this.#waiting.size > 0) this.#tickSoon();
  }

  #review(client: Client, underWay: UnderWay, now: number): void {
    const { commandId } = underWay.message;
    if (now - underWay.sinceMs >= this.#ports.config.giveBackMs) {
      this.#finish(client, commandId);
      answer(client, { type: 'notice', code: 'RETRY', commandId, afterMs: RETRY_MS });
    } else if (now >= underWay.againAtMs) void this.#send(client, underWay);
  }

  forget(client: Client): void {
    for (const tableId of [...client.gates.keys()]) this.detach(client, tableId);
    this.#underWay -= client.underWay.size;
    client.underWay.clear();
    this.#waiting.delete(client);
  }

  stop(): void {
    this.#isStopped = true;
  }

  get #nowMs(): number {
    return this.#ports.clock.nowMs();
  }
}

function tellAway(client: Client, tableId: string, gate: TableGate): void {
  if (gate.isAway) return;
  gate.isAway = true;
  answer(client, { type: 'notice', code: 'TABLE_AWAY', tableId });
}
