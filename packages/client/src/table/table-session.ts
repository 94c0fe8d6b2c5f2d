/**
 * One table over one connection after another: subscribes, resumes from its position, notices what is missing, and folds
 * events into the view in the order in which they happened.
 */
import { equalBytes, type Origin } from '@aboveboard/fairness';
import type { Timer } from '@aboveboard/kit';
import type { DownMessage, FrameMessage, SnapshotMessage, TableCommand, TableEvent, WireRefusal } from '@aboveboard/protocol';
import type { CommandResult } from '../commands/command-queue.ts';
import { fraction } from '../connection/backoff.ts';
import type { Connection } from '../connection/connection.ts';
import { Contributions } from '../dealing/contributions.ts';
import type { ClientPorts } from '../ports.ts';
import { signal, writable } from '../store/readable.ts';
import { foldEvent } from '../table-view/fold-event.ts';
import { viewFromSnapshot } from '../table-view/from-snapshot.ts';
import type { TableState, TableView } from '../table-view/table-view.ts';
import { HandBook } from '../verification/hand-book.ts';
import type { TableVerification } from '../verification/verification-view.ts';
import type { OpenTableOptions, TableHappening } from './table-handle.ts';

/** An answer to `subscribe` must come within this time, or the connection is given up. */
const SUBSCRIBED_WITHIN_MS = 10_000;
/** Before a subscription that met a busy server is tried again: this, and up to as much again. */
const RETRY_MS = 1_000;
/** Refusals that pass by themselves. */
const PASSING: readonly WireRefusal['code'][] = ['BUSY', 'RATE_LIMITED', 'PAUSED', 'STOPPING'];

const NOTHING_VERIFIED: TableVerification = { current: null, recent: [], refusedAtHandNo: null };

/** Whom the server greeted, and what deals are verified against. */
export interface Greeting {
  readonly playerId: string;
  readonly origin: Origin;
  /** The operator's deal key as pinned on this device. */
  readonly dealKey: Uint8Array;
}

export interface TableSessionConfig extends OpenTableOptions {
  readonly tableId: string;
  readonly connection: Pick<Connection, 'send' | 'expectAnswer' | 'drop'>;
  readonly ports: ClientPorts;
  readonly send: (command: TableCommand) => CommandResult;
}

type ForTable = Extract<DownMessage, { type: 'snapshot' | 'batch' | 'frame' | 'subscription-refused' }>;

export class TableSession {
  readonly #config: TableSessionConfig;
  readonly state = writable<TableState>({ kind: 'loading' });
  readonly verification = writable(NOTHING_VERIFIED);
  readonly happenings = signal<TableHappening>();
  #greeting: Greeting | null = null;
  #book: HandBook | null = null;
  #contributions: Contributions | null = null;
  #view: TableView | null = null;
  /** Set while a `subscribe` is unanswered; frames that come meanwhile are in its answer. */
  #asked: { readonly deadline: Timer; readonly answered: () => void } | null = null;
  #retry: Timer | null = null;
  #isAway = false;

  constructor(config: TableSessionConfig) {
    this.#config = config;
  }

  get view(): TableView | null {
    return this.#view;
  }

  get book(): HandBook | null {
    return this.#book;
  }

  /** A greeted connection is there: take up where the last one stopped. */
  attach(greeting: Greeting): void {
    if (!isSameGreeting(this.#greeting, greeting)) this.#trust(greeting);
    this.#greeting = greeting;
    this.#contributions?.reconnected();
    this.#subscribe();
  }

  /** The connection is gone: nobody answers what was asked there. */
  detach(): void {
    this.#settleAsked();
    this.#retry?.cancel();
  }

  #trust({ origin, dealKey, playerId }: Greeting): void {
    const { tableId, ports, send, contribute = true, verify = true } = this.#config;
    const again = () => this.contribute();
    const isContributing = contribute && verify;
    this.#contributions = isContributing ? new Contributions({ origin, tableId, playerId, ports, send, again }) : null;
    const { verification } = this;
    verification.set(NOTHING_VERIFIED);
    const nowMs = () => ports.clock.nowMs();
    const config = { tableId, origin, dealKey, contributions: this.#contributions, verification, nowMs };
    this.#book = verify ? new HandBook(config) : null;
  }

  close(): void {
    this.detach();
    this.#config.connection.send({ type: 'unsubscribe', tableId: this.#config.tableId });
  }

  /** Nobody runs the table just now. The subscription stands: a `batch` or a `snapshot` comes when somebody does. */
  away(): void {
    this.#settleAsked();
    this.#isAway = true;
    this.#show();
  }

  take(message: ForTable): void {
    if (message.type !== 'subscription-refused') this.#isAway = false;
    switch (message.type) {
      case 'snapshot':
        this.#begin(message);
        break;
      case 'batch':
        this.#catchUp(message.frames);
        break;
      case 'frame':
        if (!this.#asked && this.#fold(message, false)) this.#afterEvents();
        break;
      case 'subscription-refused':
        this.#refused(message.refusal);
        break;
    }
  }

  /** Makes missing commits and the reveal that is due, if this client contributes here. */
  contribute(): void {
    const contributions = this.#contributions;
    if (!contributions || !this.#view || this.#book?.isRefused) return;
    contributions.sitAt(this.#view.ownSeat);
    contributions.keep(this.#view.nextHandNo);
    if (this.#book?.current) contributions.revealTo(this.#book.current);
  }

  #subscribe(isFresh = false): void {
    const { connection, ports, tableId, invite } = this.#config;
    this.#settleAsked();
    this.#retry?.cancel();
    const position = isFresh || !this.#view ? {} : { position: this.#view.position };
    const invited = invite === undefined ? {} : { invite };
    if (!connection.send({ type: 'subscribe', tableId, ...position, ...invited })) return;
    const deadline = ports.scheduler.after(SUBSCRIBED_WITHIN_MS, () => connection.drop('subscribe unanswered'));
    this.#asked = { deadline, answered: connection.expectAnswer() };
  }

  #settleAsked(): void {
    this.#asked?.deadline.cancel();
    this.#asked?.answered();
    this.#asked = null;
  }

  #begin(snapshot: SnapshotMessage): void {
    this.#settleAsked();
    const lastResult = this.#view?.lastResult ?? null;
    const before = this.#view?.position.incarnation ?? snapshot.position.incarnation;
    if (snapshot.position.incarnation !== before) this.#contributions?.reconnected(); // another owner, who knows of no commit
    this.#view = { ...viewFromSnapshot(snapshot, this.#playerId), lastResult };
    this.#book?.startOver(snapshot.hand);
    for (const event of snapshot.hand) this.#book?.see(event, this.#view.ownSeat);
    this.#afterEvents();
  }

  #catchUp(frames: readonly FrameMessage[]): void {
    this.#settleAsked();
    const isWhole = frames.every((frame) => this.#fold(frame, true));
    if (isWhole) this.#afterEvents();
  }

  /** @returns false when frames are missing before this one: they have been asked for. */
  #fold(frame: FrameMessage, isCatchUp: boolean): boolean {
    const view = this.#view;
    if (!view) return false;
    const { incarnation, seq } = view.position;
    if (frame.incarnation === incarnation && frame.seq <= seq) return true; // seen
    if (frame.incarnation !== incarnation || frame.seq !== seq + 1) {
      this.#subscribe(isCatchUp || frame.incarnation !== incarnation); // a batch with a gap: only a snapshot can help
      return false;
    }
    const position = { incarnation, seq: frame.seq };
    const folded = frame.event ? foldEvent(view, frame.event, frame.atMs, this.#playerId) : view;
    this.#view = { ...folded, position };
    if (frame.event) {
      this.#book?.see(frame.event, folded.ownSeat);
      this.#emit(frame.event, frame.atMs, isCatchUp);
    }
    return true;
  }

  get #playerId(): string {
    return this.#greeting?.playerId ?? '';
  }

  #emit(event: TableEvent, atMs: number, isCatchUp: boolean): void {
    if (!this.#view) return;
    if (!isCatchUp) this.#show();
    this.happenings.emit({ event, view: this.#view, atMs, isCatchUp });
  }

  #afterEvents(): void {
    this.#show();
    this.contribute();
  }

  #show(): void {
    if (this.#view) this.state.set({ kind: 'open', view: { ...this.#view, isAway: this.#isAway } });
  }

  #refused({ code, detail }: WireRefusal): void {
    this.#settleAsked();
    if (!PASSING.includes(code)) {
      this.state.set({ kind: 'refused', code });
      return;
    }
    const { scheduler, random } = this.#config.ports;
    const leastMs = typeof detail?.retryAfterMs === 'number' ? detail.retryAfterMs : RETRY_MS;
    this.#retry = scheduler.after(leastMs + Math.floor(fraction(random) * RETRY_MS), () => this.#subscribe());
  }
}

function isSameGreeting(a: Greeting | null, b: Greeting): boolean {
  return a !== null && a.playerId === b.playerId && a.origin === b.origin && equalBytes(a.dealKey, b.dealKey);
}
