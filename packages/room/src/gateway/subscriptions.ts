/**
 * Subscriptions: each gate is attached at whoever has its table, and attached anew from where it stands when the table moves, when no
 * answer comes or when frames are missing. While a table is nobody's its viewers are told so.
 */
import type { BatchMessage, Position, SnapshotMessage, SubscriptionRefusedMessage } from '@aboveboard/protocol';
import type { ReturnPath, ShardRequest } from '../messages.ts';
import type { Asking } from './asking.ts';
import { answer, type Client } from './client.ts';
import type { MutableDirectory } from './directory.ts';
import type { GatewayPorts } from './ports.ts';
import { request, requestUntilTaken, speaking } from './shard-requests.ts';
import { noteSeat, open, positionAt, type TableGate } from './table-gate.ts';

export class Subscriptions {
  readonly #ports: GatewayPorts;
  readonly #directory: MutableDirectory;
  readonly #asking: Asking;
  /** Gates that wait for an answer. */
  readonly #open = new Map<TableGate, { readonly client: Client; readonly tableId: string }>();

  constructor(ports: GatewayPorts, directory: MutableDirectory, asking: Asking) {
    this.#ports = ports;
    this.#directory = directory;
    this.#asking = asking;
  }

  get isEmpty(): boolean {
    return this.#open.size === 0;
  }

  /** Asks for a table's frames after `position`; the gate stays shut until the answer. */
  async attach(client: Client, tableId: string, position: Position | null): Promise<void> {
    const gate = client.gates.get(tableId);
    if (!gate) return;
    gate.asked = position;
    gate.last = null;
    const ask = this.#asking.next(gate, tableId);
    this.#open.set(gate, { client, tableId });
    if (gate.askedAt === null) return;
    const spoken = speaking(this.#ports, client, ask);
    const message: ShardRequest = { kind: 'attach', ...spoken, tableId, position, invite: gate.invite };
    const outcome = await request(this.#ports, gate.askedAt, message);
    if (outcome !== 'taken' && gate.ask === ask) this.#asking.later(gate);
  }

  detach(client: Client, tableId: string): void {
    const gate = client.gates.get(tableId);
    if (!gate) return;
    this.#open.delete(gate);
    this.#directory.left(client, tableId);
    const owner = this.#ports.shards.ownerOf(tableId) ?? gate.askedAt;
    if (owner === null) return;
    void requestUntilTaken(this.#ports, owner, { kind: 'detach', ...speaking(this.#ports, client), tableId });
  }

  answered(client: Client, { ask }: ReturnPath, message: SnapshotMessage | BatchMessage | SubscriptionRefusedMessage): void {
    const gate = client.gates.get(message.tableId);
    if (!gate || gate.ask !== ask) return; // asked again since, or unsubscribed
    this.#open.delete(gate);
    if (message.type === 'subscription-refused') this.#directory.left(client, message.tableId);
    else open(gate, message);
    if (message.type === 'snapshot') {
      gate.seat = null;
      for (const seat of message.seats) noteSeat(gate, seat, client.principal?.id ?? '');
    }
    answer(client, message);
  }

  turnedAway(client: Client, { ask }: ReturnPath, tableId: string): void {
    const gate = client.gates.get(tableId);
    if (!gate || gate.ask !== ask) return;
    if (this.#asking.turnedAway(gate, tableId)) void this.attach(client, tableId, positionAt(gate));
  }

  /** Attaches all gates of a table anew that are meant. */
  attachAgain(tableId: string, isMeant: (gate: TableGate) => boolean): void {
    this.#eachOf(tableId, (client, gate) => {
      if (isMeant(gate)) void this.attach(client, tableId, positionAt(gate));
    });
  }

  tellAllAway(tableId: string): void {
    this.#eachOf(tableId, (client, gate) => tellAway(client, tableId, gate));
  }

  #eachOf(tableId: string, visit: (client: Client, gate: TableGate) => void): void {
    for (const client of [...(this.#directory.byTable.get(tableId) ?? [])]) {
      const gate = client.gates.get(tableId);
      if (gate) visit(client, gate);
    }
  }

  /** Asks again where no answer came for long: whoever waits is told that the table is nobody's, unless the whole room goes. */
  review(isGoing: boolean): void {
    const nowMs = this.#ports.clock.nowMs();
    for (const [gate, { client, tableId }] of [...this.#open]) {
      if (nowMs < gate.againAtMs) continue;
      if (!isGoing) tellAway(client, tableId, gate);
      void this.attach(client, tableId, gate.asked);
    }
  }
}

function tellAway(client: Client, tableId: string, gate: TableGate): void {
  if (gate.isAway) return;
  gate.isAway = true;
  answer(client, { type: 'notice', code: 'TABLE_AWAY', tableId });
}
