/**
 * A shard: the tables it owns, and the one stream it is asked through. It hands each request to its table's mailbox and goes on; a slow
 * table holds up nobody else.
 */
import { emptyTable } from '@aboveboard/engine';
import { assert, ok, unreachable } from '@aboveboard/kit';
import type { TableSettings } from '@aboveboard/protocol';
import { createTable, openTables } from '@aboveboard/storage';
import type { StreamEntry, Subscription } from '@aboveboard/streams';
import { type GatewayResponse, type ShardRequest, shardStream } from '../messages.ts';
import type { NewTable, Shard, ShardPorts } from '../ports.ts';
import { inviteHash, newInvite } from '../table/invite.ts';
import { openTable } from '../table/open-table.ts';
import { createSettlements, type Settlements } from '../table/settlements.ts';
import { tableRules } from '../table/table-rules.ts';
import type { TableRuntime } from '../table/table-runtime.ts';
import { createPublisher, type Publisher } from './publisher.ts';

/** The lobby hears of a table at most this often. */
const LOBBY_MS = 1_000;
/** For running out and writing what is still open when the wait is over. */
const STOP_GRACE_MS = 5_000;

export function createShard(ports: ShardPorts): Shard {
  return new TableShard(ports);
}

class TableShard implements Shard {
  readonly #ports: ShardPorts;
  readonly #settlements: Settlements;
  readonly #tables = new Map<string, TableRuntime>();
  readonly #gateways = new Set<string>();
  readonly #publisher: Publisher;
  readonly #changedLines = new Set<string>();
  #isLobbyTimerSet = false;
  #subscription: Subscription | null = null;
  #isStopping = false;
  #isCutOff = false;

  constructor(ports: ShardPorts) {
    this.#ports = ports;
    this.#settlements = createSettlements(ports.db, ports.config.heldHandsLimit);
    this.#publisher = createPublisher(ports.streams, (gatewayId, error) =>
      this.#report('TABLE_FAULT', '', `gateway ${gatewayId}: ${error}`),
    );
  }

  async start(): Promise<void> {
    const { streams, config, db } = this.#ports;
    const stream = shardStream(config.shardId);
    const tail = await streams.tail(stream); // what was asked of a process before this one was never acknowledged
    for (const { id } of await openTables(db.reader)) await this.#open(id);
    this.#subscription = streams.subscribe(stream, tail, {
      onEntries: (entries) => this.#onEntries(entries),
      onEnd: ({ code }) => {
        this.#isCutOff = true;
        this.#report('TABLE_FAULT', '', `requests can no longer be read: ${code}`);
      },
    });
    for (const table of this.#tables.values()) table.open();
  }

  /** One table that cannot be recovered stays shut and is reported; the others open. */
  async #open(tableId: string): Promise<TableRuntime | null> {
    try {
      const table = await openTable(this.#ports, tableId, {
        settlements: this.#settlements,
        send: (gatewayId, responses) => this.#publisher.send(gatewayId, responses),
        tellAll: (responses) => this.#tellAll(responses),
        onLobbyChange: () => this.#lobbyChanged(tableId),
      });
      if (table.isClosed) return null;
      this.#tables.set(tableId, table);
      return table;
    } catch (error) {
      this.#report('RECOVERY_FAILED', tableId, error instanceof Error ? (error.stack ?? error.message) : String(error));
      return null;
    }
  }

  async #onEntries(entries: readonly StreamEntry[]): Promise<void> {
    for (const { payload } of entries) this.#takeSafely(payload);
    const last = entries.at(-1);
    if (last) await this.#ports.streams.trim(shardStream(this.#ports.config.shardId), last.cursor);
  }

  /** A request that trips over a mistake of ours is reported and passed by: the others must still be heard. */
  #takeSafely(payload: string): void {
    try {
      this.#take(JSON.parse(payload) as ShardRequest);
    } catch (error) {
      this.#report('TABLE_FAULT', '', error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  #take(request: ShardRequest): void {
    switch (request.kind) {
      case 'listen':
        this.#listen(request.gatewayId);
        break;
      case 'unlisten':
        this.#unlisten(request.gatewayId);
        break;
      case 'detach':
        this.#tables.get(request.tableId)?.detach(request.from);
        break;
      case 'round-trip':
        this.#tables.get(request.tableId)?.roundTrip(request.playerId, request.rttMs);
        break;
      case 'attach':
      case 'command':
        this.#ask(request);
        break;
      default:
        unreachable(request);
    }
  }

  #ask(request: Extract<ShardRequest, { kind: 'attach' | 'command' }>): void {
    const table = this.#tables.get(request.tableId);
    if (!table) this.#notFound(request);
    else if (request.kind === 'attach') table.attach(request);
    else table.command(request);
  }

  #unlisten(gatewayId: string): void {
    this.#gateways.delete(gatewayId);
    for (const table of this.#tables.values()) table.detachGateway(gatewayId);
    this.#publisher.forget(gatewayId);
  }

  #listen(gatewayId: string): void {
    this.#gateways.add(gatewayId);
    const lines = [...this.#tables.keys()].flatMap((tableId) => this.#lobbyLine(tableId) ?? []);
    if (lines.length > 0) this.#publisher.send(gatewayId, lines);
  }

  #notFound(request: Extract<ShardRequest, { kind: 'attach' | 'command' }>): void {
    const { from, tableId } = request;
    const refusal = { code: 'TABLE_NOT_FOUND' as const };
    const message =
      request.kind === 'attach'
        ? ({ type: 'subscription-refused', tableId, refusal } as const)
        : ({ type: 'refused', commandId: request.commandId, refusal } as const);
    this.#publisher.send(from.gatewayId, [{ kind: 'answer', to: from, message }]);
  }

  #tellAll(responses: readonly GatewayResponse[]): void {
    for (const gatewayId of this.#gateways) this.#publisher.send(gatewayId, responses);
  }

  #lobbyLine(tableId: string): GatewayResponse | null {
    const table = this.#tables.get(tableId);
    if (!table) return { kind: 'lobby', tableId, table: null };
    return table.settings.isPrivate ? null : { kind: 'lobby', tableId, table: table.lobbyLine() };
  }

  #lobbyChanged(tableId: string): void {
    if (this.#tables.get(tableId)?.isClosed) this.#tables.delete(tableId);
    this.#changedLines.add(tableId);
    if (this.#isLobbyTimerSet || this.#isStopping) return;
    this.#isLobbyTimerSet = true;
    this.#ports.scheduler.after(LOBBY_MS, () => {
      this.#isLobbyTimerSet = false;
      const lines = [...this.#changedLines].flatMap((changed) => this.#lobbyLine(changed) ?? []);
      this.#changedLines.clear();
      if (lines.length > 0) this.#tellAll(lines);
    });
  }

  async createTable({ settings: wanted, ownerId }: NewTable): Promise<{ settings: TableSettings; invite: string | null }> {
    const { ids, random, clock, db, config } = this.#ports;
    const settings: TableSettings = { ...wanted, tableId: ids.uuid() };
    const invite = settings.isPrivate ? newInvite(random) : null;
    await db.transaction(async (trx) =>
      ok(
        await createTable(trx, {
          id: settings.tableId,
          name: settings.name,
          config: settings,
          inviteHash: invite === null ? null : inviteHash(invite),
          owner: ownerId,
          state: { table: emptyTable(tableRules(settings, config.waitListLimit)), members: {} },
          openedMs: clock.nowMs(),
        }),
      ),
    );
    const table = await this.#open(settings.tableId);
    assert(table, 'a new table that does not open');
    if (this.#subscription) table.open();
    this.#lobbyChanged(settings.tableId);
    return { settings, invite };
  }

  async closeTable(tableId: string): Promise<void> {
    await this.#tables.get(tableId)?.close();
  }

  tables() {
    return [...this.#tables.values()].filter(({ settings }) => !settings.isPrivate).map((table) => table.lobbyLine());
  }

  seatedAt(playerId: string): readonly string[] {
    return [...this.#tables.values()].filter((table) => table.hasSeat(playerId)).map(({ tableId }) => tableId);
  }

  isHealthy(): boolean {
    return (
      this.#subscription !== null &&
      !this.#isCutOff &&
      !this.#isStopping &&
      [...this.#tables.values()].every((t) => t.isHealthy)
    );
  }

  async stop(withinMs: number): Promise<void> {
    this.#isStopping = true;
    const tables = [...this.#tables.values()];
    for (const table of tables) table.beginStop();
    await this.#untilIdle(tables, withinMs);
    await Promise.race([Promise.all(tables.map((table) => table.stop())), this.#after(STOP_GRACE_MS)]);
    for (const table of tables) table.drop(); // what could not be written in time, the next start finishes
    this.#subscription?.unsubscribe();
    await this.#publisher.drained();
  }

  /** Looks again every 50 ms, so that a stop takes no longer than the hands that are played. */
  async #untilIdle(tables: readonly TableRuntime[], withinMs: number): Promise<void> {
    const { clock } = this.#ports;
    const untilMs = clock.nowMs() + withinMs;
    while (clock.nowMs() < untilMs && tables.some((table) => !table.isIdle)) {
      await this.#after(Math.min(50, untilMs - clock.nowMs()));
    }
  }

  #after(ms: number): Promise<void> {
    return new Promise((resolve) => this.#ports.scheduler.after(ms, resolve));
  }

  #report(code: Parameters<ShardPorts['findings']['report']>[0]['code'], tableId: string, detail: string): void {
    this.#ports.findings.report({ code, tableId, handNo: null, detail });
  }
}
