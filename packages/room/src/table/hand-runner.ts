/**
 * One hand after the other: seal, collect seeds, cut, play, settle. The order of what is durable and what is shown is design/room.md's
 * ("One hand"): nothing is published before what it rests on is written.
 */
import { handSetup, legalActions, nextStep } from '@aboveboard/engine';
import { fromHex, isCommitted, type OpenSeat, toHex } from '@aboveboard/fairness';
import { assert, err, ok, type Result } from '@aboveboard/kit';
import type { LoggedEntry, PlayerAction, WireRefusal } from '@aboveboard/protocol';
import type { CommandKey } from '@aboveboard/storage';
import { projectLegal, projectStep } from '../projection/project-hand.ts';
import { refusalOf } from '../projection/refusals.ts';
import type { OutgoingEvent } from './broadcast.ts';
import { absentSeats, mayDeal, openSeats, revealWindowMs } from './dealing-in.ts';
import { storedReveals, voidOf } from './ending.ts';
import type { EndedHand, HandAtTable, HandChange, Playing, Revealing, Turn } from './hand-at-table.ts';
import { beginPlay, lastHand, type PlayedAction, type PlayStep, playAction, runOut } from './hand-play.ts';
import { type EndReason, startState } from './hand-record.ts';
import { logClose, logEntry } from './log-entries.ts';
import { preparedSettlement } from './prepared-settlement.ts';
import { memberOf, servePenalties, withMember } from './room-table.ts';
import type { TableCore } from './table-core.ts';
import type { Change } from './table-store.ts';
import { withBankSpent, withTimeOut } from './turn-clock.ts';

/** Turn ids are never used again, also not after a restart: hand number × 1 000 + turn. */
const TURNS_PER_HAND = 1_000;

export class HandRunner {
  readonly #core: TableCore;
  readonly #onEnded: (ended: EndedHand) => void;
  #live: Revealing | Playing | null = null;

  constructor(core: TableCore, onEnded: (ended: EndedHand) => void) {
    this.#core = core;
    this.#onEnded = onEnded;
    core.onResume = (pausedMs) => {
      if (this.#live?.phase === 'playing' && this.#live.turn) this.#live.turn.deadlineMs += pausedMs;
    };
  }

  get isIdle(): boolean {
    return this.#live === null;
  }

  /** Begins the next hand in `delayMs` when two seats can be dealt in, else looks again when something changes. */
  schedule(delayMs: number): void {
    const { timers, isStopping, isClosed } = this.#core;
    if (this.#live || isStopping || isClosed || timers.has('next-hand')) return;
    if (!mayDeal(this.#core)) return;
    timers.set('next-hand', delayMs, () => this.#core.deps.post(() => this.#begin()));
  }

  async #begin(): Promise<void> {
    const core = this.#core;
    if (this.#live || core.isStopping || core.isClosed) return;
    const handNo = core.nextHandNo;
    const decided = core.decide({ kind: 'begin-hand', absent: absentSeats(core, handNo) }, null);
    if (!decided.ok) return this.#waitForPlayers();
    const tMs = core.nowMs();
    const { after } = decided.value;
    const setup = handSetup(after.table);
    const start = startState(setup);
    const seats = openSeats(core, handNo, setup);
    const sealed = core.ports.deals.seal({
      tableId: core.tableId,
      handNo,
      prevCloseIndex: core.lastCloseIndex,
      tMs,
      rulesEntry: core.deps.rulesEntry,
      start,
      seats,
    });
    await core.ports.failPoints.hit('before-open', core.tableId);
    const row = { handNo, startState: start, openBytes: sealed.open.bytes, box: sealed.box, startedMs: tMs };
    await core.patiently('STORAGE_LOST', () => core.store.open(row, after));
    core.state = after;
    core.nextHandNo = handNo + 1;
    core.commits.dropThrough(handNo);
    await core.ports.failPoints.hit('after-open-row', core.tableId);
    const open = await logEntry(core, handNo, 'open', sealed.open.bytes);
    await core.patiently('STORAGE_LOST', () => core.store.setOpenIndex(handNo, open.index));
    this.#startRevealing({ handNo, start, setup, openIndex: open.index, sealed, seats }, open);
    await this.#cutIfComplete();
  }

  /** Nobody can be dealt in: penalties run on, so that a table of two does not wait for ever. */
  #waitForPlayers(): void {
    const core = this.#core;
    const served = servePenalties(core.state);
    const hasPenalties = Object.values(core.state.members).some(({ penaltyHands }) => penaltyHands > 0);
    core.state = served; // saved with the next change: losing it costs a penalised seat one more wait
    if (hasPenalties) this.schedule(core.ports.config.betweenHandsMs);
  }

  #startRevealing(
    deal: Omit<Revealing, 'phase' | 'contributors' | 'seeds' | 'journalSeq'> & { seats: readonly OpenSeat[] },
    open: LoggedEntry,
  ): void {
    const core = this.#core;
    const { handNo, start, setup, openIndex, sealed } = deal;
    const contributors = deal.seats.filter(isCommitted).map(({ seat }) => seat);
    this.#live = { phase: 'revealing', handNo, start, setup, openIndex, sealed, contributors, seeds: new Map(), journalSeq: 0 };
    const revealWithinMs = revealWindowMs(core, contributors);
    const rules = toHex(core.deps.rulesEntry);
    core.publish({ kind: 'deal-opened', handNo, open, rules, start: start as never, contributors, revealWithinMs });
    core.sync();
    if (contributors.length > 0)
      core.timers.set('reveal', revealWithinMs, () => core.deps.post(() => this.#revealOver(handNo)));
  }

  /** A seed that came: journalled before it counts. */
  decideReveal(playerId: string, handNo: number, seed: string, key: CommandKey): Result<HandChange, WireRefusal> {
    const live = this.#live;
    const seat = this.#seatIn(playerId);
    if (live?.phase !== 'revealing' || live.handNo !== handNo || seat === null || !live.contributors.includes(seat)) {
      return err({ code: 'NO_REVEAL_DUE' });
    }
    const bytes = fromHex(seed);
    if (!live.sealed.opensCommit(seat, bytes)) return err({ code: 'REVEAL_MISMATCH' });
    if (live.seeds.has(seat)) return err({ code: 'NO_REVEAL_DUE' });
    const change = journalled(this.#core, live, 'reveal', { seat, seed }, key);
    return ok({
      change,
      apply: () => {
        live.journalSeq += 1;
        live.seeds.set(seat, bytes);
      },
    });
  }

  #seatIn(playerId: string): number | null {
    const { table } = this.#core.state;
    const seat = table.seats.findIndex((at) => at?.player === playerId);
    return table.hand?.seats.some((s) => s.seat === seat) ? seat : null;
  }

  async #revealOver(handNo: number): Promise<void> {
    const live = this.#live;
    if (live?.phase !== 'revealing' || live.handNo !== handNo) return;
    await this.#void(
      live,
      live.contributors.filter((seat) => !live.seeds.has(seat)),
    );
    if (this.#core.isStopping) return;
    await this.#begin(); // at once, without the silent seats
  }

  #reveals(live: Revealing) {
    return [...live.seeds].map(([seat, seed]) => ({ seat, seed }));
  }

  async #void(live: Revealing, missing: readonly number[]): Promise<void> {
    const core = this.#core;
    core.timers.cancel('reveal');
    const endedMs = core.nowMs();
    const reveals = this.#reveals(live);
    const closeBytes = live.sealed.closeVoid({ openIndex: live.openIndex, tMs: endedMs }, reveals);
    const { end, change } = voidOf({ handNo: live.handNo, before: core.state, closeBytes, reveals, missing, endedMs });
    await core.patiently('STORAGE_LOST', () => core.store.endVoid(end, change));
    const close = await logClose(core, live.handNo, closeBytes);
    this.#live = null;
    core.publish({ kind: 'deal-voided', handNo: live.handNo, close, missing: [...missing] });
    core.apply(change);
  }

  async #cutIfComplete(): Promise<void> {
    const live = this.#live;
    if (live?.phase !== 'revealing' || live.seeds.size < live.contributors.length) return;
    const core = this.#core;
    core.timers.cancel('reveal');
    await core.ports.failPoints.hit('between-reveals-and-cut', core.tableId);
    const reveals = this.#reveals(live);
    const made = live.sealed.cut(reveals);
    assert(made.ok, made.ok ? '' : `seeds that were checked do not cut: ${made.error.code}`);
    const cut = made.value;
    await core.patiently('STORAGE_LOST', () =>
      core.store.cut({ handNo: live.handNo, reveals: storedReveals(reveals), cutnote: cut.cutnote }),
    );
    const { handNo, start, setup, openIndex, journalSeq } = live;
    const playing: Playing = {
      ...{ phase: 'playing', handNo, start, setup, openIndex, journalSeq, cut },
      ...{ steps: [], showing: new Set<number>(), turns: 0, turn: null, isPastMidBetting: false },
    };
    this.#live = playing;
    await core.ports.failPoints.hit('after-cut', core.tableId);
    const inOrder = live.contributors.flatMap((seat) => reveals.filter((reveal) => reveal.seat === seat));
    core.publish({
      kind: 'deal-cut',
      handNo,
      seeds: storedReveals(inOrder),
      play: cut.play,
      burned: cut.burned.map(({ deck, seed }) => ({ deck, seed: toHex(seed) })),
      cutnote: toHex(cut.cutnote),
    });
    this.#show(playing, beginPlay(setup, cut));
    await this.#proceed();
  }

  /** Books steps in memory and publishes each viewer's part of them. */
  #show(live: Playing, steps: readonly PlayStep[]): void {
    const core = this.#core;
    if (steps.length === 0) return;
    live.steps.push(...steps);
    core.hand = lastHand(steps);
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

  /** After anything that may have moved the hand on. */
  async proceed(): Promise<void> {
    await this.#cutIfComplete();
    await this.#proceed();
  }

  async #proceed(): Promise<void> {
    const core = this.#core;
    for (let live = this.#live; live?.phase === 'playing' && !live.turn; live = this.#live) {
      const next = nextStep(this.#hand());
      if (next.kind === 'ended') return this.#settle(live, 0, 'COMPLETED');
      assert(next.kind === 'act', `the dealer left ${next.kind} undone`);
      if (core.state.table.seats[next.seat]?.status !== 'leaving') return this.#announceTurn(live, next.seat);
      await this.#actFor(live, { kind: this.#legal().canFold ? 'fold' : 'time-out', seat: next.seat }); // ROOM-9
    }
  }

  #hand() {
    const { hand } = this.#core;
    assert(hand, 'no hand is played');
    return hand;
  }

  #legal() {
    const legal = legalActions(this.#hand());
    assert(legal, 'nobody has the turn');
    return legal;
  }

  #announceTurn(live: Playing, seat: number): void {
    const core = this.#core;
    const { turnMs } = core.settings;
    live.turns += 1;
    const turnId = live.handNo * TURNS_PER_HAND + live.turns;
    const turn: Turn = { turnId, seat, deadlineMs: core.nowMs() + turnMs, isOnBank: false };
    live.turn = turn;
    const legal = this.#legal();
    const { timeBankMs } = memberOf(core.state, this.#core.playerAt(seat));
    core.publish({
      ...{ kind: 'turn', turnId, seat, legal: projectLegal(legal), pot: legal.pot },
      ...{ deadlineMs: turn.deadlineMs, timeBankMs },
    });
    core.timers.set('turn', turnMs, () => core.deps.post(() => this.#turnOver(turnId)));
  }

  /** The turn's own time is over: the time bank runs, then the clock acts (ROOM-7). */
  async #turnOver(turnId: number): Promise<void> {
    const core = this.#core;
    const live = this.#live;
    const turn = live?.phase === 'playing' ? live.turn : null;
    if (live?.phase !== 'playing' || turn?.turnId !== turnId) return;
    const player = this.#core.playerAt(turn.seat);
    const { timeBankMs } = memberOf(core.state, player);
    if (!turn.isOnBank && timeBankMs > 0) {
      turn.isOnBank = true;
      turn.deadlineMs = core.nowMs() + timeBankMs;
      core.publish({ kind: 'time-bank', turnId, seat: turn.seat, deadlineMs: turn.deadlineMs });
      core.timers.set('turn', timeBankMs, () => core.deps.post(() => this.#turnOver(turnId)));
      return;
    }
    await this.#actFor(live, { kind: 'time-out', seat: turn.seat });
    await this.#proceed();
  }

  /** The clock, or the rule for who is leaving, acts for a seat. */
  async #actFor(live: Playing, action: PlayedAction): Promise<void> {
    const core = this.#core;
    const player = this.#core.playerAt(action.seat);
    const ready = this.#ready(live, action, null);
    assert(ready.ok, ready.ok ? '' : `the clock's ${action.kind} was refused: ${ready.error.code}`);
    const change = action.kind === 'time-out' ? withTimeOut(core, live.turn, ready.value.change, player) : ready.value.change;
    let isRetry = false;
    await core.patiently('STORAGE_LOST', () => {
      const written = core.store.change(change, core.nowMs(), isRetry);
      isRetry = true;
      return written;
    });
    ready.value.apply();
    core.apply({ ...change, after: withBankSpent(core, live.turn, change.after, player) });
    live.turn = null;
    await this.#hitMidBetting(live);
  }

  decideAct(playerId: string, turnId: number, action: PlayerAction, key: CommandKey): Result<HandChange, WireRefusal> {
    const live = this.#live;
    if (live?.phase !== 'playing') return err({ code: 'NO_HAND' });
    const seat = this.#seatIn(playerId);
    if (seat === null) return err({ code: 'NOT_SEATED' });
    if (turnId !== live.turn?.turnId) return err({ code: 'STALE_TURN' });
    if (live.turn.seat !== seat) return err({ code: 'NOT_YOUR_TURN' });
    const played: PlayedAction =
      action.kind === 'raise-to' ? { kind: 'raise-to', seat, to: action.to } : { kind: action.kind, seat };
    const ready = this.#ready(live, played, key);
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

  /** A wish for the end of the hand; nothing of it is written before the cards are shown (ROOM-21). */
  decideShowCards(playerId: string, isOn: boolean): Result<() => void, WireRefusal> {
    const live = this.#live;
    if (live?.phase !== 'playing') return err({ code: 'NO_HAND' });
    const seat = this.#seatIn(playerId);
    if (seat === null) return err({ code: 'NOT_SEATED' });
    if (this.#hand().seats.find((s) => s.seat === seat)?.isFolded) return err({ code: 'NOT_POSSIBLE_NOW' });
    return ok(() => {
      if (isOn) live.showing.add(seat);
      else live.showing.delete(seat);
    });
  }

  /** Decides an action with all that follows from it; nothing is booked yet. */
  #ready(live: Playing, action: PlayedAction, key: CommandKey | null): Result<HandChange, WireRefusal> {
    const played = playAction(this.#hand(), action, live.cut, live.showing);
    if (!played.ok) return err(refusalOf(played.error));
    const change = journalled(this.#core, live, 'action', action, key);
    return ok({
      change,
      apply: () => {
        live.journalSeq += 1;
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
    if (this.#live?.phase === 'playing') await this.#hitMidBetting(this.#live);
  }

  async #settle(live: Playing, closeStatus: 0 | 2, reason: EndReason): Promise<void> {
    const core = this.#core;
    core.timers.cancel('turn');
    await core.ports.failPoints.hit('at-showdown', core.tableId);
    const { handNo } = live;
    const { end, change, outcome, players } = preparedSettlement(core, live, closeStatus, reason);
    const { results, rake, history } = outcome;
    const beforeCommit = () => core.ports.failPoints.hit('before-settle-commit', core.tableId);
    const isSettled = await core.patiently('STORAGE_LOST', () => core.store.settle(end, change, beforeCommit));
    if (!isSettled) return this.#ledgerFault(handNo);
    await core.ports.failPoints.hit('after-settle-commit', core.tableId);
    const close = await logClose(core, handNo, end.closeBytes);
    this.#live = null;
    core.hand = null;
    core.noteStacks(results);
    const nextHandInMs = core.ports.config.betweenHandsMs;
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
  #ledgerFault(handNo: number): void {
    this.#core.report('LEDGER_FAULT', 'the settlement contradicts what is booked', handNo);
    this.#core.pause('LEDGER_FAULT', `hand ${handNo} cannot be settled`);
    this.#core.abandon();
  }

  /** Whoever has the turn and is leaving: `proceed` acts for the seat. */
  dropTurnOfLeaver(): void {
    const live = this.#live;
    if (live?.phase !== 'playing' || !live.turn) return;
    if (this.#core.state.table.seats[live.turn.seat]?.status === 'leaving') live.turn = null;
  }

  /** Ends the hand in play now: void before the cut, run out after it. */
  async endNow(reason: EndReason): Promise<void> {
    const live = this.#live;
    if (live?.phase === 'revealing') await this.#void(live, []);
    if (live?.phase !== 'playing') return;
    live.turn = null;
    this.#show(live, runOut(this.#hand(), live.cut));
    await this.#settle(live, 2, reason);
  }
}

/** A change of the hand alone: the table stays as it is. */
function journalled({ state }: TableCore, live: HandAtTable, kind: string, payload: unknown, key: CommandKey | null): Change {
  const journal = { handNo: live.handNo, seq: live.journalSeq, kind, payload };
  return {
    command: key,
    before: state,
    after: state,
    events: [],
    requestId: key?.commandId ?? `hand-${live.handNo}`,
    journal,
  };
}
