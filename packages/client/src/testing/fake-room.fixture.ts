/**
 * A room of one table in memory, on virtual time: speaks the real schema over a wire that can be cut at any moment, answers each
 * command once, and keeps frames for those who come back. What it says is up to the test.
 */
import { parseOrigin, toHex } from '@aboveboard/fairness';
import { assert } from '@aboveboard/kit';
import {
  type CommandMessage,
  DEFAULT_HOUSE_RULES,
  type DownMessage,
  downMessage,
  emptySeat,
  type FrameMessage,
  type NoticeMessage,
  type Position,
  type SeatView,
  type TableEvent,
  type UpMessage,
  upMessage,
} from '@aboveboard/protocol';
import { seededIds, seededRandom, type VirtualTime } from '@aboveboard/testkit';
import type { ClientPorts, ConnectSocket, SocketHandlers } from '../ports.ts';
import { type Dealer, dealKeyOf } from './scripted-hand.fixture.ts';

export const TABLE = '11111111-1111-4111-8111-111111111111';
export const PLAYER = '22222222-2222-4222-8222-222222222222';
const WIRE_MS = 5;
const HEARTBEAT_MS = 10_000;

interface Wire {
  readonly handlers: SocketHandlers;
  isOpen: boolean;
  isGreeted: boolean;
  isSubscribed: boolean;
}

export class FakeRoom {
  readonly time: VirtualTime;
  readonly dealer: Dealer;
  /** Every frame that reached the server, in order. */
  readonly heard: UpMessage[] = [];
  /** Commands carried out, each once. */
  readonly carriedOut: CommandMessage[] = [];
  readonly attemptsAtMs: number[] = [];
  /** Where each attempt went. */
  readonly attemptsTo: string[] = [];
  /** Addresses at which no socket opens. */
  readonly dead = new Set<string>();
  readonly frames: FrameMessage[] = [];
  /** Says how a command is answered: null is an ack. */
  judge: (command: CommandMessage) => { code: 'RATE_LIMITED' | 'BUSY' | 'COMMIT_TOO_LATE' | 'NOT_YOUR_TURN' } | null = () =>
    null;
  /** While false, no socket opens. */
  isUp = true;
  /** While false, subscriptions are heard and not answered. */
  isServing = true;
  /** While false, commands are heard and not answered. */
  isAnswering = true;
  /** The close code every hello meets, instead of a welcome. */
  closesHelloWith: number | null = null;
  /** Frames kept for those who resume. */
  historyLimit = 10_000;
  incarnation = 1;
  seats: SeatView[] = Array.from({ length: 6 }, (_, seat) => emptySeat(seat));
  nextHandNo = 1;
  #hand: TableEvent[] = [];
  readonly #answers = new Map<string, DownMessage>();
  readonly #wires = new Set<Wire>();

  constructor(time: VirtualTime, seed = 1) {
    const origin = parseOrigin('localhost/log/2026h2');
    assert(origin.ok, 'a good origin');
    const random = seededRandom(seed);
    this.time = time;
    this.dealer = { origin: origin.value, tableId: TABLE, secret: random.bytes(32), random };
    this.#beat();
  }

  ports(seed = 2): ClientPorts & { readonly kept: Map<string, string> } {
    const kept = new Map<string, string>();
    const random = seededRandom(seed);
    const storage = {
      get: (key: string) => kept.get(key) ?? null,
      set: (key: string, value: string) => void kept.set(key, value),
    };
    return {
      connect: this.connect,
      clock: this.time.clock,
      scheduler: this.time.scheduler,
      random,
      ids: seededIds(random),
      storage,
      kept,
    };
  }

  readonly connect: ConnectSocket = (url, _subprotocol, handlers) => {
    const wire: Wire = { handlers, isOpen: true, isGreeted: false, isSubscribed: false };
    this.attemptsAtMs.push(this.time.clock.nowMs());
    this.attemptsTo.push(url);
    this.#later(() => {
      if (!wire.isOpen) return;
      if (this.isUp && !this.dead.has(url)) {
        this.#wires.add(wire);
        handlers.onOpen();
      } else {
        this.#end(wire, 1006);
      }
    });
    return {
      send: (text) => this.#later(() => wire.isOpen && this.#hear(wire, upMessage.parse(JSON.parse(text)))),
      close: () => this.#end(wire, 1000),
    };
  };

  /** Cuts every connection: what is on the wire is lost, both ways. */
  cut(code = 1006): void {
    for (const wire of [...this.#wires]) this.#end(wire, code);
  }

  /** The table has another owner from now on, to which the gateway attaches everybody again: connections stay. */
  moveTable(): void {
    this.incarnation += 1;
    this.frames.length = 0;
    for (const wire of this.#wires) if (wire.isSubscribed) this.#say(wire, this.snapshot());
  }

  /** An event everybody at the table gets; null for one that this viewer may not see. */
  publish(event: TableEvent | null): void {
    const frame: FrameMessage = {
      type: 'frame',
      tableId: TABLE,
      incarnation: this.incarnation,
      seq: (this.frames.at(-1)?.seq ?? 0) + 1,
      atMs: this.time.clock.nowMs(),
      event,
    };
    this.frames.push(frame);
    if (event) this.#remember(event);
    for (const wire of this.#wires) if (wire.isSubscribed) this.#say(wire, frame);
  }

  /** Loses the last frame for everybody: the next one leaves a gap. */
  publishUnheard(event: TableEvent): void {
    const subscribed = [...this.#wires].filter((wire) => wire.isSubscribed);
    for (const wire of subscribed) wire.isSubscribed = false;
    this.publish(event);
    for (const wire of subscribed) wire.isSubscribed = true;
  }

  /** What a gateway says of itself, to everybody. */
  notice(notice: Omit<NoticeMessage, 'type'>): void {
    for (const wire of this.#wires) this.#say(wire, { type: 'notice', ...notice });
  }

  /** An answer that nobody asked for: the table is back. */
  sayAgain(position: Position | undefined): void {
    for (const wire of this.#wires) if (wire.isSubscribed) this.#say(wire, this.#resume(position));
  }

  /** Text that is none of the contract. */
  sayRaw(text: string): void {
    for (const wire of this.#wires) this.#later(() => wire.isOpen && wire.handlers.onMessage(text));
  }

  sitDown(seat: number): void {
    this.publish({
      kind: 'seat-changed',
      seat: { ...emptySeat(seat), player: me, stack: 100, status: 'playing', isConnected: true },
    });
  }

  standUp(seat: number): void {
    this.publish({ kind: 'seat-changed', seat: emptySeat(seat) });
  }

  /** The commits last sent, by hand number. */
  commitFor(handNo: number): { readonly sid: string; readonly commit: string } | null {
    for (const { command } of this.carriedOut.toReversed()) {
      const commit = command.kind === 'contribute' && command.commits.find((c) => c.handNo === handNo);
      if (commit && command.kind === 'contribute') return { sid: command.sid, commit: commit.commit };
    }
    return null;
  }

  seedFor(handNo: number): string | null {
    const reveals = this.carriedOut.flatMap(({ command }) => (command.kind === 'reveal' ? [command] : []));
    return reveals.find((reveal) => reveal.handNo === handNo)?.seed ?? null;
  }

  #remember(event: TableEvent): void {
    if (event.kind === 'seat-changed')
      this.seats = this.seats.map((seat) => (seat.seat === event.seat.seat ? event.seat : seat));
    if (event.kind === 'deal-opened') this.nextHandNo = event.handNo + 1;
    this.#hand = event.kind === 'hand-ended' ? [] : [...this.#hand, event];
  }

  #hear(wire: Wire, message: UpMessage): void {
    this.heard.push(message);
    switch (message.type) {
      case 'hello':
        this.#greet(wire);
        break;
      case 'subscribe':
        wire.isSubscribed = true;
        if (this.isServing) this.#say(wire, this.#resume(message.position));
        break;
      case 'command':
        this.#carryOut(wire, message);
        break;
      default:
        break;
    }
  }

  #greet(wire: Wire): void {
    if (this.closesHelloWith !== null) {
      this.#end(wire, this.closesHelloWith);
      return;
    }
    wire.isGreeted = true;
    const { origin } = this.dealer;
    this.#say(wire, {
      type: 'welcome',
      protocol: '1.1.0',
      fingerprint: '0'.repeat(64),
      connectionId: TABLE,
      player: { playerId: PLAYER, name: 'Ana', isBot: false, roles: [] },
      serverTimeMs: this.time.clock.nowMs() + 5_000,
      heartbeatMs: HEARTBEAT_MS,
      limits: { frameBytes: 8192, commandsPer10s: 30, commitsAhead: 4 },
      fairness: { origin, dealKeyName: 'localhost/deal', dealKey: toHex(dealKeyOf(this.dealer)) },
    });
  }

  #resume(position: { incarnation: number; seq: number } | undefined): DownMessage {
    const oldest = this.frames.length - this.historyLimit;
    const isKept = position && position.incarnation === this.incarnation && position.seq >= oldest;
    if (isKept) return { type: 'batch', tableId: TABLE, frames: this.frames.filter(({ seq }) => seq > position.seq) };
    return this.snapshot();
  }

  snapshot(): Extract<DownMessage, { type: 'snapshot' }> {
    const seq = this.frames.at(-1)?.seq ?? 0;
    return {
      type: 'snapshot',
      tableId: TABLE,
      position: { incarnation: this.incarnation, seq },
      atMs: this.time.clock.nowMs(),
      settings,
      seats: this.seats,
      waiting: [],
      upNext: { game: 'NT', choice: null, killer: null, isBombPot: false, bombPotVotes: [], moves: [] },
      button: null,
      nextHandNo: this.nextHandNo,
      isPaused: false,
      hand: this.#hand,
    };
  }

  #carryOut(wire: Wire, message: CommandMessage): void {
    if (!this.isAnswering) return;
    const { commandId } = message;
    const refusal = this.#answers.has(commandId) ? null : this.judge(message);
    const fresh: DownMessage = refusal ? { type: 'refused', commandId, refusal } : { type: 'ack', commandId };
    const answer = this.#answers.get(commandId) ?? fresh;
    if (!this.#answers.has(commandId) && !refusal) this.carriedOut.push(message);
    this.#answers.set(commandId, answer);
    this.#say(wire, answer);
  }

  #say(wire: Wire, message: DownMessage): void {
    const text = JSON.stringify(downMessage.parse(message));
    this.#later(() => wire.isOpen && wire.handlers.onMessage(text));
  }

  #beat(): void {
    this.time.scheduler.after(HEARTBEAT_MS, () => {
      const ping = { type: 'ping', n: 1, serverTimeMs: this.time.clock.nowMs() + 5_000, rttMs: 2 * WIRE_MS } as const;
      for (const wire of this.#wires) if (wire.isGreeted) this.#say(wire, ping);
      this.#beat();
    });
  }

  #end(wire: Wire, code: number): void {
    if (!wire.isOpen) return;
    wire.isOpen = false;
    this.#wires.delete(wire);
    this.#later(() => wire.handlers.onClose(code, ''));
  }

  #later(task: () => void): void {
    this.time.scheduler.after(WIRE_MS, task);
  }
}

const me = { playerId: PLAYER, name: 'Ana', isBot: false };

const settings = {
  tableId: TABLE,
  name: 'Willow',
  game: 'NT' as const,
  seats: 6,
  smallBlind: 1,
  bigBlind: 2,
  ante: 0,
  bigBlindAnte: 0,
  bringIn: 0,
  smallBet: 2,
  bigBet: 4,
  straddles: 0,
  house: DEFAULT_HOUSE_RULES,
  minBuyIn: 40,
  maxBuyIn: 200,
  rake: { basisPoints: 0, cap: 0 },
  turnMs: 20_000,
  timeBankMs: 60_000,
  rejoinMs: 90_000,
  isPrivate: false,
};
