/**
 * A hand from its cut to its settlement: turns and their clocks, what players and the clock do, the end. An action is shown only when
 * its journal entry is written.
 */
import { type Hand, legalActions, nextStep } from '@aboveboard/engine';
import { assert, err, ok, type Result } from '@aboveboard/kit';
import type { PlayerAction, WireRefusal } from '@aboveboard/protocol';
import type { CommandKey } from '@aboveboard/storage';
import { projectStep } from '../projection/project-hand.ts';
import { projectTurn } from '../projection/project-turn.ts';
import { refusalOf } from '../projection/refusals.ts';
import type { OutgoingEvent } from './broadcast.ts';
import {
  type EndedHand,
  type HandChange,
  type HandSlot,
  journalled,
  type Playing,
  seatInHand,
  type Turn,
} from './hand-at-table.ts';
import { beginPlay, lastOf, type PlayedAction, type PlayStep, playAction, runOut, runsIn } from './hand-play.ts';
import type { EndReason } from './hand-record.ts';
import { logClose } from './log-entries.ts';
import { preparedSettlement } from './prepared-settlement.ts';
import { memberOf, withMember } from './room-table.ts';
import type { TableCore } from './table-core.ts';
import type { Change } from './table-store.ts';
import { withBankSpent, withTimeOut } from './turn-clock.ts';
import { choiceMs } from './up-next.ts';
import { noteWish, type WishCommand, wishesOf } from './wishes.ts';

/** Turn ids are never used again, also not after a restart: hand number × 1 000 + turn. */
const TURNS_PER_HAND = 1_000;

export class PlayPhase {
  readonly #core: TableCore;
  readonly #slot: HandSlot;
  readonly #onEnded: (ended: EndedHand) => void;

  constructor(core: TableCore, slot: HandSlot, onEnded: (ended: EndedHand) => void) {
    this.#core = core;
    this.#slot = slot;
    this.#onEnded = onEnded;
  }

  /** The table stood still for `ms`, below 0 where the clock was set back meanwhile: whoever is to act has what the timer has left. */
  resumed(ms: number): void {
    const { live } = this.#slot;
    if (live?.phase !== 'playing' || !live.turn) return;
    const leftMs = this.#core.timers.leftMs('turn');
    live.turn.deadlineMs = leftMs === null ? live.turn.deadlineMs + ms : this.#core.nowMs() + leftMs;
  }

  /** Shows what the cut gives up to the first turn; `proceed` goes on from there. */
  begin(live: Playing): void {
    this.#show(live, beginPlay(live.setup, live.cut));
  }

  /** Plays on until somebody has the turn, or to the end. */
  async proceed(): Promise<void> {
    const core = this.#core;
    for (let live = this.#slot.live; live?.phase === 'playing' && !live.turn; live = this.#slot.live) {
      const next = nextStep(this.#hand());
      if (next.kind === 'ended') return this.#settle(live, 0, 'COMPLETED');
      assert(next.kind === 'act' || next.kind === 'draw', `the dealer left ${next.kind} undone`);
      if (core.state.table.seats[next.seat]?.status !== 'leaving') return this.#announceTurn(live, next.seat);
      const isFoldable = legalActions(this.#hand())?.canFold === true; // ROOM-9: a draw stands pat, a bring-in is brought in
      await this.#actForLeaver(live, { kind: isFoldable ? 'fold' : 'time-out', seat: next.seat });
    }
  }

  #hand() {
    const { hand } = this.#core;
    assert(hand, 'no hand is played');
    return hand;
  }

  /** Books steps in memory and publishes each viewer's part of them. */
  #show(live: Playing, steps: readonly PlayStep[]): void {
    const core = this.#core;
    if (steps.length === 0) return;
    live.steps.push(...steps);
    core.hand = lastOf(steps).after;
    core.publishOutgoing(steps.flatMap((step) => this.#outgoing(step, live.handNo)));
    core.sync();
  }

  #outgoing(step: PlayStep, handNo: number): OutgoingEvent[] {
    const projected = projectStep(step, handNo);
    if (!projected) return [];
    const { publicEvent, ownerEvent } = projected;
    const playerId = ownerEvent && this.#core.state.table.seats[ownerEvent.seat]?.player;
    return [{ publicEvent, privateEvents: playerId ? [{ playerId, event: ownerEvent.event }] : [] }];
  }

  #announceTurn(live: Playing, seat: number): void {
    const core = this.#core;
    const { turnMs } = core.settings;
    live.turns += 1;
    const turnId = live.handNo * TURNS_PER_HAND + live.turns;
    const turn: Turn = { turnId, seat, deadlineMs: core.nowMs() + turnMs, isOnBank: false };
    live.turn = turn;
    const { timeBankMs } = memberOf(core.state, this.#core.playerAt(seat));
    core.publish(projectTurn(this.#hand(), { turnId, seat, deadlineMs: turn.deadlineMs, timeBankMs }));
    core.timers.set('turn', turnMs, () => this.#turnOver(turnId));
  }

  /** The turn's own time is over: the time bank runs, then the clock acts (ROOM-7). */
  async #turnOver(turnId: number): Promise<void> {
    const core = this.#core;
    const live = this.#slot.live;
    const turn = live?.phase === 'playing' ? live.turn : null;
    if (live?.phase !== 'playing' || turn?.turnId !== turnId) return;
    const player = this.#core.playerAt(turn.seat);
    const { timeBankMs } = memberOf(core.state, player);
    if (!turn.isOnBank && timeBankMs > 0) {
      turn.isOnBank = true;
      turn.deadlineMs = core.nowMs() + timeBankMs;
      core.publish({ kind: 'time-bank', turnId, seat: turn.seat, deadlineMs: turn.deadlineMs });
      core.timers.set('turn', timeBankMs, () => this.#turnOver(turnId));
      return;
    }
    if (await this.#timeOut(live, turn)) await this.proceed();
  }

  /**
   * The clock acts for a seat. Where storage turns out to be gone, the clock was wrong: nobody could have acted, so the turn gets back
   * what time it had when storage last worked.
   *
   * @returns whether the seat has acted
   */
  async #timeOut(live: Playing, turn: Turn): Promise<boolean> {
    const core = this.#core;
    const player = core.playerAt(turn.seat);
    const { change, apply } = this.#own(live, { kind: 'time-out', seat: turn.seat });
    const counted = withTimeOut(core, turn, change, player);
    if (await core.writeUnlessLost(counted)) {
      await this.#booked(live, counted, apply, player);
      return true;
    }
    core.timers.set('turn', turn.deadlineMs - core.nowMs(), () => this.#turnOver(turn.turnId));
    return false;
  }

  /** ROOM-9: whoever is leaving is not waited for. */
  async #actForLeaver(live: Playing, action: PlayedAction): Promise<void> {
    const core = this.#core;
    const player = core.playerAt(action.seat);
    const { change, apply } = this.#own(live, action);
    const counted = action.kind === 'time-out' ? withTimeOut(core, live.turn, change, player) : change;
    await core.write(counted);
    await this.#booked(live, counted, apply, player);
  }

  /** An action of the room's own for a seat, which is always legal. */
  #own(live: Playing, action: PlayedAction): HandChange {
    const ready = this.#ready(live, action, null);
    assert(ready.ok, ready.ok ? '' : `the clock's ${action.kind} was refused: ${ready.error.code}`);
    return ready.value;
  }

  /** An action of the room's own is written. */
  async #booked(live: Playing, change: Change, apply: () => void, player: string): Promise<void> {
    apply();
    this.#core.apply({ ...change, after: withBankSpent(this.#core, live.turn, change.after, player) });
    live.turn = null;
    await this.#hitMidBetting(live);
  }

  decideAct(playerId: string, turnId: number, action: PlayerAction, key: CommandKey): Result<HandChange, WireRefusal> {
    const live = this.#slot.live;
    if (live?.phase !== 'playing') return err({ code: 'NO_HAND' });
    const seat = seatInHand(this.#core, playerId);
    if (seat === null) return err({ code: 'NOT_SEATED' });
    if (turnId !== live.turn?.turnId) return err({ code: 'STALE_TURN' });
    if (live.turn.seat !== seat) return err({ code: 'NOT_YOUR_TURN' });
    const played = playedBy(this.#hand(), seat, action);
    if (!played.ok) return played;
    const ready = this.#ready(live, played.value, key);
    if (!ready.ok) return ready;
    const { change, apply } = ready.value;
    const apply2 = () => {
      apply();
      const core = this.#core;
      core.state = withMember(withBankSpent(core, live.turn, core.state, playerId), playerId, { timeOuts: 0 });
      live.turn = null;
      core.sync();
    };
    return ok({ change, apply: apply2 });
  }

  /** A wish for this hand: nothing of it is written before the cards are shown (ROOM-21) or the runs are dealt (ROOM-23). */
  decideWish(playerId: string, wish: WishCommand): Result<() => void, WireRefusal> {
    const live = this.#slot.live;
    if (live?.phase !== 'playing') return err({ code: 'NO_HAND' });
    const seat = seatInHand(this.#core, playerId);
    if (seat === null) return err({ code: 'NOT_SEATED' });
    if (this.#hand().seats.find((s) => s.seat === seat)?.isFolded) return err({ code: 'NOT_POSSIBLE_NOW' });
    return ok(() => noteWish(live, seat, wish));
  }

  /** Decides an action with all that follows from it; nothing is booked yet. */
  #ready(live: Playing, action: PlayedAction, key: CommandKey | null): Result<HandChange, WireRefusal> {
    const played = playAction(lastOf(live.steps), action, live.cut, wishesOf(live));
    if (!played.ok) return err(refusalOf(played.error));
    const runs = runsIn(played.value);
    const change = journalled(this.#core, live, 'action', runs > 1 ? { ...action, runs } : action, key);
    const atMs = this.#core.nowMs();
    return ok({
      change,
      apply: () => {
        live.journalSeq += 1;
        live.acted.push({ action, atMs });
        this.#core.timers.cancel('turn');
        this.#show(live, played.value);
      },
    });
  }

  /** For crash tests: once a hand, when its first action is durable. */
  async #hitMidBetting(live: Playing): Promise<void> {
    if (live.isPastMidBetting) return;
    live.isPastMidBetting = true;
    await this.#core.ports.failPoints.hit('mid-betting', this.#core.tableId);
  }

  /** The action just written was a player's. */
  async afterAct(): Promise<void> {
    if (this.#slot.live?.phase === 'playing') await this.#hitMidBetting(this.#slot.live);
  }

  async #settle(live: Playing, closeStatus: 0 | 2, reason: EndReason): Promise<void> {
    const core = this.#core;
    core.timers.cancel('turn');
    await core.ports.failPoints.hit('at-showdown', core.tableId);
    const { handNo } = live;
    const { end, change, outcome, players } = preparedSettlement(core, live, closeStatus, reason);
    const { results, rake, history } = outcome;
    const beforeCommit = () => core.ports.failPoints.hit('before-settle-commit', core.tableId);
    const settled = await core.deps.settlements.hold(() =>
      core.patiently('STORAGE_LOST', () => core.store.settle(end, change, beforeCommit)),
    );
    if (!settled.ok) return this.#ledgerFault(live, settled.error);
    core.ports.eventsWritten();
    await core.ports.failPoints.hit('after-settle-commit', core.tableId);
    const close = await logClose(core, handNo, end.closeBytes);
    this.#slot.live = null;
    core.hand = null;
    core.noteStacks(results);
    const nextHandInMs = core.ports.config.betweenHandsMs + choiceMs(core, change.after);
    core.publish({
      ...{
        kind: 'hand-ended',
        handNo,
        reason,
        rake,
        results: results.map(({ seat, delta, stack }) => ({ seat, delta, stack })),
      },
      ...{ history: history as never, close, nextHandInMs },
    });
    core.apply(change);
    core.tellWallets(players.filter((player) => core.state.members[player]?.isBot === false));
    this.#onEnded({ pot: outcome.pot, endedMs: end.endedMs });
  }

  /** The books say otherwise: nothing more happens here until a person has looked. */
  async #ledgerFault(live: Playing, detail: string): Promise<void> {
    const { handNo } = live;
    await this.#core.noteFault(live, 'LEDGER_FAULT');
    this.#core.report('LEDGER_FAULT', `the settlement contradicts what is booked: ${detail}`, handNo);
    this.#core.standStill(`hand ${handNo} cannot be settled`);
  }

  /** Whoever has the turn and is leaving: `proceed` acts for the seat. */
  dropTurnOfLeaver(): void {
    const live = this.#slot.live;
    if (live?.phase !== 'playing' || !live.turn) return;
    if (this.#core.state.table.seats[live.turn.seat]?.status === 'leaving') live.turn = null;
  }

  /** Ends it now: betting is over, the cards already cut decide. */
  async runOut(live: Playing, reason: EndReason): Promise<void> {
    live.turn = null;
    this.#show(live, runOut(lastOf(live.steps), live.cut));
    await this.#settle(live, 2, reason);
  }
}

/** What the journal keeps of an action; NOT_YOUR_CARDS for a discard of what the seat does not hold. */
function playedBy({ seats }: Hand, seat: number, action: PlayerAction): Result<PlayedAction, WireRefusal> {
  if (action.kind !== 'discard') return ok({ ...action, seat });
  const hole: readonly (number | null)[] = seats.find((at) => at.seat === seat)?.hole ?? [];
  const places = action.cards.map((card) => hole.indexOf(card));
  return places.includes(-1) ? err({ code: 'NOT_YOUR_CARDS' }) : ok({ kind: 'discard', seat, places });
}
