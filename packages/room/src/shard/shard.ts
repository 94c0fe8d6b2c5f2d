/**
 * A shard: the tables it has, and the one stream it is asked through. It hands each request to its table's mailbox and goes on; a slow
 * table holds up nobody else. Which tables it has is for `placer.ts` to find and for `tables-here.ts` to keep.
 */
import { assert, type Clock, steadyClock, type Timer, unreachable } from '@aboveboard/kit';
import type { WireRefusal } from '@aboveboard/protocol';
import { findTable, isOpenTable, openTableEpochs } from '@aboveboard/storage';
import {
  BEGINNING,
  type Cursor,
  createRegistry,
  type OwnerEvents,
  type Registry,
  type StreamEntry,
  type Subscription,
  type TrimmerBehind,
  trimBehind,
} from '@aboveboard/streams';
import { olderFirst } from '../gateway/lobby-lines.ts';
import { type GatewayResponse, type ShardRequest, shardStream, type TableRequest } from '../messages.ts';
import type { NewTable, Shard, ShardPorts } from '../ports.ts';
import type { LostOwner } from '../table/hand-faults.ts';
import { type MadeTable, makeTable } from '../table/make-table.ts';
import { openTable } from '../table/open-table.ts';
import { createSettlements, type Settlements } from '../table/settlements.ts';
import type { TableRuntime } from '../table/table-runtime.ts';
import { Abandoned } from '../table/write-patiently.ts';
import { type GatewaysHeard, gatewaysHeard } from './gateways-heard.ts';
import { drainingLease, type House, houseOf, lightestBut, shardLease } from './placement.ts';
import { createPlacer, type Placer } from './placer.ts';
import { countPlayersCommands, type PlayersCommands } from './players-commands.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import { watchStalls } from './stalls.ts';
import { TablesHere } from './tables-here.ts';

/** The lobby hears of a table at most this often. */
const LOBBY_MS = 1_000;
/** A hand that is waited for is looked at so often. */
const IDLE_MS = 50;
/** Between two tables that move to other shards. */
const MOVE_MS = 1_000;
const NEW_TABLE: LostOwner = { shardId: null, reason: 'SHARD_LOST' };
const NOBODY: OwnerEvents = { frozen: () => undefined, thawed: () => undefined, lost: () => undefined };
/** After requests could no longer be read. */
const HEAR_AGAIN_MS = 1_000;
/** For running out and writing what is still open when the wait is over. */
const STOP_GRACE_MS = 5_000;

export function createShard(ports: ShardPorts): Shard {
  return new TableShard(ports);
}

class TableShard implements Shard {
  readonly #ports: ShardPorts;
  readonly #settlements: Settlements;
  readonly #registry: Registry;
  readonly #tables: TablesHere;
  readonly #placer: Placer;
  readonly #gateways: GatewaysHeard;
  readonly #lengths: Clock;
  readonly #publisher: Publisher;
  readonly #players: PlayersCommands;
  /** Behind the requests that were taken. */
  readonly #trimmer: TrimmerBehind;
  readonly #changedLines = new Set<string>();
  /** Closed for good, which the lobby does not know yet. */
  readonly #closed = new Set<string>();
  /** As last seen. */
  #house: House = houseOf([]);
  #hasHeartbeat = false;
  #isMoving = false;
  #isLobbyTimerSet = false;
  #subscription: Subscription | null = null;
  #stalls: Timer | null = null;
  #isReady = false;
  #isStopping = false;
  #isCutOff = false;

  constructor(ports: ShardPorts) {
    const { config, scheduler, leases, db } = ports;
    const { shardId, lookMs, tablesMs } = config;
    this.#ports = ports;
    this.#lengths = steadyClock(ports.clock);
    this.#settlements = createSettlements(db, config.heldHandsLimit);
    this.#players = countPlayersCommands(ports.clock, config.commandsPerPlayer);
    this.#publisher = createPublisher({
      ...{ streams: ports.streams, scheduler, shardId },
      onFailure: (gatewayId, error) => this.#report('TABLE_FAULT', '', `gateway ${gatewayId}: ${error}`),
    });
    this.#trimmer = trimBehind(ports.streams, shardStream(shardId), scheduler);
    this.#gateways = gatewaysHeard(Math.ceil(config.leaseMs / lookMs), (gatewayId) => this.#unlisten(gatewayId));
    this.#registry = createRegistry({ leases, scheduler, holder: shardId, ttlMs: config.leaseMs, renewMs: config.renewMs });
    this.#tables = new TablesHere({
      registry: this.#registry,
      waitingLimit: config.mailboxLimit,
      openTable: (tableId, epoch, lostOwner, abandoned) => this.#open(tableId, epoch, lostOwner, abandoned),
      onOpen: (table, epoch) => this.#opened(table, epoch),
      giveBack: (request) => this.#giveBack(request),
      onFault: (tableId, error) => this.#report('RECOVERY_FAILED', tableId, textOf(error)),
    });
    this.#placer = createPlacer({
      ...{ shardId, scheduler, lookMs, tablesMs },
      owners: () => this.#registry.owners(),
      openTables: () => openTableEpochs(db.reader),
      claim: (tableId, floor, lostOwner) => this.#claim(tableId, floor, lostOwner),
      onHouse: (house) => this.#look(house),
      onTooMany: () => void this.#moveOne(),
    });
  }

  async start(): Promise<void> {
    const { streams, config } = this.#ports;
    const tail = await streams.tail(shardStream(config.shardId)); // what was asked of a process before this one was never acknowledged
    this.#hear(tail);
    this.#stalls = watchStalls({ ...this.#ports, lengths: this.#lengths, onStall: (sinceMs) => this.#stalled(sinceMs) });
    await this.#beat();
    await this.#placer.start();
    this.#isReady = true;
  }

  /** A shard that hears nothing would keep its tables to itself: it listens again until it can, and no clock runs meanwhile. */
  #hear(after: Cursor): void {
    const { streams, config, clock, scheduler } = this.#ports;
    const stream = shardStream(config.shardId);
    let last = after;
    this.#isCutOff = false;
    this.#subscription = streams.subscribe(stream, after, {
      onEntries: (entries) => {
        last = entries.at(-1)?.cursor ?? last;
        return this.#onEntries(entries);
      },
      onEnd: (reason) => {
        this.#isCutOff = true;
        const why = 'error' in reason ? `: ${textOf(reason.error)}` : '';
        this.#report('TABLE_FAULT', '', `requests can no longer be read: ${reason.code}${why}`);
        const from = reason.code === 'CUT_OFF' ? BEGINNING : last; // Redis was emptied: all that stands there was asked since
        const deaf = this.#tables.all();
        for (const table of deaf) table.stall(clock.nowMs());
        scheduler.after(HEAR_AGAIN_MS, () => {
          if (!this.#isStopping) this.#hear(from);
          for (const table of deaf) table.unstall();
        });
      },
    });
  }

  /** By the time that it is over every lease that ran out meanwhile is known to have. */
  #stalled(sinceMs: number): void {
    const tables = this.#tables.all();
    for (const table of tables) table.stall(sinceMs);
    this.#ports.scheduler.after(1, () => {
      for (const table of tables) table.unstall();
    });
  }

  /** Says that this shard is here, as long as it is. */
  async #beat(): Promise<void> {
    if (this.#hasHeartbeat || this.#isStopping) return;
    const { shardId } = this.#ports.config;
    const events: OwnerEvents = { ...NOBODY, lost: () => (this.#hasHeartbeat = false) };
    this.#hasHeartbeat = (await this.#registry.own(shardLease(shardId), 0, events)).ok;
  }

  #look(house: House): void {
    this.#house = house;
    this.#gateways.look(house.gateways);
    void this.#beat().catch(() => undefined); // the next look will do
  }

  /** @returns false where it should have come and did not: not at every look again */
  async #claim(tableId: string, floor: number, lostOwner: LostOwner): Promise<boolean> {
    const claimed = await this.#tables.claim(tableId, floor, lostOwner);
    return claimed.ok || claimed.error === 'NOT_OURS';
  }

  async #open(tableId: string, epoch: number, lostOwner: LostOwner, abandoned: () => void): Promise<TableRuntime | null> {
    try {
      return await openTable(this.#ports, tableId, epoch, lostOwner, {
        settlements: this.#settlements,
        lengths: this.#lengths,
        send: (gatewayId, responses) => this.#publisher.send(gatewayId, responses),
        tellAll: (responses) => this.#tellAll(responses),
        onLobbyChange: () => this.#lobbyChanged(tableId),
        onAbandoned: abandoned,
      });
    } catch (error) {
      if (error instanceof Abandoned) return null;
      throw error;
    }
  }

  #opened(table: TableRuntime, epoch: number): void {
    const { tableId } = table;
    this.#tellAll([{ kind: 'owner', tableId, shardId: this.#ports.config.shardId, epoch }]);
    table.open();
    this.#lobbyChanged(tableId);
  }

  #onEntries(entries: readonly StreamEntry[]): void {
    for (const { payload } of entries) this.#takeSafely(payload);
    this.#trimmer.read(entries);
  }

  /** A request that trips over a mistake of ours is reported and passed by: the others must still be heard. */
  #takeSafely(payload: string): void {
    try {
      this.#take(JSON.parse(payload) as ShardRequest);
    } catch (error) {
      this.#report('TABLE_FAULT', '', textOf(error));
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
        this.#tables.find(request.tableId)?.detach(request.from);
        break;
      case 'round-trip':
        this.#tables.find(request.tableId)?.roundTrip(request.playerId, request.rttMs);
        break;
      case 'tables-changed':
        this.#placer.hurry();
        break;
      case 'close-table':
        void this.closeTable(request.tableId);
        break;
      case 'reopen-table':
        this.reopenTable(request.tableId).catch((error: unknown) =>
          this.#report('RECOVERY_FAILED', request.tableId, textOf(error)),
        );
        break;
      case 'attach':
      case 'command':
        this.#ask(request);
        break;
      default:
        unreachable(request);
    }
  }

  #ask(request: TableRequest): void {
    const retryAfterMs = this.#players.waitMs(request);
    const table = this.#tables.find(request.tableId);
    if (retryAfterMs > 0) this.#refuse(request, { code: 'RATE_LIMITED', detail: { retryAfterMs } });
    else if (!table) this.#askElsewhere(request);
    else if (request.kind === 'attach') table.attach(request);
    else table.command(request);
  }

  /** A table that is opened here just now answers when it is; one that is open elsewhere must be asked there. */
  #askElsewhere(request: TableRequest): void {
    const { tableId } = request;
    const isShut = this.#tables.isShut(tableId);
    if (isShut) this.#notFound(request);
    if (!isShut && !this.#tables.keep(request)) this.#giveBack(request);
  }

  #giveBack(request: TableRequest): void {
    isOpenTable(this.#ports.db.reader, request.tableId)
      .catch(() => true) // whoever has it knows better
      .then((isOpen) => (isOpen ? this.#notOwner(request) : this.#notFound(request)));
  }

  #notOwner(request: TableRequest): void {
    this.#publisher.send(request.from.gatewayId, [{ kind: 'not-owner', request }]);
  }

  #notFound(request: TableRequest): void {
    this.#refuse(request, { code: 'TABLE_NOT_FOUND' });
  }

  #refuse(request: TableRequest, refusal: WireRefusal): void {
    const { from, tableId } = request;
    const message =
      request.kind === 'attach'
        ? ({ type: 'subscription-refused', tableId, refusal } as const)
        : ({ type: 'refused', commandId: request.commandId, refusal } as const);
    this.#publisher.send(from.gatewayId, [{ kind: 'answer', to: from, message }]);
  }

  #unlisten(gatewayId: string): void {
    this.#gateways.forget(gatewayId);
    for (const table of this.#tables.all()) table.detachGateway(gatewayId);
    this.#publisher.forget(gatewayId);
  }

  #listen(gatewayId: string): void {
    const { shardId } = this.#ports.config;
    this.#gateways.add(gatewayId);
    const tables = this.#tables.all().map(({ tableId }) => tableId);
    const told = tables.flatMap((tableId): GatewayResponse[] => {
      const line = this.#lobbyLine(tableId);
      return [{ kind: 'owner', tableId, shardId, epoch: this.#tables.epochOf(tableId) }, ...(line ? [line] : [])];
    });
    if (told.length > 0) this.#publisher.send(gatewayId, told);
  }

  #tellAll(responses: readonly GatewayResponse[]): void {
    for (const gatewayId of this.#gateways.all()) this.#publisher.send(gatewayId, responses);
  }

  #lobbyLine(tableId: string): GatewayResponse | null {
    const table = this.#tables.find(tableId);
    if (!table) return this.#closed.has(tableId) ? { kind: 'lobby', tableId, openedMs: 0, table: null } : null;
    const { settings, openedMs } = table;
    return settings.isPrivate ? null : { kind: 'lobby', tableId, openedMs, table: table.lobbyLine() };
  }

  #lobbyChanged(tableId: string): void {
    if (this.#tables.find(tableId)?.isClosed) this.#closedHere(tableId);
    this.#changedLines.add(tableId);
    if (this.#isLobbyTimerSet || this.#isStopping) return;
    this.#isLobbyTimerSet = true;
    this.#ports.scheduler.after(LOBBY_MS, () => {
      this.#isLobbyTimerSet = false;
      const lines = [...this.#changedLines].flatMap((changed) => this.#lobbyLine(changed) ?? []);
      this.#changedLines.clear();
      this.#closed.clear();
      if (lines.length > 0) this.#tellAll(lines);
    });
  }

  #closedHere(tableId: string): void {
    this.#closed.add(tableId);
    void this.#tables.release(tableId);
  }

  async createTable(table: NewTable): Promise<MadeTable> {
    const made = await makeTable(this.#ports, table, this.#ports.config.waitListLimit);
    const claimed = await this.#tables.claim(made.settings.tableId, 0, NEW_TABLE);
    assert(claimed.ok || claimed.error === 'NOT_OURS', 'a new table that does not open'); // another shard may be quicker
    return made;
  }

  async closeTable(tableId: string): Promise<void> {
    await this.#tables.find(tableId)?.close();
  }

  async reopenTable(tableId: string): Promise<void> {
    const isStill = this.#tables.isShut(tableId) || this.#tables.find(tableId)?.isStandingStill === true;
    if (!isStill || this.#isStopping) return;
    const row = await findTable(this.#ports.db.reader, tableId);
    if (!row || row.closedMs !== null) return;
    await this.#tables.release(tableId);
    await this.#tables.claim(tableId, row.epoch, { shardId: this.#ports.config.shardId, reason: 'STALE_OWNER' });
  }

  tables() {
    return this.#tables
      .all()
      .filter(({ settings }) => !settings.isPrivate)
      .sort(olderFirst)
      .map((table) => table.lobbyLine());
  }

  seatedAt(playerId: string): readonly string[] {
    return this.#tables
      .all()
      .filter((table) => table.hasSeat(playerId))
      .map(({ tableId }) => tableId);
  }

  isHealthy(): boolean {
    return this.#isReady && !this.#isCutOff && !this.#isStopping && this.#tables.all().every((t) => t.isHealthy);
  }

  get #taker(): string | null {
    return lightestBut(this.#house, this.#ports.config.shardId);
  }

  /** At most one table a second goes to a shard that has fewer, between two hands of it. */
  async #moveOne(): Promise<void> {
    const tables = this.#tables.all();
    const table = tables.find(({ isIdle }) => isIdle) ?? tables[0];
    if (this.#isStopping || this.#isMoving || !table) return;
    this.#isMoving = true;
    table.beginMove();
    const isHere = () => this.#tables.find(table.tableId) === table && !this.#isStopping;
    while (!table.isIdle && isHere()) await this.#after(IDLE_MS);
    if (isHere()) await this.#moveAway(table);
    await this.#after(MOVE_MS);
    this.#isMoving = false;
  }

  /** Its last act here, between hands; whoever should take it is told. */
  async #moveAway(table: TableRuntime): Promise<void> {
    await table.moveAway();
    await this.#tables.release(table.tableId);
    const request: ShardRequest = { kind: 'tables-changed' };
    const { streams } = this.#ports;
    if (this.#taker) await streams.append(shardStream(this.#taker), [JSON.stringify(request)]).catch(() => undefined);
  }

  async stop(withinMs: number): Promise<void> {
    const { clock, config } = this.#ports;
    this.#isStopping = true;
    await this.#placer.stop();
    await this.#registry.own(drainingLease(config.shardId), 0, NOBODY).catch(() => undefined);
    const leaving = this.#tables.all().map((table) => this.#leave(table, clock.nowMs() + withinMs));
    await Promise.race([Promise.all(leaving), this.#after(withinMs + STOP_GRACE_MS)]);
    for (const table of this.#tables.all()) table.drop(); // what could not be written in time, its next owner finishes
    await this.#registry.close().catch(() => undefined); // what cannot be given back runs out
    this.#stalls?.cancel();
    this.#subscription?.unsubscribe();
    this.#trimmer.stop();
    await this.#publisher.drained();
  }

  /** Looks again every 50 ms, so that a stop takes no longer than the hands that are played. */
  async #leave(table: TableRuntime, untilMs: number): Promise<void> {
    const { clock } = this.#ports;
    if (this.#taker) table.beginMove();
    else table.beginStop();
    while (!table.isIdle && clock.nowMs() < untilMs) await this.#after(Math.min(IDLE_MS, untilMs - clock.nowMs()));
    if (!table.isIdle) await table.runOut();
    if (this.#taker) return this.#moveAway(table);
    await table.stop();
    await this.#tables.release(table.tableId);
  }

  #after(ms: number): Promise<void> {
    return new Promise((resolve) => this.#ports.scheduler.after(ms, resolve));
  }

  #report(code: Parameters<ShardPorts['findings']['report']>[0]['code'], tableId: string, detail: string): void {
    this.#ports.findings.report({ code, tableId, handNo: null, detail });
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
