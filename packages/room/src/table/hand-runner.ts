/**
 * One hand after the other: seal, collect seeds, cut, play, settle. The order of what is durable and what is shown is design/room.md's
 * ("One hand"): nothing is published before what it rests on is written.
 */
import {
  evolveHand,
  type HandSetup,
  handSetup,
  initialHand,
  legalActions,
  nextStep,
  type SeatIndex,
  startHand,
} from '@aboveboard/engine';
import { type Bytes, fromHex, isCommitted, NO_COMMIT, type OpenSeat, type StartState, toHex } from '@aboveboard/fairness';
import { assert, err, ok, type Result } from '@aboveboard/kit';
import type { LoggedEntry, PlayerAction, WireRefusal } from '@aboveboard/protocol';
import type { CommandKey } from '@aboveboard/storage';
import type { CutDeal, SealedDeal } from '../deal/deal-protocol.ts';
import { projectLegal, projectStep } from '../projection/project-hand.ts';
import { refusalOf } from '../projection/refusals.ts';
import type { OutgoingEvent } from './broadcast.ts';
import { settlementOf, storedReveals, voidOf } from './ending.ts';
import { beginPlay, lastHand, type PlayedAction, type PlayStep, playAction, runOut } from './hand-play.ts';
import { type EndReason, outcomeOf, sealPrivateRecord, startState } from './hand-record.ts';
import { memberOf, occupied, servePenalties, withMember } from './room-table.ts';
import type { TableCore } from './table-core.ts';
import type { Change } from './table-store.ts';

const LOG_TYPE = { open: 1, close: 2 } as const;
/** Turn ids are never used again, also not after a restart: hand number × 1 000 + turn. */
const TURNS_PER_HAND = 1_000;
const NO_SITTING = new Uint8Array(8);

interface HandAtTable {
  readonly handNo: number;
  readonly start: StartState;
  readonly setup: HandSetup;
  readonly openIndex: number;
  /** Next number in the hand's journal. */
  journalSeq: number;
}
interface Revealing extends HandAtTable {
  readonly phase: 'revealing';
  readonly sealed: SealedDeal;
  readonly contributors: readonly number[];
  readonly seeds: Map<number, Bytes>;
}
interface Playing extends HandAtTable {
  readonly phase: 'playing';
  readonly cut: CutDeal;
  readonly steps: PlayStep[];
  turns: number;
  turn: Turn | null;
  isPastMidBetting: boolean;
}
interface Turn {
  readonly turnId: number;
  readonly seat: number;
  deadlineMs: number;
  isOnBank: boolean;
}

/** A change of the hand that is ready to be written; `apply` books it in memory and shows it. */
export interface HandChange {
  readonly change: Change;
  apply(): void;
}

export interface EndedHand {
  readonly pot: number;
  readonly endedMs: number;
}

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
    if (!this.#canTry()) return;
    timers.set('next-hand', delayMs, () => this.#core.deps.post(() => this.#begin()));
  }

  /** Two seats that play: whether they can also be dealt in is decided at the deal. */
  #canTry(): boolean {
    return occupied(this.#core.state.table).filter(({ at }) => at.status !== 'sitting-out' && at.stack > 0).length >= 2;
  }

  /** People without a commit for this hand, those whose seed could not come, and those who sit out for a missing one (ROOM-4, ROOM-5). */
  #absent(handNo: number): SeatIndex[] {
    const { state, commits, broadcast } = this.#core;
    return occupied(state.table).flatMap(({ seat, at }) => {
      const { isBot, penaltyHands } = memberOf(state, at.player);
      const canContribute = broadcast.isWatching(at.player) && commits.find(at.player, handNo) !== null;
      const isDealable = isBot || (penaltyHands === 0 && canContribute);
      return isDealable ? [] : [seat as SeatIndex];
    });
  }

  async #begin(): Promise<void> {
    const core = this.#core;
    if (this.#live || core.isStopping || core.isClosed) return;
    const handNo = core.nextHandNo;
    const decided = core.decide({ kind: 'begin-hand', absent: this.#absent(handNo) }, null);
    if (!decided.ok) return this.#waitForPlayers();
    const tMs = core.nowMs();
    const { after } = decided.value;
    const setup = handSetup(after.table);
    const start = startState(setup);
    const seats = this.#openSeats(handNo, setup);
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
    const open = await this.#log(handNo, 'open', sealed.open.bytes);
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

  #openSeats(handNo: number, setup: HandSetup): OpenSeat[] {
    const { state, commits } = this.#core;
    const inDealOrder = startHand(setup).reduce(evolveHand, initialHand).seats;
    return inDealOrder.map(({ seat }) => {
      const at = state.table.seats[seat];
      assert(at, `seat ${seat} is dealt in and empty`);
      const found = memberOf(state, at.player).isBot ? null : commits.find(at.player, handNo);
      return { seat, sid: found?.sid ?? NO_SITTING, commit: found?.commit ?? NO_COMMIT };
    });
  }

  #startRevealing(
    deal: Omit<Revealing, 'phase' | 'contributors' | 'seeds' | 'journalSeq'> & { seats: readonly OpenSeat[] },
    open: LoggedEntry,
  ): void {
    const core = this.#core;
    const { handNo, start, setup, openIndex, sealed } = deal;
    const contributors = deal.seats.filter(isCommitted).map(({ seat }) => seat);
    this.#live = { phase: 'revealing', handNo, start, setup, openIndex, sealed, contributors, seeds: new Map(), journalSeq: 0 };
    const revealWithinMs = this.#revealWindowMs(contributors);
    const rules = toHex(core.deps.rulesEntry);
    core.publish({ kind: 'deal-opened', handNo, open, rules, start: start as never, contributors, revealWithinMs });
    core.sync();
    if (contributors.length > 0)
      core.timers.set('reveal', revealWithinMs, () => core.deps.post(() => this.#revealOver(handNo)));
  }

  /** 2 s, and four times the longest round trip, up to 5 s (ROOM-6). */
  #revealWindowMs(contributors: readonly number[]): number {
    const { ports, roundTripsMs, state } = this.#core;
    const { revealMs, revealMaxMs } = ports.config;
    const trips = contributors.map((seat) => roundTripsMs.get(state.table.seats[seat]?.player ?? '') ?? 0);
    return Math.min(revealMaxMs, revealMs + 4 * Math.max(0, ...trips));
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
    const change = this.#journalled(live, 'reveal', { seat, seed }, key);
    return ok({
      change,
      apply: () => {
        live.journalSeq += 1;
        live.seeds.set(seat, bytes);
      },
    });
  }

  #journalled(live: HandAtTable, kind: string, payload: unknown, key: CommandKey | null): Change {
    const { state } = this.#core;
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
    const close = await this.#close(live.handNo, closeBytes);
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
      ...{ steps: [], turns: 0, turn: null, isPastMidBetting: false },
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
    const { timeBankMs } = memberOf(core.state, this.#playerAt(seat));
    core.publish({
      ...{ kind: 'turn', turnId, seat, legal: projectLegal(legal), pot: legal.pot },
      ...{ deadlineMs: turn.deadlineMs, timeBankMs },
    });
    core.timers.set('turn', turnMs, () => core.deps.post(() => this.#turnOver(turnId)));
  }

  #playerAt(seat: number): string {
    const at = this.#core.state.table.seats[seat];
    assert(at, `nobody sits in seat ${seat}`);
    return at.player;
  }

  /** The turn's own time is over: the time bank runs, then the clock acts (ROOM-7). */
  async #turnOver(turnId: number): Promise<void> {
    const core = this.#core;
    const live = this.#live;
    const turn = live?.phase === 'playing' ? live.turn : null;
    if (live?.phase !== 'playing' || turn?.turnId !== turnId) return;
    const player = this.#playerAt(turn.seat);
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
    const player = this.#playerAt(action.seat);
    const ready = this.#ready(live, action, null);
    assert(ready.ok, ready.ok ? '' : `the clock's ${action.kind} was refused: ${ready.error.code}`);
    const change = action.kind === 'time-out' ? this.#withTimeOut(ready.value.change, player) : ready.value.change;
    let isRetry = false;
    await core.patiently('STORAGE_LOST', () => {
      const written = core.store.change(change, core.nowMs(), isRetry);
      isRetry = true;
      return written;
    });
    ready.value.apply();
    core.apply({ ...change, after: this.#spent(live, change.after, player) });
    live.turn = null;
    await this.#hitMidBetting(live);
  }

  /** Two time-outs in a row: the seat sits out from the next hand on (ROOM-8). */
  #withTimeOut(change: Change, player: string): Change {
    const core = this.#core;
    const timeOuts = memberOf(change.after, player).timeOuts + 1;
    const counted = withMember(change.after, player, { timeOuts, timeBankMs: this.#bankLeft(player) });
    const isPlaying = core.state.table.seats.some((at) => at?.player === player && at.status === 'playing');
    if (timeOuts < 2 || !isPlaying) return { ...change, after: counted };
    const satOut = core.decide({ kind: 'sit-out', player: player as never }, null, counted);
    return satOut.ok
      ? { ...satOut.value, journal: change.journal, requestId: change.requestId }
      : { ...change, after: counted };
  }

  #bankLeft(player: string): number {
    const { state } = this.#core;
    const live = this.#live;
    const { timeBankMs } = memberOf(state, player);
    const turn = live?.phase === 'playing' ? live.turn : null;
    return turn?.isOnBank ? Math.min(timeBankMs, Math.max(0, turn.deadlineMs - this.#core.nowMs())) : timeBankMs;
  }

  #spent(live: Playing, state: TableCore['state'], player: string): TableCore['state'] {
    return live.turn?.isOnBank ? withMember(state, player, { timeBankMs: this.#bankLeft(player) }) : state;
  }

  decideAct(playerId: string, turnId: number, action: PlayerAction, key: CommandKey): Result<HandChange, WireRefusal> {
    const live = this.#live;
    if (live?.phase !== 'playing') return err({ code: 'NO_HAND' });
    const seat = this.#seatIn(playerId);
    if (seat === null) return err({ code: 'NOT_SEATED' });
    if (turnId !== live.turn?.turnId) return err({ code: 'STALE_TURN' });
    if (live.turn.seat !== seat) return err({ code: 'NOT_YOUR_TURN' });
    if (action.kind === 'show' || action.kind === 'muck') return err({ code: 'NOT_POSSIBLE_NOW' }); // the rules decide: SHOW
    const played: PlayedAction =
      action.kind === 'raise-to' ? { kind: 'raise-to', seat, to: action.to } : { kind: action.kind, seat };
    const ready = this.#ready(live, played, key);
    if (!ready.ok) return ready;
    const { change, apply } = ready.value;
    const apply2 = () => {
      apply();
      const core = this.#core;
      core.state = withMember(this.#spent(live, core.state, playerId), playerId, { timeOuts: 0 });
      live.turn = null;
      core.sync();
    };
    return ok({ change, apply: apply2 });
  }

  /** Decides an action with all that follows from it; nothing is booked yet. */
  #ready(live: Playing, action: PlayedAction, key: CommandKey | null): Result<HandChange, WireRefusal> {
    const played = playAction(this.#hand(), action, live.cut);
    if (!played.ok) return err(refusalOf(played.error));
    const change = this.#journalled(live, 'action', action, key);
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
    const hand = this.#hand();
    const { handNo, openIndex, start, cut } = live;
    const outcome = outcomeOf(start, hand, live.steps, reason);
    const { history, settlement, results, rake } = outcome;
    const endedMs = core.nowMs();
    const closeBytes = cut.close({ openIndex, tMs: endedMs, status: closeStatus, history, settlement });
    const players = hand.seats.map(({ seat }) => this.#playerAt(seat));
    const privateSealed = sealPrivateRecord(core.ports, { tableId: core.tableId, handNo }, hand, players);
    const { end, change } = settlementOf({
      ...{ tableId: core.tableId, handNo, before: core.state, outcome, reason, closeStatus, closeBytes, privateSealed },
      ...{ timeBankMs: core.settings.timeBankMs, endedMs },
    });
    const beforeCommit = () => core.ports.failPoints.hit('before-settle-commit', core.tableId);
    const isSettled = await core.patiently('STORAGE_LOST', () => core.store.settle(end, change, beforeCommit));
    if (!isSettled) return this.#ledgerFault(handNo);
    await core.ports.failPoints.hit('after-settle-commit', core.tableId);
    const close = await this.#close(handNo, closeBytes);
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
    this.#onEnded({ pot: outcome.pot, endedMs });
  }

  /** The books say otherwise: nothing more happens here until a person has looked. */
  #ledgerFault(handNo: number): void {
    this.#core.report('LEDGER_FAULT', 'the settlement contradicts what is booked', handNo);
    this.#core.pause('LEDGER_FAULT', `hand ${handNo} cannot be settled`);
    this.#core.abandon();
  }

  async #log(handNo: number, type: 'open' | 'close', bytes: Bytes): Promise<LoggedEntry> {
    const core = this.#core;
    const key = { tableId: core.tableId, handNo, type: LOG_TYPE[type] };
    const logged = await core.patiently('LOG_LOST', () => core.ports.log.append(key, bytes));
    assert(logged.ok, `the log holds another ${type} of hand ${handNo}`);
    return logged.value;
  }

  async #close(handNo: number, bytes: Bytes): Promise<LoggedEntry> {
    const core = this.#core;
    const close = await this.#log(handNo, 'close', bytes);
    await core.patiently('STORAGE_LOST', () => core.store.markClosed(handNo, close.index));
    core.lastCloseIndex = close.index;
    return close;
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
