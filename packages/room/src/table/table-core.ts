/**
 * One table in memory: its seats, who watches, its clocks, and the one way in which anything of it changes. Everything here happens in
 * the table's mailbox, one thing after the other; only coming, going and looking need no turn.
 */
import { decideTable, evolveTable, type Hand, offeredTo, type TableCommand, type TableEvent } from '@aboveboard/engine';
import type { Bytes } from '@aboveboard/fairness';
import { AssertionError, assert, type Clock, err, ok, type Result } from '@aboveboard/kit';
import type { SeatView, TableEventOf, TableSettings, TableEvent as WireEvent, WireRefusal } from '@aboveboard/protocol';
import { type CommandKey, type HandPause, notePause, type TableClaim } from '@aboveboard/storage';
import { walletIn } from '../cashier/cashier.ts';
import type { TableJournal } from '../journal/journal.ts';
import type { GatewayResponse } from '../messages.ts';
import type { Finding, ShardPorts } from '../ports.ts';
import { refusalOf } from '../projection/refusals.ts';
import { seatView } from '../projection/seat-view.ts';
import { playersPaid } from './book-table-events.ts';
import { type Broadcast, createBroadcast, type OutgoingEvent } from './broadcast.ts';
import { type Commits, createCommits } from './commits.ts';
import type { Playing, Revealing } from './hand-at-table.ts';
import { noteFault } from './hand-faults.ts';
import type { EndReason } from './hand-record.ts';
import { evolveRoomTable, publicPlayerOf, type RoomTable } from './room-table.ts';
import type { Settlements } from './settlements.ts';
import { type Change, createTableStore, type TableStore } from './table-store.ts';
import { createTimers, type Timers } from './timers.ts';
import { upNextOf } from './up-next.ts';
import { Abandoned, isOutage, writePatiently } from './write-patiently.ts';

export interface TableDeps {
  readonly ports: ShardPorts;
  readonly settings: TableSettings;
  readonly claim: TableClaim;
  readonly journal: TableJournal;
  readonly rulesEntry: Bytes;
  readonly state: RoomTable;
  readonly nextHandNo: number;
  readonly lastCloseIndex: number | null;
  send(gatewayId: string, responses: readonly GatewayResponse[]): void;
  /** Where the hands of all tables of the shard are settled. */
  readonly settlements: Settlements;
  /** For lengths of time: the clock may be set back, this is not. */
  readonly lengths: Clock;
  /** To every gateway that listens to this shard. */
  tellAll(responses: readonly GatewayResponse[]): void;
  /** Something that the lobby shows has changed. */
  onLobbyChange(): void;
  /** Another has the table, or it could not write for too long: this shard has it no more. */
  onAbandoned(): void;
  /** Queues a task of the table's own. */
  post(task: () => Promise<void>): void;
}

export type PauseReason = TableEventOf<'table-paused'>['reason'];

export class TableCore {
  readonly deps: TableDeps;
  readonly ports: ShardPorts;
  readonly tableId: string;
  readonly settings: TableSettings;
  readonly store: TableStore;
  readonly broadcast: Broadcast;
  readonly timers: Timers;
  readonly commits: Commits = createCommits((from) => this.broadcast.isAttached(from));
  /** Round trips as last measured, by player. */
  readonly roundTripsMs = new Map<string, number>();
  state: RoomTable;
  nextHandNo: number;
  lastCloseIndex: number | null;
  /** The engine's hand while one is played. */
  hand: Hand | null = null;
  isStopping = false;
  isClosed = false;
  isAbandoned = false;
  /** It goes to another shard: no hand begins here any more. */
  isMoving = false;
  /** Why it stands still, the first reason first. */
  readonly #pauses = new Set<PauseReason>();
  /** Viewers know that it stands still. */
  #isPauseTold = false;
  /** Tasks that wait until it is certain again that this shard has the table. */
  #thawing: (() => void)[] = [];
  /** Told how long the table stood still. */
  onResume: (pause: HandPause) => void = () => undefined;
  /** When storage last did what this table asked. */
  #workedMs: number;
  #shown: SeatView[];
  #shownWaiting: string;
  #shownUpNext: string;

  constructor(deps: TableDeps) {
    const { ports, settings, claim } = deps;
    const { clock, scheduler, config } = ports;
    this.deps = deps;
    this.ports = ports;
    this.settings = settings;
    this.tableId = settings.tableId;
    this.state = deps.state;
    this.nextHandNo = deps.nextHandNo;
    this.lastCloseIndex = deps.lastCloseIndex;
    this.#workedMs = clock.nowMs();
    const onWorked = () => {
      this.#workedMs = clock.nowMs();
    };
    this.store = createTableStore({ ...deps, db: ports.db }, claim, onWorked);
    this.timers = createTimers({ clock, lengths: deps.lengths, scheduler }, deps.post);
    const { historyLimit } = config;
    this.broadcast = createBroadcast({
      clock,
      tableId: this.tableId,
      incarnation: claim.incarnation,
      historyLimit,
      send: deps.send,
    });
    this.#shown = this.seatViews();
    this.#shownWaiting = JSON.stringify(this.waitingView());
    this.#shownUpNext = JSON.stringify(upNextOf(this.state.table));
  }

  /** Null: it does not stand still. */
  get paused(): PauseReason | null {
    const [first] = this.#pauses;
    return first ?? null;
  }

  /** A stall is over in a moment: what comes just then may wait for that. */
  get refusesCommands(): boolean {
    return this.isAbandoned || (this.paused !== null && this.paused !== 'STALLED');
  }

  nowMs(): number {
    return this.ports.clock.nowMs();
  }

  /** Who sits there; somebody must. */
  playerAt(seat: number): string {
    const at = this.state.table.seats[seat];
    assert(at, `nobody sits in seat ${seat}`);
    return at.player;
  }

  seatViews(): SeatView[] {
    const facts = {
      hand: this.hand,
      isConnected: (player: string) => this.broadcast.isWatching(player),
      contributes: (player: string) => this.commits.find(player, this.nextHandNo) !== null,
    };
    return this.state.table.seats.map((_, seat) => seatView(this.state, seat, facts));
  }

  waitingView() {
    return this.state.table.waiting.map((player) => publicPlayerOf(this.state, player));
  }

  publish(...events: readonly WireEvent[]): void {
    this.publishOutgoing(events.map((publicEvent) => ({ publicEvent, privateEvents: [] })));
  }

  publishOutgoing(events: readonly OutgoingEvent[]): void {
    this.broadcast.publish(events);
  }

  /** Publishes each seat, the waiting list and what comes next where they are not what viewers were told last. */
  sync(): void {
    const views = this.seatViews();
    const changed = views.filter((view, seat) => !isSame(view, this.#told(seat)));
    this.#shown = views;
    const waiting = this.waitingView();
    const waitingText = JSON.stringify(waiting);
    const isWaitingNew = waitingText !== this.#shownWaiting;
    this.#shownWaiting = waitingText;
    const upNext = upNextOf(this.state.table);
    const upNextText = JSON.stringify(upNext);
    const isUpNextNew = upNextText !== this.#shownUpNext;
    this.#shownUpNext = upNextText;
    this.publish(
      ...changed.map((seat): WireEvent => ({ kind: 'seat-changed', seat })),
      ...(isWaitingNew ? [{ kind: 'wait-list-changed', waiting } as const] : []),
      ...(isUpNextNew ? [{ kind: 'up-next-changed', upNext } as const] : []),
    );
    if (changed.length > 0 || isWaitingNew) this.deps.onLobbyChange();
  }

  /** What viewers know of a seat: its chips they follow through the events of the hand. */
  #told(seat: number): SeatView | undefined {
    const shown = this.#shown[seat];
    const inHand = this.hand?.seats.find((s) => s.seat === seat);
    return shown && inHand ? { ...shown, stack: inHand.stack } : shown;
  }

  /** Viewers were told these stacks by `hand-ended`. */
  noteStacks(results: readonly { readonly seat: number; readonly stack: number }[]): void {
    for (const { seat, stack } of results) {
      const shown = this.#shown[seat];
      if (shown) this.#shown[seat] = { ...shown, stack };
    }
  }

  /** What a table command would do: the change to write, or the refusal. */
  decide(command: TableCommand, key: CommandKey | null, state = this.state): Result<Change, WireRefusal> {
    const decided = decideTable(state.table, command);
    if (!decided.ok) return err(refusalOf(decided.error));
    return ok(this.changeOf(decided.value, key, state));
  }

  changeOf(events: readonly TableEvent[], command: CommandKey | null, state = this.state): Change {
    const after = evolveRoomTable(state, events);
    const requestId = command?.commandId ?? this.ports.ids.uuid();
    return { command, before: this.state, after, events, requestId, journal: null };
  }

  /** Carries out something of the room's own; it waits as long as it must. */
  async carryOut(change: Change): Promise<void> {
    await this.write(change);
    this.apply(change);
  }

  /** Writes something of the room's own; it waits as long as it must. */
  async write(change: Change): Promise<void> {
    let isRetry = false;
    await this.patiently('STORAGE_LOST', () => {
      const written = this.store.change(change, this.nowMs(), isRetry);
      isRetry = true;
      return written;
    });
  }

  /**
   * Writes something of the room's own that stands only if storage was there for it: after an outage it is not tried again.
   *
   * @returns whether it is written, also where that seemed to fail
   */
  async writeUnlessLost(change: Change): Promise<boolean> {
    try {
      const written = await this.store.change(change, this.nowMs(), false);
      assert(written.ok, 'what the room itself does moves no chips that are not there');
      return true;
    } catch (error) {
      if (!isOutage(error)) throw error;
      return this.outlast(error, () => this.store.resolveDoubt(change));
    }
  }

  /**
   * Whether what players say could be taken, as it must be before anybody pays for saying nothing: an outage may have begun that no lease tells
   * of yet. Where it could not, this comes when it can be again.
   */
  async couldHear(): Promise<boolean> {
    try {
      await this.store.prove();
      return true;
    } catch (error) {
      if (!isOutage(error)) throw error;
      await this.outlast(error, () => this.store.prove());
      return false;
    }
  }

  /** Storage failed with `error`: the table stands still until `attempt` works. */
  async outlast<T>(error: unknown, attempt: () => Promise<T>): Promise<T> {
    this.pause('STORAGE_LOST', String(error));
    const result = await this.patiently('STORAGE_LOST', attempt);
    this.resume('STORAGE_LOST');
    return result;
  }

  /** Books a written change in memory, shows it, and says who has other chips now. */
  apply(change: Change): void {
    this.state = change.after;
    for (const event of change.events) {
      if (event.kind === 'seat-moved') this.commits.forget(this.playerAt(event.to)); // they bind the seat
      if (event.kind !== 'left') continue;
      this.commits.forget(event.player);
      this.roundTripsMs.delete(event.player);
    }
    this.sync();
    this.tellWallets(playersPaid(change.before.table, change.events));
  }

  /** Wallets as they are now, to whom it concerns. Not waited for: only the last one counts. */
  tellWallets(players: readonly string[]): void {
    for (const playerId of new Set(players)) {
      walletIn(this.ports.db.reader, playerId)
        .then(({ available, inPlay }) => this.deps.tellAll([{ kind: 'wallet', playerId, available, inPlay }]))
        .catch((error: unknown) => this.report('STORAGE_LOST', `the wallet of a player could not be read: ${error}`));
    }
  }

  /** Who may take a free seat before others. */
  offered(): readonly string[] {
    return offeredTo(this.state.table);
  }

  tableAfter(events: readonly TableEvent[]) {
    return events.reduce(evolveTable, this.state.table);
  }

  /** Tries until it works; meanwhile the table is paused and its clocks stand still. */
  patiently<T>(reason: 'STORAGE_LOST' | 'LOG_LOST', attempt: () => Promise<T>): Promise<T> {
    const { clock, scheduler, random, config } = this.ports;
    return writePatiently(
      {
        clock,
        scheduler,
        random,
        retryMs: config.retryMs,
        retryMaxMs: config.retryMaxMs,
        isAbandoned: () => this.isAbandoned,
        onTrouble: (error) => this.pause(reason, String(error)),
        onRelief: () => this.resume(reason),
      },
      attempt,
    );
  }

  pause(reason: Exclude<PauseReason, 'STALLED'>, detail: string): void {
    if (reason !== 'STOPPING' && reason !== 'OPERATOR' && reason !== 'MOVING') this.report(reason, detail);
    if (this.paused === null) this.timers.freeze(reason === 'MOVING' ? this.nowMs() : this.#lostSinceMs());
    this.#pauses.add(reason);
    this.#tellPause(reason);
  }

  #tellPause(reason: PauseReason): void {
    if (this.#isPauseTold) return;
    this.#isPauseTold = true;
    this.publish({ kind: 'table-paused', reason });
  }

  /** The process did nothing since then, and may have lost the table meanwhile: viewers hear of it when it is known that it has not. */
  stall(sinceMs: number): void {
    if (this.paused === null) this.timers.freeze(sinceMs);
    this.#pauses.add('STALLED');
  }

  /** Had the table been lost, or were that uncertain, `freeze` would have come before this. */
  unstall(): void {
    if (this.isAbandoned) return;
    this.resume('STALLED');
    this.#goOn();
  }

  /** Another may have the table by now: nothing more is done until `thaw`. */
  freeze(): void {
    this.pause('MESSAGING_LOST', 'the lease of the table could not be renewed in time');
  }

  /** Nobody else has had it. */
  thaw(): void {
    if (this.isAbandoned) return;
    this.resume('MESSAGING_LOST');
    this.#goOn();
  }

  #goOn(): void {
    for (const goOn of this.#thawing.splice(0)) goOn();
  }

  get #isCertain(): boolean {
    return !this.#pauses.has('MESSAGING_LOST') && !this.#pauses.has('STALLED');
  }

  /** Resolves when it is certain that this shard has the table, or that it has not. */
  async certain(): Promise<void> {
    while (!this.#isCertain && !this.isAbandoned) await new Promise<void>((goOn) => this.#thawing.push(goOn));
  }

  /** From when on nobody in a hand pays for an outage that is found now: when storage last worked, as nobody knows better. */
  #lostSinceMs(): number {
    const isInHand = this.hand !== null || this.timers.has('reveal');
    return isInHand ? this.#workedMs : this.nowMs();
  }

  resume(reason: PauseReason): void {
    if (!this.#pauses.delete(reason) || this.paused !== null) return;
    const stoodMs = this.timers.thaw();
    this.onResume({ atMs: this.nowMs() - stoodMs, reason, ms: stoodMs });
    this.#tellPause(reason);
    this.#isPauseTold = false;
    this.publish({ kind: 'table-resumed', pausedMs: Math.max(0, stoodMs) }); // below 0 where the clock was set back meanwhile
  }

  /** The hand's record says how long nobody could act in it. */
  notePause(handNo: number, pause: HandPause): void {
    const { tableId, ports } = this;
    const noted = { ...pause, ms: Math.max(0, pause.ms) };
    const note = () => ports.db.transaction(async (trx) => ok(await notePause(trx, { tableId, handNo }, noted)));
    this.deps.post(async () => void (await this.patiently('STORAGE_LOST', note)));
  }

  /** A fault is about to end the hand, or to stop the table in it. */
  async noteFault({ handNo, startedMs, phase }: Revealing | Playing, reason: EndReason): Promise<void> {
    const { tableId, ports, state, deps } = this;
    const isConnected = (seat: number) => this.broadcast.isWatching(this.playerAt(seat));
    await this.patiently('STORAGE_LOST', async () => {
      const kept = await deps.journal.entriesOf(handNo, phase === 'playing');
      const accepted = kept === 'LOST' ? [] : kept;
      await noteFault(ports, { tableId, handNo, startedMs }, { reason, lostOwner: null, accepted, state, isConnected });
    });
  }

  report(code: Finding['code'], detail: string, handNo: number | null = null): void {
    this.ports.findings.report({ code, tableId: this.tableId, handNo, detail });
  }

  /** Our own mistake in one of this table's tasks: it stops before anything wrong is booked. The other tables go on. */
  onFault(error: unknown): void {
    if (error instanceof Abandoned) {
      if (this.isAbandoned) return;
      this.report('TABLE_FAULT', error.message);
      this.abandon();
      this.deps.onAbandoned();
      return;
    }
    const detail =
      error instanceof AssertionError ? error.message : `${error instanceof Error ? (error.stack ?? error.message) : error}`;
    this.report('TABLE_FAULT', detail);
    this.standStill(detail);
  }

  /** The books say otherwise, or a mistake of ours was met: nothing more happens here until a person has looked. */
  standStill(detail: string): void {
    this.pause('LEDGER_FAULT', detail);
    this.abandon();
  }

  /** Nothing more is written by this owner. */
  abandon(): void {
    this.isAbandoned = true;
    this.timers.cancelAll();
    this.#goOn();
  }
}

function isSame(a: SeatView, b: SeatView | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
