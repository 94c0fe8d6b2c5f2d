/**
 * One hand after the other: seal, collect seeds, cut (`DealPhase`), play, settle (`PlayPhase`). The order of what is durable and what
 * is shown is design/room.md's ("One hand"): nothing is published before what it rests on is written.
 */

import type { Result } from '@aboveboard/kit';
import type { PlayerAction, WireRefusal } from '@aboveboard/protocol';
import type { CommandKey } from '@aboveboard/storage';
import { DealPhase } from './deal-phase.ts';
import { mayDeal } from './dealing-in.ts';
import type { EndedHand, HandChange, HandSlot } from './hand-at-table.ts';
import type { EndReason } from './hand-record.ts';
import { PlayPhase } from './play-phase.ts';
import { servePenalties } from './room-table.ts';
import type { TableCore } from './table-core.ts';
import { choiceMs } from './up-next.ts';
import type { WishCommand } from './wishes.ts';

export class HandRunner {
  readonly #core: TableCore;
  readonly #slot: HandSlot = { live: null };
  readonly #deal: DealPhase;
  readonly #play: PlayPhase;
  /** From the first look at who is dealt in until OPEN stands in the log. */
  #isBeginning = false;

  constructor(core: TableCore, onEnded: (ended: EndedHand) => void) {
    this.#core = core;
    this.#deal = new DealPhase(core, this.#slot, () => this.#begin());
    this.#play = new PlayPhase(core, this.#slot, onEnded);
    core.onResume = (pause) => {
      this.#deal.resumed();
      this.#play.resumed(pause.ms);
      if (this.#slot.live) core.notePause(this.#slot.live.handNo, pause);
    };
  }

  /** No hand is played, and none is being sealed or opened. */
  get isIdle(): boolean {
    return this.#slot.live === null && !this.#isBeginning;
  }

  /** Begins the next hand in `delayMs`, later where its game is to be chosen, when two seats can be dealt in; else looks again when something changes. */
  schedule(delayMs: number): void {
    const { timers, isStopping, isMoving, isClosed } = this.#core;
    if (this.#slot.live || isStopping || isMoving || isClosed || timers.has('next-hand')) return;
    if (!mayDeal(this.#core)) return;
    timers.set('next-hand', delayMs + choiceMs(this.#core, this.#core.state), () => this.#begin());
  }

  /** The game of the next hand was chosen for the first time: no need to wait longer for that. */
  gameChosen(): void {
    const { timers, ports } = this.#core;
    timers.cancel('next-hand');
    this.schedule(ports.config.betweenHandsMs);
  }

  async #begin(): Promise<void> {
    const core = this.#core;
    if (this.#slot.live || core.isStopping || core.isMoving || core.isClosed) return;
    if (core.deps.settlements.isFull) return this.schedule(core.ports.config.betweenHandsMs);
    if (await this.#open()) await this.proceed();
    else this.#waitForPlayers();
  }

  async #open(): Promise<boolean> {
    this.#isBeginning = true;
    try {
      return await this.#deal.open();
    } finally {
      this.#isBeginning = false;
    }
  }

  /** Nobody can be dealt in: penalties run on, so that a table of two does not wait for ever. */
  #waitForPlayers(): void {
    const core = this.#core;
    const served = servePenalties(core.state);
    const hasPenalties = Object.values(core.state.members).some(({ penaltyHands }) => penaltyHands > 0);
    core.state = served; // saved with the next change: losing it costs a penalised seat one more wait
    if (hasPenalties) this.schedule(core.ports.config.betweenHandsMs);
  }

  /** After anything that may have moved the hand on. */
  async proceed(): Promise<void> {
    const cut = await this.#deal.cutIfComplete();
    if (cut) this.#play.begin(cut);
    await this.#play.proceed();
  }

  decideReveal(playerId: string, handNo: number, seed: string, key: CommandKey): Result<HandChange, WireRefusal> {
    return this.#deal.decideReveal(playerId, handNo, seed, key);
  }

  decideAct(playerId: string, turnId: number, action: PlayerAction, key: CommandKey): Result<HandChange, WireRefusal> {
    return this.#play.decideAct(playerId, turnId, action, key);
  }

  decideWish(playerId: string, wish: WishCommand): Result<() => void, WireRefusal> {
    return this.#play.decideWish(playerId, wish);
  }

  /** The action just written was a player's. */
  afterAct(): Promise<void> {
    return this.#play.afterAct();
  }

  /** Whoever has the turn and is leaving: `proceed` acts for the seat. */
  dropTurnOfLeaver(): void {
    this.#play.dropTurnOfLeaver();
  }

  /** Ends the hand in play now: void before the cut, run out after it. */
  async endNow(reason: EndReason): Promise<void> {
    const { live } = this.#slot;
    if (live) await this.#core.noteFault(live, reason);
    if (live?.phase === 'revealing') await this.#deal.voidDeal(live, [], reason);
    if (live?.phase === 'playing') await this.#play.runOut(live, reason);
  }
}
