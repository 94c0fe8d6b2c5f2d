/**
 * One bot in one room: takes a seat, plays its turns after a while, tops up, rests, comes back, and makes room for people.
 *
 * It goes through the SDK like anybody else. Every wish is tried at most once at a time and waits before it is tried again, so
 * a refusal never becomes a flood.
 */
import { type Client, type ClientPorts, createClient, type TableHandle, type TableView } from '@aboveboard/client';
import type { Timer } from '@aboveboard/kit';
import { decideTurn } from '../brain/decide.ts';
import { drawPersonality, type Personality } from '../brain/personality.ts';
import { safeAction } from '../brain/safe.ts';
import { type Chance, chanceFrom } from '../chance.ts';
import { wantedBots } from './crew.ts';
import { nextHandWish } from './next-hand.ts';
import { type Wish, wishesFor } from './wishes.ts';

export interface BotPace {
  /** Thinking time on an ordinary turn, least and most, in milliseconds. */
  readonly thinkMs: readonly [number, number];
  /** Between two wishes about its seat (sit, top up, come back), and before one that failed is tried again. */
  readonly settleMs: number;
  /** How long it rests after leaving of its own will. */
  readonly restMs: number;
}

export const HUMAN_PACE: BotPace = { thinkMs: [800, 4_000], settleMs: 1_500, restMs: 45_000 };

export interface BotConfig {
  readonly url: string;
  readonly token: string;
  readonly name: string;
  readonly tableId: string;
  /** Place among the table's bots, from 0: the last ones make room first. */
  readonly place: number;
  readonly crew: number;
  readonly keepFree: number;
  readonly isOnDemand: boolean;
  readonly isContributing: boolean;
  readonly pace: BotPace;
  readonly ports: ClientPorts;
  /** Asks the room for a new grant when the wallet is empty; resolves when asked, whatever the answer. */
  readonly claimGrant: (() => Promise<void>) | undefined;
}

/** Hands in one sitting before it may rest: somewhere between these. */
const SITTING_HANDS = [80, 260] as const;
/** Below this share of the largest buy-in it tops up between hands. */
const LOW_STACK = 0.3;

export class Bot {
  readonly #config: BotConfig;
  readonly #chance: Chance;
  readonly #who: Personality;
  readonly #client: Client;
  readonly #table: TableHandle;
  readonly #stops: (() => void)[] = [];
  #thinking: { readonly turnId: number; readonly timer: Timer } | null = null;
  #wish: Timer | null = null;
  #restsUntilMs = 0;
  #handsLeft: number;
  #isStopped = false;

  constructor(config: BotConfig) {
    const { url, token, name, tableId, ports, isContributing } = config;
    this.#config = config;
    this.#chance = chanceFrom(ports.random);
    this.#who = drawPersonality(this.#chance);
    this.#handsLeft = this.#drawSitting();
    this.#client = createClient({ url, token, name: `bot ${name}`.slice(0, 40), version: '1', ports });
    this.#table = this.#client.openTable(tableId, { contribute: isContributing, verify: isContributing });
    this.#stops.push(this.#table.state.subscribe(() => this.#look()));
    this.#stops.push(this.#client.wallet.subscribe(() => this.#look()));
    this.#stops.push(this.#table.onEvent(({ event }) => event.kind === 'hand-ended' && this.#handEnded()));
  }

  /** Gives the connection up; the seat is the room's to keep or to clear. */
  stop(): void {
    this.#isStopped = true;
    for (const stop of this.#stops) stop();
    this.#thinking?.timer.cancel();
    this.#wish?.cancel();
    this.#client.close();
  }

  get #view(): TableView | null {
    const state = this.#table.state.get();
    return state.kind === 'open' ? state.view : null;
  }

  #look(): void {
    const view = this.#view;
    if (!view || this.#isStopped) return;
    if (view.turn && view.turn.seat === view.ownSeat) this.#think(view);
    else this.#wishLater();
  }

  // turns

  #think(view: TableView): void {
    const { turn } = view;
    if (!turn || this.#thinking?.turnId === turn.turnId) return;
    this.#thinking?.timer.cancel();
    const leftMs = turn.deadlineMs - this.#client.serverNowMs();
    const waitMs = Math.min(this.#thinkingTimeMs(), Math.max(0, leftMs * 0.8));
    const timer = this.#config.ports.scheduler.after(waitMs, () => this.#act(turn.turnId));
    this.#thinking = { turnId: turn.turnId, timer };
  }

  #thinkingTimeMs(): number {
    const [least, most] = this.#config.pace.thinkMs;
    const skew = this.#chance.next() ** 2; // most decisions are quick
    return Math.min(most, (least + skew * (most - least)) * this.#who.slowness);
  }

  async #act(turnId: number): Promise<void> {
    const view = this.#view;
    if (view?.turn?.turnId !== turnId) return;
    const action = decideTurn(view, this.#who, this.#chance);
    for (const wish of wishesFor(view, action, this.#who, this.#chance)) this.#say(wish);
    const answer = await this.#table.act(action, turnId);
    if (answer.ok || this.#isStopped || this.#view?.turn?.turnId !== turnId) return;
    this.#config.ports.scheduler.after(this.#config.pace.settleMs, () => this.#actPlainly(turnId));
  }

  /** Ahead of the action it goes with, which may be the last one; nobody waits for the answer. */
  #say(wish: Wish): void {
    void (wish.kind === 'run-it' ? this.#table.runIt(wish.times) : this.#table.showCards(true));
  }

  /** After a refusal: the one thing that is always open. Without it the clock decides. */
  #actPlainly(turnId: number): void {
    const view = this.#view;
    if (view?.turn?.turnId === turnId && !this.#isStopped) void this.#table.act(safeAction(view), turnId);
  }

  // the seat

  #handEnded(): void {
    this.#handsLeft -= 1;
  }

  #wishLater(): void {
    if (this.#wish || this.#isStopped) return;
    const waitMs = this.#config.pace.settleMs * this.#chance.between(0.5, 1.5);
    this.#wish = this.#config.ports.scheduler.after(waitMs, () => void this.#tryWish());
  }

  async #tryWish(): Promise<void> {
    const view = this.#view;
    const wish = view && !view.isClosed ? this.#wishFor(view) : null;
    await wish?.();
    this.#wish = null;
    if (wish || this.#restsUntilMs > this.#nowMs) this.#wishLater(); // until there is nothing left to want
  }

  get #nowMs(): number {
    return this.#config.ports.clock.nowMs();
  }

  /** The next thing to do about the seat; null when all is well. */
  #wishFor(view: TableView): (() => Promise<unknown>) | null {
    const isWanted = this.#config.place < wantedBots(view, this.#config) && this.#restsUntilMs <= this.#nowMs;
    const own = view.ownSeat === null ? undefined : view.seats[view.ownSeat];
    if (!own) return isWanted ? this.#sitDown(view) : null;
    if (own.status === 'leaving') return null;
    if (!isWanted) return () => this.#table.leave();
    if (this.#handsLeft <= 0) return () => this.#rest();
    if (own.stack + own.pendingTopUp === 0 && !isPlaying(view, own.seat)) return this.#buyMore(view, 0);
    if (own.status === 'sitting-out' && own.stack > 0) return () => this.#table.sitIn('now');
    const isLow = own.stack + own.pendingTopUp < view.settings.maxBuyIn * LOW_STACK && !isPlaying(view, own.seat);
    const more = isLow && this.#available > 0 ? this.#buyMore(view, own.stack + own.pendingTopUp) : null;
    return more ?? this.#sayForNextHand(view);
  }

  #sayForNextHand(view: TableView): (() => Promise<unknown>) | null {
    const wish = nextHandWish(view, this.#chance);
    if (!wish) return null;
    return () => (wish.kind === 'choose-game' ? this.#table.chooseGame(wish.game) : this.#table.voteBombPot(true));
  }

  #sitDown(view: TableView): (() => Promise<unknown>) | null {
    const free = view.seats.filter(({ player }) => player === null);
    const seat = free[this.#chance.below(free.length)];
    if (!seat) return null;
    const { minBuyIn } = view.settings;
    if (this.#available < minBuyIn) return this.#askForGrant();
    const buyIn = Math.max(minBuyIn, Math.min(this.#available, this.#drawBuyIn(view)));
    return async () => {
      const answer = await this.#table.sit(seat.seat, buyIn);
      if (answer.ok) this.#handsLeft = this.#drawSitting();
    };
  }

  #buyMore(view: TableView, stack: number): (() => Promise<unknown>) | null {
    const { minBuyIn, maxBuyIn } = view.settings;
    const amount = Math.min(this.#available, Math.max(this.#drawBuyIn(view), minBuyIn) - stack, maxBuyIn - stack);
    if (stack + amount >= minBuyIn && amount > 0) return () => this.#table.topUp(amount);
    return stack === 0 ? (this.#askForGrant() ?? (() => this.#table.leave())) : null;
  }

  #drawBuyIn({ settings: { maxBuyIn, bigBlind } }: TableView): number {
    const chips = maxBuyIn * this.#chance.between(0.5, 1);
    return Math.min(maxBuyIn, Math.round(chips / bigBlind) * bigBlind);
  }

  #askForGrant(): (() => Promise<unknown>) | null {
    const { claimGrant, pace } = this.#config;
    if (!claimGrant) return null;
    return async () => {
      await claimGrant();
      this.#restsUntilMs = this.#nowMs + pace.restMs; // a grant may take its time
    };
  }

  async #rest(): Promise<void> {
    this.#handsLeft = this.#drawSitting();
    this.#restsUntilMs = this.#nowMs + this.#config.pace.restMs * this.#chance.between(0.5, 1.5);
    await this.#table.leave();
  }

  get #available(): number {
    return this.#client.wallet.get()?.available ?? 0;
  }

  #drawSitting(): number {
    const [least, most] = SITTING_HANDS;
    return Math.round(this.#chance.between(least, most));
  }
}

function isPlaying(view: TableView, seat: number): boolean {
  const isLive = view.deal.phase !== 'idle' && view.deal.phase !== 'ended' && view.deal.phase !== 'void';
  return isLive && (view.seats[seat]?.isInHand ?? false);
}
