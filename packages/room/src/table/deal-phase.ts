/**
 * A hand from its seal to its cut: OPEN is logged, the seeds come in, the cut is written. What is missing in time voids the deal.
 */
import { handSetup } from '@aboveboard/engine';
import { fromHex, isCommitted, type OpenSeat, toHex } from '@aboveboard/fairness';
import { assert, err, ok, type Result } from '@aboveboard/kit';
import type { LoggedEntry, WireRefusal } from '@aboveboard/protocol';
import type { CommandKey } from '@aboveboard/storage';
import { absentSeats, openSeats, revealWindowMs } from './dealing-in.ts';
import { storedReveals, voidOf } from './ending.ts';
import { type HandChange, type HandSlot, journalled, type Playing, type Revealing, seatInHand } from './hand-at-table.ts';
import { type EndReason, startState } from './hand-record.ts';
import { logClose, logEntry } from './log-entries.ts';
import type { TableCore } from './table-core.ts';

export class DealPhase {
  readonly #core: TableCore;
  readonly #slot: HandSlot;
  readonly #dealAgain: () => Promise<void>;

  /** @param dealAgain begins the next hand, after seeds were missing. */
  constructor(core: TableCore, slot: HandSlot, dealAgain: () => Promise<void>) {
    this.#core = core;
    this.#slot = slot;
    this.#dealAgain = dealAgain;
  }

  /** Decides the next hand, seals it and logs its OPEN; then its seeds may come. @returns whether anybody could be dealt in. */
  async open(): Promise<boolean> {
    const core = this.#core;
    const handNo = core.nextHandNo;
    const decided = core.decide({ kind: 'begin-hand', absent: absentSeats(core, handNo) }, null);
    if (!decided.ok) return false;
    const tMs = core.nowMs();
    const { after } = decided.value;
    const setup = { ...handSetup(after.table), isSealedDeck: true };
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
    this.#startRevealing({ handNo, startedMs: tMs, start, setup, openIndex: open.index, sealed, seats }, open);
    return true;
  }

  #startRevealing(
    deal: Omit<Revealing, 'phase' | 'contributors' | 'seeds' | 'journalSeq'> & { seats: readonly OpenSeat[] },
    open: LoggedEntry,
  ): void {
    const core = this.#core;
    const { handNo, startedMs, start, setup, openIndex, sealed } = deal;
    const contributors = deal.seats.filter(isCommitted).map(({ seat }) => seat);
    this.#slot.live = {
      phase: 'revealing',
      handNo,
      startedMs,
      start,
      setup,
      openIndex,
      sealed,
      contributors,
      seeds: new Map(),
      journalSeq: 0,
    };
    const revealWithinMs = revealWindowMs(core, contributors);
    const rules = toHex(core.deps.rulesEntry);
    core.publish({ kind: 'deal-opened', handNo, open, rules, start: start as never, contributors, revealWithinMs });
    core.sync();
    if (contributors.length > 0) core.timers.set('reveal', revealWithinMs, () => this.#revealOver(handNo));
  }

  /** The table stood still: seeds may have been refused or be under way still, so their window begins again, at its widest. */
  resumed(): void {
    const { timers, ports } = this.#core;
    const { live } = this.#slot;
    if (live?.phase !== 'revealing' || !timers.has('reveal')) return;
    timers.set('reveal', ports.config.revealMaxMs, () => this.#revealOver(live.handNo));
  }

  /** A seed that came: journalled before it counts. */
  decideReveal(playerId: string, handNo: number, seed: string, key: CommandKey): Result<HandChange, WireRefusal> {
    const live = this.#slot.live;
    const seat = seatInHand(this.#core, playerId);
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

  async #revealOver(handNo: number): Promise<void> {
    const live = this.#slot.live;
    if (live?.phase !== 'revealing' || live.handNo !== handNo) return;
    const { timers, ports } = this.#core;
    if (!(await this.#core.couldHear())) return timers.set('reveal', ports.config.revealMaxMs, () => this.#revealOver(handNo));
    await this.voidDeal(
      live,
      live.contributors.filter((seat) => !live.seeds.has(seat)),
      'SEED_MISSING',
    );
    await this.#dealAgain(); // at once, without the silent seats
  }

  #reveals(live: Revealing) {
    return [...live.seeds].map(([seat, seed]) => ({ seat, seed }));
  }

  /** Ends the deal before its cut; `missing` are the seats whose seed did not come, where it ends for that. */
  async voidDeal(live: Revealing, missing: readonly number[], reason: EndReason | 'SEED_MISSING'): Promise<void> {
    const core = this.#core;
    core.timers.cancel('reveal');
    const endedMs = core.nowMs();
    const reveals = this.#reveals(live);
    const closeBytes = live.sealed.closeVoid({ openIndex: live.openIndex, tMs: endedMs }, reveals);
    const { end, change } = voidOf({ handNo: live.handNo, before: core.state, closeBytes, reveals, missing, endedMs, reason });
    await core.patiently('STORAGE_LOST', () => core.store.endVoid(end, change));
    core.ports.eventsWritten();
    const close = await logClose(core, live.handNo, closeBytes);
    this.#slot.live = null;
    core.publish({ kind: 'deal-voided', handNo: live.handNo, close, missing: [...missing] });
    core.apply(change);
  }

  /** Cuts when every seed is here. @returns the hand that can be played now. */
  async cutIfComplete(): Promise<Playing | null> {
    const live = this.#slot.live;
    if (live?.phase !== 'revealing' || live.seeds.size < live.contributors.length) return null;
    const core = this.#core;
    core.timers.cancel('reveal');
    await core.ports.failPoints.hit('between-reveals-and-cut', core.tableId);
    const reveals = this.#reveals(live);
    const made = live.sealed.cut(reveals);
    assert(made.ok, made.ok ? '' : `seeds that were checked do not cut: ${made.error.code}`);
    const cut = made.value;
    await core.patiently('STORAGE_LOST', () =>
      core.store.cut({ handNo: live.handNo, reveals: storedReveals(reveals), cutnote: cut.cutnote }, live.journalSeq),
    );
    const { handNo, startedMs, start, setup, openIndex, journalSeq } = live;
    const playing: Playing = {
      ...{ phase: 'playing', handNo, startedMs, start, setup, openIndex, journalSeq, cut },
      ...{
        steps: [],
        showing: new Set<number>(),
        runs: new Map<number, number>(),
        acted: [],
        turns: 0,
        turn: null,
        isPastMidBetting: false,
      },
    };
    this.#slot.live = playing;
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
    return playing;
  }
}
