/**
 * A player at one table who speaks the contract over a wire that can be cut at any moment, and comes back through any gateway: keeps
 * every frame by its number, and says at once where one is missing, comes twice or comes in the wrong order.
 */
import type { Ids } from '@aboveboard/kit';
import {
  type DownMessage,
  type FrameMessage,
  type Position,
  PROTOCOL_VERSION,
  type SnapshotMessage,
  type TableCommand,
  type TableEvent,
  type UpMessage,
  type WireRefusal,
} from '@aboveboard/protocol';
import type { VirtualTime } from '@aboveboard/testkit';
import type { ConnectionEvents } from '../gateway/connection.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Policy } from './test-player.ts';

/** One way, each frame. */
export const WIRE_MS = 5;

/** A gateway that can die without a word. */
export type WireGateway = Gateway & { readonly id: string; die(): void };

interface Wire {
  isUp: boolean;
  events: ConnectionEvents | null;
}

export interface WirePlayerPorts {
  readonly time: VirtualTime;
  readonly ids: Ids;
  readonly playerId: string;
  readonly tableId: string;
  /** Null: looks on, or lets the clock run. */
  readonly policy: Policy | null;
}

export class WirePlayer {
  readonly playerId: string;
  /** By incarnation and number. */
  readonly frames = new Map<string, TableEvent | null>();
  readonly faults: string[] = [];
  /** With where the player was before. */
  readonly snapshots: { readonly from: Position | null; readonly position: Position }[] = [];
  readonly notices: Extract<DownMessage, { type: 'notice' }>[] = [];
  readonly answers = new Map<string, ('ack' | WireRefusal['code'])[]>();
  /** Close codes, in the order in which connections ended. */
  readonly closed: number[] = [];
  readonly unanswered = new Map<string, TableCommand>();
  /** Frames as they came since the last `subscribe`: how a resume was answered. */
  readonly came: DownMessage['type'][] = [];
  policy: Policy | null;
  /** The last one it connected to. */
  gateway: WireGateway | null = null;
  seat: number | null = null;
  position: Position | null = null;
  #wire: Wire | null = null;
  readonly #ports: WirePlayerPorts;

  constructor(ports: WirePlayerPorts) {
    this.#ports = ports;
    this.playerId = ports.playerId;
    this.policy = ports.policy;
  }

  /** Connects, greets, subscribes from the last position and sends again what is unanswered. */
  connect(gateway: WireGateway): void {
    const wire: Wire = { isUp: true, events: null };
    this.#wire = wire;
    this.gateway = gateway;
    wire.events = gateway.accept(
      {
        remoteAddress: '10.0.0.1',
        device: 'a test',
        bufferedBytes: () => 0,
        send: (texts) => this.#later(() => wire.isUp && this.#hear(texts)),
        close: (code) => this.#later(() => wire.isUp && this.#ended(code)),
      },
      `ab1_${this.playerId}`,
    );
    this.#send({ type: 'hello', protocol: PROTOCOL_VERSION, client: { name: 'wire', version: '1' } });
  }

  /** What is on the wire is lost, both ways; the gateway notices `noticedAfterMs` later, or never where that is null. */
  cut(noticedAfterMs: number | null = 0): void {
    const wire = this.#wire;
    if (!wire) return;
    wire.isUp = false;
    this.#wire = null;
    if (noticedAfterMs !== null) this.#ports.time.scheduler.after(noticedAfterMs, () => wire.events?.onClosed());
  }

  get isConnected(): boolean {
    return this.#wire !== null;
  }

  command(command: TableCommand): string {
    const commandId = this.#ports.ids.uuid();
    this.unanswered.set(commandId, command);
    this.#transmit(commandId, command);
    return commandId;
  }

  sit(seat: number): string {
    return this.command({ kind: 'sit', seat, buyIn: 1_000 });
  }

  #transmit(commandId: string, command: TableCommand): void {
    this.#send({ type: 'command', tableId: this.#ports.tableId, commandId, command });
  }

  #send(message: UpMessage): void {
    const wire = this.#wire;
    const text = JSON.stringify(message);
    this.#later(() => wire?.isUp && wire.events?.onText(text));
  }

  #later(task: () => unknown): void {
    this.#ports.time.scheduler.after(WIRE_MS, () => void task());
  }

  #ended(code: number): void {
    this.closed.push(code);
    const wire = this.#wire;
    this.cut();
    if (!wire) this.faults.push('an end without a connection');
  }

  #hear(texts: readonly string[]): void {
    for (const text of texts) this.#take(JSON.parse(text) as DownMessage);
  }

  #take(message: DownMessage): void {
    this.came.push(message.type);
    switch (message.type) {
      case 'welcome':
        this.#welcomed();
        break;
      case 'ping':
        this.#send({ type: 'pong', n: message.n });
        break;
      case 'ack':
        this.#answered(message.commandId, 'ack');
        break;
      case 'refused':
        this.#answered(message.commandId, message.refusal.code);
        break;
      case 'snapshot':
        this.#begin(message);
        break;
      case 'batch':
        for (const frame of message.frames) this.#frame(frame);
        break;
      case 'frame':
        this.#frame(message);
        break;
      case 'notice':
        this.notices.push(message);
        if (message.code === 'RETRY') this.#again(message.commandId ?? '');
    }
  }

  #welcomed(): void {
    this.came.length = 0;
    const { tableId } = this.#ports;
    this.#send({ type: 'subscribe', tableId, ...(this.position ? { position: this.position } : {}) });
    for (const [commandId, command] of this.unanswered) this.#transmit(commandId, command);
  }

  #again(commandId: string): void {
    const command = this.unanswered.get(commandId);
    if (command) this.#transmit(commandId, command);
  }

  #answered(commandId: string, answer: 'ack' | WireRefusal['code']): void {
    if (!this.unanswered.delete(commandId)) this.faults.push(`${commandId} was answered twice: ${answer}`);
    this.answers.set(commandId, [...(this.answers.get(commandId) ?? []), answer]);
  }

  #begin(snapshot: SnapshotMessage): void {
    this.snapshots.push({ from: this.position, position: snapshot.position });
    this.position = snapshot.position;
    for (const { seat, player } of snapshot.seats) if (player?.playerId === this.playerId) this.seat = seat;
    const turn = snapshot.hand.findLast(({ kind }) => kind === 'turn' || kind === 'draw-turn');
    const isLast = snapshot.hand.at(-1) === turn;
    if (turn && isLast) this.#event(turn);
  }

  #frame({ incarnation, seq, event }: FrameMessage): void {
    const at = this.position;
    const isNext = at !== null && at.incarnation === incarnation && at.seq + 1 === seq;
    if (!isNext) this.faults.push(`frame ${incarnation}.${seq} after ${at?.incarnation}.${at?.seq}`);
    this.position = { incarnation, seq };
    this.frames.set(`${incarnation}.${seq}`, event);
    if (event) this.#event(event);
  }

  #event(event: TableEvent): void {
    if (event.kind === 'seat-changed' && event.seat.player?.playerId === this.playerId) this.seat = event.seat.seat;
    if ((event.kind !== 'turn' && event.kind !== 'draw-turn') || event.seat !== this.seat) return;
    const action = this.policy?.(event, []);
    if (action) this.command({ kind: 'act', turnId: event.turnId, action });
  }
}
