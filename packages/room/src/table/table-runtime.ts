/**
 * One table: takes what players ask, in order, and answers. What is asked of seats goes to the engine's table, what is asked of cards to
 * the hand that runs; both are decided first, written next, and only then shown and acknowledged (design/room.md).
 */
import { type TableCommand as EngineCommand, gameInPlay, type PlayerId } from '@aboveboard/engine';
import { err, ok, type Result } from '@aboveboard/kit';
import type { DownMessage, GameCode, LobbyTable, SnapshotMessage, TableCommand, WireRefusal } from '@aboveboard/protocol';
import type { CommandKey } from '@aboveboard/storage';
import type { ReturnPath, ShardRequest } from '../messages.ts';
import { createMailbox, type Mailbox } from '../shard/mailbox.ts';
import { HandRunner } from './hand-runner.ts';
import { inviteHash } from './invite.ts';
import { LobbyLine, type PastHand } from './lobby-line.ts';
import { newMember, occupied, seatOf } from './room-table.ts';
import { departures, engineCommand } from './seat-commands.ts';
import { SeatKeeper } from './seat-keeper.ts';
import { TableCore, type TableDeps } from './table-core.ts';
import type { Change } from './table-store.ts';
import { upNextOf } from './up-next.ts';
import { isOutage } from './write-patiently.ts';

export type CommandRequest = Extract<ShardRequest, { kind: 'command' }>;
export type AttachRequest = Extract<ShardRequest, { kind: 'attach' }>;

export interface RuntimeDeps extends Omit<TableDeps, 'post'> {
  /** Of a private table; null for a public one. */
  readonly inviteHash: string | null;
  readonly pastHands: readonly PastHand[];
  /** When the table was made. */
  readonly openedMs: number;
}

/** Ready to be written; `apply` books it in memory and shows it. */
interface Decided {
  /** Null: nothing of it is durable, and doing it twice changes nothing. */
  readonly change: Change | null;
  apply(): void;
}

/** Answers kept in memory before the database is asked. */
const REPLIES_KEPT = 512;

export class TableRuntime {
  readonly #core: TableCore;
  readonly #hands: HandRunner;
  readonly #seats: SeatKeeper;
  readonly #mailbox: Mailbox;
  readonly #lobby: LobbyLine;
  readonly #inviteHash: string | null;
  readonly openedMs: number;
  /** Private table: who has shown the invite. */
  readonly #admitted = new Set<string>();
  readonly #acked = new Set<string>();
  readonly #send: RuntimeDeps['send'];

  constructor(deps: RuntimeDeps) {
    const { config } = deps.ports;
    this.#mailbox = createMailbox(config.mailboxLimit, (error) => this.#core.onFault(error));
    this.#core = new TableCore({ ...deps, post: (task) => this.#mailbox.post(() => this.#unlessAbandoned(task)) });
    this.#lobby = new LobbyLine(deps.ports.clock, deps.pastHands);
    this.#hands = new HandRunner(this.#core, (ended) => {
      this.#lobby.note(ended);
      deps.onLobbyChange();
      this.#afterChange(config.betweenHandsMs);
    });
    this.#seats = new SeatKeeper(this.#core, () => this.#afterChange());
    this.#inviteHash = deps.inviteHash;
    this.openedMs = deps.openedMs;
    this.#send = deps.send;
  }

  get tableId(): string {
    return this.#core.tableId;
  }
  get settings() {
    return this.#core.settings;
  }
  get isClosed(): boolean {
    return this.#core.isClosed;
  }
  /** Whether it can write. A table stopped by a fault of its own is a finding, and no reason to send everybody elsewhere. */
  get isHealthy(): boolean {
    const { paused } = this.#core;
    return paused !== 'STORAGE_LOST' && paused !== 'LOG_LOST' && paused !== 'MESSAGING_LOST';
  }

  /** A hand of it cannot be settled: players see it as it was before that, and nothing happens until it is opened anew. */
  standStill(detail: string): void {
    this.#core.standStill(detail);
  }

  /** It does nothing any more until it is opened anew, and its seats are what they were. */
  get isStandingStill(): boolean {
    return this.#core.isAbandoned && this.#core.paused === 'LEDGER_FAULT';
  }

  /** Begins to run: clocks for empty chairs, and the next hand when there is one. */
  open(): void {
    this.#afterChange();
  }

  async #unlessAbandoned(task: () => Promise<void>): Promise<void> {
    await this.#core.certain();
    if (!this.#core.isAbandoned) await task();
  }

  /** After anything that may let a hand begin, a seat come free or a wait begin or end. */
  #afterChange(delayMs = this.#core.ports.config.betweenHandsMs): void {
    this.#seats.review();
    this.#hands.schedule(delayMs);
  }

  // ---- looking: no turn needed, nothing durable changes

  attach({ from, speaker, position, invite }: AttachRequest): void {
    const core = this.#core;
    const { playerId } = speaker;
    if (!this.#mayEnter(playerId, invite)) {
      this.#answer(from, { type: 'subscription-refused', tableId: this.tableId, refusal: { code: 'INVITE_NEEDED' } });
      return;
    }
    const isFirst = core.broadcast.attach({ from, playerId });
    const missed = position && core.broadcast.framesSince(position, playerId);
    this.#answer(from, missed ? { type: 'batch', tableId: this.tableId, frames: missed } : this.snapshot(playerId));
    if (isFirst) this.#presenceChanged();
  }

  detach(from: ReturnPath): void {
    if (this.#core.broadcast.detach(from) !== null) this.#presenceChanged();
  }

  detachGateway(gatewayId: string): void {
    if (this.#core.broadcast.detachGateway(gatewayId).length > 0) this.#presenceChanged();
  }

  roundTrip(playerId: string, rttMs: number): void {
    if (seatOf(this.#core.state.table, playerId) !== null) this.#core.roundTripsMs.set(playerId, Math.max(0, rttMs));
  }

  #presenceChanged(): void {
    this.#core.sync();
    this.#afterChange();
  }

  #mayEnter(playerId: string, invite: string | null): boolean {
    if (this.#inviteHash === null || this.#core.state.members[playerId] || this.#admitted.has(playerId)) return true;
    if (invite === null || inviteHash(invite) !== this.#inviteHash) return false;
    this.#admitted.add(playerId);
    return true;
  }

  snapshot(playerId: string): SnapshotMessage {
    const core = this.#core;
    return {
      type: 'snapshot',
      tableId: this.tableId,
      position: core.broadcast.position(),
      atMs: core.nowMs(),
      settings: core.settings,
      seats: core.seatViews(),
      waiting: core.waitingView(),
      upNext: upNextOf(core.state.table),
      button: core.state.table.hand?.positions.button ?? core.state.table.positions?.button ?? null,
      nextHandNo: core.nextHandNo,
      isPaused: core.paused !== null,
      hand: core.broadcast.handFor(playerId),
    };
  }

  lobbyLine(): LobbyTable {
    const { table, members } = this.#core.state;
    const seated = occupied(table);
    return {
      settings: this.#core.settings,
      playing: gameInPlay(table).code as GameCode, // only games of the wire are offered (table-rules.ts)
      taken: seated.length,
      people: seated.filter(({ at }) => members[at.player]?.isBot === false).length,
      waiting: table.waiting.length,
      ...this.#lobby.figures(),
    };
  }

  hasSeat(playerId: string): boolean {
    return seatOf(this.#core.state.table, playerId) !== null;
  }

  // ---- commands: in order, one at a time

  command(request: CommandRequest): void {
    const core = this.#core;
    if (core.isClosed) this.#refuse(request, { code: 'TABLE_CLOSED' });
    else if (core.refusesCommands) this.#refuse(request, { code: 'PAUSED' });
    else if (!this.#mailbox.offer(() => this.#handle(request))) this.#refuse(request, { code: 'BUSY' });
  }

  async #handle(request: CommandRequest): Promise<void> {
    const core = this.#core;
    await core.certain();
    if (core.isClosed) return this.#refuse(request, { code: 'TABLE_CLOSED' });
    if (core.isAbandoned) return core.isStopping ? undefined : this.#refuse(request, { code: 'PAUSED' }); // who has it now answers
    const key: CommandKey = { tableId: this.tableId, playerId: request.speaker.playerId, commandId: request.commandId };
    const wasDone = await this.#wasDone(request, key);
    if (wasDone === null) return;
    if (wasDone) return this.#ack(request, key);
    const decided = this.#decide(request, key);
    if (!decided.ok) return this.#refuse(request, decided.error);
    if (decided.value.change === null) {
      decided.value.apply();
      this.#ack(request, key);
      return this.#afterChange();
    }
    await this.#write(request, key, decided.value.change, decided.value.apply);
  }

  async #write(request: CommandRequest, key: CommandKey, change: Change, apply: () => void): Promise<void> {
    const core = this.#core;
    let written: Result<void, 'INSUFFICIENT_CHIPS'>;
    try {
      written = await core.store.change(change, core.nowMs(), false);
    } catch (error) {
      return this.#inDoubt(request, key, change, apply, error);
    }
    if (!written.ok) return this.#refuse(request, { code: written.error });
    if (request.command.kind === 'act') await this.#hands.afterAct();
    apply();
    this.#ack(request, key);
    await this.#goOn();
  }

  /** A write that failed, or seemed to: BUSY now; when storage is back its own record says whether it was done. */
  async #inDoubt(request: CommandRequest, key: CommandKey, change: Change, apply: () => void, error: unknown): Promise<void> {
    const core = this.#core;
    if (!isOutage(error)) {
      this.#refuse(request, { code: 'PAUSED' });
      throw error;
    }
    this.#refuse(request, { code: 'BUSY' });
    const wasDone = await core.outlast(error, () => core.store.resolveDoubt(change));
    if (wasDone) {
      apply();
      this.#remember(key);
    }
    await this.#goOn();
  }

  async #goOn(): Promise<void> {
    await this.#hands.proceed();
    this.#afterChange();
  }

  /** Null: it cannot be known; the command is answered BUSY, and storage that cannot be read is waited for as for a write. */
  async #wasDone(request: CommandRequest, key: CommandKey): Promise<boolean | null> {
    const core = this.#core;
    if (this.#acked.has(replyKey(key))) return true;
    try {
      return await core.store.wasDone(key, isJournalled(request.command));
    } catch (error) {
      this.#refuse(request, { code: 'BUSY' });
      await core.outlast(error, () => core.store.wasDone(key, isJournalled(request.command)));
      return null;
    }
  }

  #decide(request: CommandRequest, key: CommandKey): Result<Decided, WireRefusal> {
    const core = this.#core;
    const { command } = request;
    const { playerId } = request.speaker;
    switch (command.kind) {
      case 'act':
        return this.#hands.decideAct(playerId, command.turnId, command.action, key);
      case 'reveal':
        return this.#hands.decideReveal(playerId, command.handNo, command.seed, key);
      case 'show-cards':
      case 'run-it': {
        if (command.kind === 'run-it' && !core.settings.house.mayRunTwice) return err({ code: 'NOT_OFFERED' });
        const decided = this.#hands.decideWish(playerId, command);
        return decided.ok ? ok({ change: null, apply: decided.value }) : decided;
      }
      case 'contribute':
        return this.#decideContribute(request, command);
      case 'sit':
      case 'join-wait-list':
        if (!this.#mayEnter(playerId, command.kind === 'sit' ? (command.invite ?? null) : null))
          return err({ code: 'INVITE_NEEDED' });
        if (core.isStopping) return err({ code: 'STOPPING' });
        return this.#decideArrival(request, command, key);
      default:
        return this.#decideSeat(engineCommand(command, playerId as PlayerId), key);
    }
  }

  #decideContribute(
    { speaker: { playerId }, from }: CommandRequest,
    command: Extract<TableCommand, { kind: 'contribute' }>,
  ): Result<Decided, WireRefusal> {
    const core = this.#core;
    const member = core.state.members[playerId];
    if (seatOf(core.state.table, playerId) === null || !member) return err({ code: 'NOT_SEATED' });
    if (member.isBot) return err({ code: 'NOT_ALLOWED' }); // the operator's bots never contribute
    const offered = core.commits.offer(playerId, from, core.nextHandNo, command);
    return offered.ok ? ok({ change: null, apply: () => core.sync() }) : offered;
  }

  /** Somebody new: the room remembers the name as it was when they came. */
  #decideArrival(
    { speaker }: CommandRequest,
    command: Extract<TableCommand, { kind: 'sit' | 'join-wait-list' }>,
    key: CommandKey,
  ): Result<Decided, WireRefusal> {
    const core = this.#core;
    const known = core.state.members[speaker.playerId];
    const member = known ?? newMember(speaker.name, speaker.isBot, core.settings.timeBankMs);
    const withMember = { ...core.state, members: { ...core.state.members, [speaker.playerId]: member } };
    if (command.kind === 'sit' && command.seat >= core.settings.seats) return err({ code: 'NO_SUCH_SEAT' });
    const decided = core.decide(engineCommand(command, speaker.playerId as PlayerId), key, withMember);
    if (!decided.ok) return decided;
    return ok({ change: decided.value, apply: () => core.apply(decided.value) });
  }

  #decideSeat(command: EngineCommand, key: CommandKey): Result<Decided, WireRefusal> {
    const core = this.#core;
    const decided = core.decide(command, key);
    if (!decided.ok) return decided;
    const isFirstChoice = decided.value.events.some(({ kind }) => kind === 'game-chosen') && core.state.table.chosen === null;
    const isLeavingOnTurn = decided.value.events.some(({ kind }) => kind === 'leave-noted');
    return ok({
      change: decided.value,
      apply: () => {
        core.apply(decided.value);
        if (isLeavingOnTurn) this.#hands.dropTurnOfLeaver();
        if (isFirstChoice) this.#hands.gameChosen();
      },
    });
  }

  // ---- answers

  #ack(request: CommandRequest, key: CommandKey): void {
    if (!isMemoryOnly(request.command)) this.#remember(key);
    this.#answer(request.from, { type: 'ack', commandId: request.commandId });
  }

  #remember(key: CommandKey): void {
    this.#acked.add(replyKey(key));
    const [oldest] = this.#acked;
    if (this.#acked.size > REPLIES_KEPT && oldest !== undefined) this.#acked.delete(oldest);
  }

  #refuse({ from, commandId }: CommandRequest, refusal: WireRefusal): void {
    this.#answer(from, { type: 'refused', commandId, refusal });
  }

  #answer(to: ReturnPath, message: DownMessage): void {
    this.#send(to.gatewayId, [{ kind: 'answer', to, message }]);
  }

  // ---- the end

  /** It may not be this shard's any more: it stands still until that is known. */
  freeze(): void {
    this.#core.freeze();
  }

  thaw(): void {
    this.#core.thaw();
  }

  /** The process did nothing since then. */
  stall(sinceMs: number): void {
    this.#core.stall(sinceMs);
  }

  unstall(): void {
    this.#core.unstall();
  }

  /** No hand begins any more. */
  beginStop(): void {
    this.#core.isStopping = true;
    this.#core.timers.cancel('next-hand');
  }

  /** No hand begins any more here; everything else goes on until `moveAway`. */
  beginMove(): void {
    this.#core.isMoving = true;
    this.#core.timers.cancel('next-hand');
  }

  /** Between hands, on the way to another shard: what was asked so far is done, and viewers see a pause. */
  async moveAway(): Promise<void> {
    this.#mailbox.post(() => this.#unlessAbandoned(async () => this.#core.pause('MOVING', '')));
    await this.#mailbox.idle();
    this.drop();
  }

  get isIdle(): boolean {
    return this.#hands.isIdle;
  }

  /** Runs out what is still played. */
  async runOut(): Promise<void> {
    if (!this.#core.isAbandoned) this.#mailbox.post(() => this.#unlessAbandoned(() => this.#hands.endNow('DRAINED')));
    await this.#mailbox.idle();
  }

  /** Waits for what is under way, and stops. */
  async stop(): Promise<void> {
    this.beginStop();
    await this.#mailbox.idle();
    this.drop();
  }

  /** Stops at once and leaves everything where it is, as a lost process does. */
  drop(): void {
    this.#core.isStopping = true;
    this.#core.abandon();
    this.#mailbox.close();
  }

  /** Closes the table for good: no new hand, the one in play ends, everybody's chips go back. */
  async close(): Promise<void> {
    this.#mailbox.post(() => this.#unlessAbandoned(() => this.#close()));
    await this.#mailbox.idle();
  }

  async #close(): Promise<void> {
    const core = this.#core;
    if (core.isClosed) return;
    this.beginStop();
    await this.#hands.endNow('ADMIN_CLOSED');
    const change = core.changeOf(departures(core.state.table), null);
    const told = { name: core.settings.name, handNo: core.nextHandNo };
    await core.patiently('STORAGE_LOST', () => core.store.close(change, told, core.nowMs()));
    core.ports.eventsWritten();
    core.isClosed = true;
    core.apply(change);
    core.publish({ kind: 'table-closed' });
    core.timers.cancelAll();
    core.deps.onLobbyChange();
  }
}

/** What leaves nothing durable may be done again: it comes to the same. */
function isMemoryOnly({ kind }: TableCommand): boolean {
  return kind === 'contribute' || kind === 'show-cards' || kind === 'run-it';
}

/** What touches a hand alone; every other command is written with what it changes of the table. */
function isJournalled({ kind }: TableCommand): boolean {
  return kind === 'act' || kind === 'reveal';
}

function replyKey({ playerId, commandId }: CommandKey): string {
  return `${playerId} ${commandId}`;
}
