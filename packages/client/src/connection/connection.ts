/**
 * One connection that comes back by itself.
 *
 * It greets, answers pings, notices silence, and reconnects with back-off and full jitter until it is closed or told that
 * trying again cannot help. What is sent while it is away is not kept here: whoever sends knows whether a repeat is safe.
 */
import { assert, rememberLast, type Timer } from '@aboveboard/kit';
import {
  CLOSE_CODES,
  type DownMessage,
  downMessage,
  PROTOCOL_VERSION,
  SUBPROTOCOL,
  type UpMessage,
  type WelcomeMessage,
} from '@aboveboard/protocol';
import type { ClientPorts, Socket } from '../ports.ts';
import { type Readable, writable } from '../store/readable.ts';
import { backoffMs } from './backoff.ts';
import { ClockOffset } from './clock-offset.ts';
import type { ClosedReason, ConnectionState } from './connection-state.ts';

/** From opening the socket to `welcome`. */
const GREETING_MS = 10_000;
/** Unanswered longer than this, and the player is told. */
const SLOW_MS = 1_000;
/** Live this long, and the next loss starts at the shortest wait again. */
const STEADY_MS = 5_000;
/** Heartbeats without a sound before the connection counts as lost. */
const SILENT_BEATS = 3;
/** First wait after "no room" or "too much": as if three attempts had failed already. */
const PATIENT_ATTEMPT = 4;

export interface ConnectionConfig {
  readonly url: string | readonly string[];
  readonly token: string | undefined;
  readonly client: { readonly name: string; readonly version: string };
  readonly ports: ClientPorts;
  /** Called with every `welcome`: time to subscribe and to send again what is unanswered. */
  readonly onWelcome: (welcome: WelcomeMessage) => void;
  readonly onMessage: (message: Exclude<DownMessage, { type: 'welcome' | 'ping' }>) => void;
  /** The socket is gone: nothing that waits on it will be answered there. Also called when the connection is closed. */
  readonly onLost: () => void;
  readonly onClosed: () => void;
}

export class Connection {
  readonly #config: ConnectionConfig;
  readonly #state = writable<ConnectionState>({ kind: 'connecting' });
  readonly #offset = new ClockOffset();
  /** Starts of what is unanswered, by a number of our own. */
  readonly #waiting = new Map<number, number>();
  #nextWait = 0;
  #socket: Socket | null = null;
  #isGreeted = false;
  #attempt = 0;
  #heartbeatMs = 0;
  #helloAtMs = 0;
  #heardAtMs = 0;
  #isClosed = false;
  /** Which of several addresses the next attempt goes to. */
  #nextUrl = 0;
  /** Told to go to another gateway, at a moment of this connection's own. */
  #isToldToMove = false;
  readonly #timers: Partial<Record<'retry' | 'greeting' | 'watch' | 'steady', Timer>> = {};

  constructor(config: ConnectionConfig) {
    this.#config = config;
  }

  get state(): Readable<ConnectionState> {
    return this.#state;
  }

  get serverNowMs(): number {
    return this.#nowMs + this.#offset.offsetMs;
  }

  get #nowMs(): number {
    return this.#config.ports.clock.nowMs();
  }

  start(): void {
    this.#open();
  }

  /** @returns false when there is no greeted connection: nothing was sent. */
  send(message: UpMessage): boolean {
    if (!this.#isGreeted || !this.#socket) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Notes that something is unanswered; call the returned function when it is answered or no longer matters. */
  expectAnswer(): () => void {
    const wait = this.#nextWait++;
    this.#waiting.set(wait, this.#nowMs);
    this.#watch();
    return () => {
      if (this.#waiting.delete(wait)) this.#watch();
    };
  }

  /** Gives up this socket and comes back: for an answer that never came, or a frame that cannot be. */
  drop(why: string): void {
    const socket = this.#socket;
    if (!socket) return;
    this.#lost();
    socket.close(4000, why);
  }

  reconnectNow(): void {
    if (this.#state.get().kind !== 'reconnecting' || this.#socket) return;
    this.#timers.retry?.cancel();
    this.#open();
  }

  close(reason: ClosedReason = 'BY_CLIENT'): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const socket = this.#socket;
    this.#forget();
    this.#timers.retry?.cancel();
    this.#state.set({ kind: 'closed', reason });
    socket?.close(1000, 'bye');
    this.#config.onClosed();
  }

  #open(): void {
    const { ports } = this.#config;
    if (this.#state.get().kind === 'reconnecting') {
      this.#state.set({ kind: 'reconnecting', attempt: this.#attempt, nextTryAtMs: null });
    }
    const isCurrent = () => this.#socket === socket && !this.#isClosed; // a late word of an old socket means nothing
    const socket: Socket = ports.connect(this.#url(), SUBPROTOCOL, {
      onOpen: () => isCurrent() && this.#greet(),
      onMessage: (text) => isCurrent() && this.#heard(text),
      onClose: (code) => isCurrent() && this.#ended(code),
    });
    this.#socket = socket;
    this.#timers.greeting = ports.scheduler.after(GREETING_MS, () => isCurrent() && this.drop('no welcome'));
  }

  #url(): string {
    const { url } = this.#config;
    const urls = typeof url === 'string' ? [url] : url;
    const next = urls[this.#nextUrl++ % urls.length];
    assert(next !== undefined, 'a client needs an address');
    return next;
  }

  #greet(): void {
    const { token, client } = this.#config;
    this.#helloAtMs = this.#nowMs;
    const hello: UpMessage = { type: 'hello', protocol: PROTOCOL_VERSION, client, ...(token === undefined ? {} : { token }) };
    this.#socket?.send(JSON.stringify(hello));
  }

  #heard(text: string): void {
    this.#heardAtMs = this.#nowMs;
    const message = parseDown(text);
    if (message) this.#take(message);
    else this.drop('not a frame of this contract');
  }

  #take(message: DownMessage): void {
    if (message.type === 'welcome') {
      this.#welcomed(message);
    } else if (message.type === 'ping') {
      this.#offset.add(message.serverTimeMs, this.#nowMs, message.rttMs);
      this.send({ type: 'pong', n: message.n });
    } else {
      if (message.type === 'notice' && message.code === 'MOVE') this.#isToldToMove = true;
      this.#config.onMessage(message);
    }
    this.#watch();
  }

  #welcomed(welcome: WelcomeMessage): void {
    const { scheduler } = this.#config.ports;
    this.#timers.greeting?.cancel();
    this.#offset.add(welcome.serverTimeMs, this.#nowMs, this.#nowMs - this.#helloAtMs);
    this.#heartbeatMs = welcome.heartbeatMs;
    this.#isGreeted = true;
    this.#timers.steady = scheduler.after(STEADY_MS, () => {
      this.#attempt = 0;
    });
    this.#state.set(LIVE);
    this.#config.onWelcome(welcome);
  }

  #ended(code: number): void {
    const final = FINAL.get(code);
    const isCrowded = code === CLOSE_CODES.TRY_LATER || code === CLOSE_CODES.FLOODING;
    if (isCrowded) this.#attempt = Math.max(this.#attempt, PATIENT_ATTEMPT);
    const isMoving = this.#isToldToMove && code === CLOSE_CODES.RESTARTING;
    if (final) this.close(final);
    else this.#lost(isMoving ? 0 : null);
  }

  /** @param afterMs when to try again; null: as the attempts so far say */
  #lost(afterMs: number | null = null): void {
    const { scheduler, random } = this.#config.ports;
    this.#forget();
    const waitMs = afterMs ?? backoffMs(this.#attempt, random);
    this.#attempt += 1;
    this.#state.set({ kind: 'reconnecting', attempt: this.#attempt, nextTryAtMs: this.#nowMs + waitMs });
    this.#timers.retry = scheduler.after(waitMs, () => this.#open());
  }

  #forget(): void {
    this.#socket = null;
    this.#isGreeted = false;
    this.#isToldToMove = false;
    this.#waiting.clear();
    this.#config.onLost();
    this.#timers.greeting?.cancel();
    this.#timers.watch?.cancel();
    this.#timers.steady?.cancel();
  }

  /** Looks at how long anything has been silent, says so, and looks again when that could change. */
  #watch(): void {
    if (!this.#isGreeted) return;
    this.#timers.watch?.cancel();
    if (this.#nowMs - this.#heardAtMs >= SILENT_BEATS * this.#heartbeatMs) this.drop('silent');
    else this.#judgePace(this.#nowMs);
  }

  #judgePace(now: number): void {
    const oldest = Math.min(this.#heardAtMs + this.#heartbeatMs, ...this.#waiting.values());
    const isSlow = now - oldest >= SLOW_MS;
    if (!isSlow) this.#state.set(LIVE);
    else if (this.#state.get().kind === 'live') this.#state.set({ kind: 'slow', sinceMs: oldest + SLOW_MS });
    const nextMs = isSlow ? SLOW_MS : oldest + SLOW_MS - now;
    this.#timers.watch = this.#config.ports.scheduler.after(Math.max(1, nextMs), () => this.#watch());
  }
}

const LIVE: ConnectionState = { kind: 'live' };
/** Trying again cannot help. */
const FINAL = new Map<number, ClosedReason>([
  [CLOSE_CODES.UNAUTHENTICATED, 'UNAUTHENTICATED'],
  [CLOSE_CODES.WRONG_VERSION, 'WRONG_VERSION'],
]);

/** Players of one process, bots above all, sit at one table and are told the same frame word for word. */
const FRAMES_REMEMBERED = 32;

const parseDown = rememberLast(FRAMES_REMEMBERED, (text): DownMessage | null => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = downMessage.safeParse(value);
  return parsed.success ? parsed.data : null;
});
