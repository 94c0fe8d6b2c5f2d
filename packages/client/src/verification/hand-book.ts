/** The hands of one table as this client verified them: the one in play, the last twenty, and where it stopped to believe. */
import { equalBytes, type Fault, fromHex, type Origin, readOpen, uuidBytes } from '@aboveboard/fairness';
import type { TableEvent, TableEventOf } from '@aboveboard/protocol';
import type { Contributions } from '../dealing/contributions.ts';
import type { Writable } from '../store/readable.ts';
import { HandWatch } from './hand-watch.ts';
import type { HandVerification, TableVerification } from './verification-view.ts';

/** Hands kept with their bytes, for receipts. */
const KEPT_HANDS = 20;

export interface HandBookConfig {
  readonly tableId: string;
  readonly origin: Origin;
  /** As pinned on this device at the first visit. */
  readonly dealKey: Uint8Array;
  /** Null for somebody who never contributes. */
  readonly contributions: Contributions | null;
  /** Where what is found is published. */
  readonly verification: Writable<TableVerification>;
  readonly nowMs: () => number;
}

interface Ended {
  readonly watch: HandWatch;
  readonly view: HandVerification;
}

export class HandBook {
  readonly #config: HandBookConfig;
  #current: HandWatch | null = null;
  #recent: readonly Ended[] = [];
  #lastClose: { readonly handNo: number; readonly index: bigint } | null = null;
  #highest = 0;

  constructor(config: HandBookConfig) {
    this.#config = config;
  }

  /** True for good once a deal failed: whoever contributes here stops. */
  get isRefused(): boolean {
    return this.#config.verification.get().refusedAtHandNo !== null;
  }

  /** The deal under way, for its reveal. */
  get current(): HandWatch | null {
    return this.#current;
  }

  find(handNo: number): HandWatch | null {
    if (this.#current?.handNo === handNo) return this.#current;
    return this.#recent.find(({ watch }) => watch.handNo === handNo)?.watch ?? null;
  }

  /** A snapshot begins: what it holds of a hand is told from the deal on. Another incarnation knows the hand in play no more. */
  startOver(hand: readonly TableEvent[]): void {
    const opened = hand.findLast((event) => event.kind === 'deal-opened');
    if (this.#current && this.#current.handNo === opened?.handNo) this.#current.again();
    else this.#loseCurrent();
  }

  /** @param ownSeat where this player sits as the event happens */
  see(event: TableEvent, ownSeat: number | null): void {
    if (event.kind === 'deal-opened') this.#opened(event, ownSeat);
    else this.#current?.see(event);
    if (event.kind === 'deal-voided' || event.kind === 'hand-ended') this.#closed(event);
    if (PROVING.has(event.kind)) this.#publish();
  }

  #opened(event: TableEventOf<'deal-opened'>, ownSeat: number | null): void {
    if (this.#current?.handNo !== event.handNo) {
      this.#loseCurrent();
      this.#current = this.#begin(event, ownSeat);
    }
    this.#highest = Math.max(this.#highest, event.handNo);
    this.#current?.see(event);
  }

  #begin(event: TableEventOf<'deal-opened'>, tableSeat: number | null): HandWatch {
    const { handNo } = event;
    const { tableId, origin, dealKey, nowMs } = this.#config;
    const part = this.#ownPart(event, tableSeat);
    const prev = this.#lastClose?.handNo === handNo - 1 ? this.#lastClose.index : undefined;
    const expectation = { origin, dealKey, table: uuidBytes(tableId), handNo: BigInt(handNo), prev } as const;
    return new HandWatch({ ...expectation, ...part, openedAtMs: nowMs() }, this.#repeated(handNo));
  }

  #repeated(handNo: number): Fault | null {
    return handNo > this.#highest ? null : { code: 'HAND_REPEATED', detail: `hand ${handNo} was dealt before` };
  }

  /**
   * A seat that OPEN does not deal in has no part. A commit the server acknowledged must stand in OPEN; one that it did not
   * acknowledge may, and then it counts; a foreign one (the same player on another device) is simply not ours.
   */
  #ownPart(event: TableEventOf<'deal-opened'>, tableSeat: number | null) {
    const open = readOpen(this.#config.origin, fromHex(event.open.bytes));
    const place = open.ok ? open.value.entry.seats.find(({ seat }) => seat === tableSeat) : undefined;
    if (!place) return { ownSeat: null, own: null, committedAtMs: null };
    const kept = this.#config.contributions?.ownCommit(event.handNo, place.seat);
    const own = kept?.own ?? null;
    const committedAtMs = kept?.acknowledgedAtMs ?? null;
    const isOurs = own !== null && (committedAtMs !== null || equalBytes(own.commit, place.commit));
    return isOurs ? { ownSeat: place.seat, own, committedAtMs } : { ownSeat: place.seat, own: null, committedAtMs: null };
  }

  #closed({ handNo, close }: TableEventOf<'deal-voided' | 'hand-ended'>): void {
    this.#lastClose = { handNo, index: BigInt(close.index) };
    this.#archive();
  }

  #loseCurrent(): void {
    this.#current?.lose();
    this.#archive();
  }

  #archive(): void {
    const watch = this.#current;
    if (!watch) return;
    const view = watch.view();
    this.#current = null;
    this.#recent = [{ watch, view }, ...this.#recent].slice(0, KEPT_HANDS);
  }

  #publish(): void {
    const recent = this.#recent.map(({ view }) => view);
    const current = this.#current?.view() ?? recent[0] ?? null;
    const { verification } = this.#config;
    const { refusedAtHandNo } = verification.get();
    const refused = current?.level === 'failed' ? current.handNo : null;
    verification.set({ current, recent, refusedAtHandNo: refusedAtHandNo ?? refused });
  }
}

/** Events that bring a proof a step further. */
const PROVING: ReadonlySet<TableEvent['kind']> = new Set([
  'deal-opened',
  'deal-voided',
  'deal-cut',
  'hand-started',
  'hole-dealt',
  'discarded',
  'board-dealt',
  'shown',
  'hand-ended',
]);
