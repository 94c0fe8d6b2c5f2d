/**
 * What a shard finds unfinished when it takes a table over, ended by contract: void before the cut, run out after it, and refunded only
 * where the sealed box cannot be opened or the journal is lost. Every step is safe to repeat, so a crash in here is finished by the next one.
 * A hand that the books refuse stays unfinished: only an operator's word ends it then.
 */
import type { Hand } from '@aboveboard/engine';
import { fromHex, type Reveal, type StartState } from '@aboveboard/fairness';
import { assert, ok } from '@aboveboard/kit';
import { findTermination, type HandRecord, notePause, noteTermination } from '@aboveboard/storage';
import type { CutDeal, SealedDeal } from '../deal/deal-protocol.ts';
import type { AcceptedEntry, TableJournal } from '../journal/journal.ts';
import type { ShardPorts } from '../ports.ts';
import { settlementOf, storedReveals, voidOf } from './ending.ts';
import { type LostOwner, noteFault } from './hand-faults.ts';
import { beginPlay, lastOf, type PlayedAction, type PlayStep, playAction, runOut } from './hand-play.ts';
import {
  type EndReason,
  type HandOutcome,
  outcomeOf,
  type RefundReason,
  refundOutcome,
  sealPrivateRecord,
  setupOf,
} from './hand-record.ts';
import { isToBeRefunded, refundInstead } from './refused-hand.ts';
import type { RoomTable } from './room-table.ts';
import type { TableStore } from './table-store.ts';
import { NO_WISHES } from './wishes.ts';

const OPEN = 1;
const CLOSE = 2;

export interface RecoveryDeps {
  readonly ports: ShardPorts;
  readonly store: TableStore;
  readonly journal: TableJournal;
  readonly tableId: string;
  readonly timeBankMs: number;
  readonly lostOwner: LostOwner;
}

export interface Recovered {
  readonly state: RoomTable;
  readonly lastCloseIndex: number | null;
  /** The box could not be opened: the table must be closed. */
  readonly isUnplayable: boolean;
  /** The books refuse the hand, and why: it is not over, and the table stands still until a person has seen to them. */
  readonly refused: string | null;
}

/** Ends `hand` and sees that its CLOSE is in the log. */
export async function finishHand(deps: RecoveryDeps, before: RoomTable, hand: HandRecord): Promise<Recovered> {
  if (hand.closeBytes) return logClose(deps, before, hand.handNo, hand.closeBytes, false);
  const openIndex = await logOpen(deps, hand);
  const accepted = await acceptedIn(deps, hand);
  const journal = accepted === 'LOST' ? [] : accepted;
  assert(hand.box, `hand ${hand.handNo} is unfinished and has no box`);
  const reason = await reasonOf(deps, hand);
  const noted = (endReason: EndReason) => noteEnd(deps, before, hand, journal, endReason);
  const reopened = deps.ports.deals.reopen(hand.openBytes, hand.box);
  if (!reopened.ok) {
    const { code, detail } = reopened.error;
    deps.ports.findings.report({
      code: 'BOX_UNREADABLE',
      tableId: deps.tableId,
      handNo: hand.handNo,
      detail: `${code}: ${detail}`,
    });
    await noted('RNG_FAULT');
    return refund(deps, before, hand, openIndex, revealsOf(hand, journal), 'RNG_FAULT');
  }
  if (hand.status !== 'opening' && accepted === 'LOST') {
    await noted('ABANDONED');
    return refund(deps, before, hand, openIndex, revealsOf(hand, journal), 'ABANDONED');
  }
  await noted(reason);
  if (reason === 'LEDGER_FAULT' && (await isToBeRefunded(deps.ports.db.reader, hand))) {
    return refund(deps, before, hand, openIndex, revealsOf(hand, journal), 'LEDGER_FAULT');
  }
  if (hand.status === 'opening') return endVoid(deps, before, hand, openIndex, reopened.value, journal, reason);
  return endByRunOut(deps, before, hand, openIndex, reopened.value, journal, reason);
}

type LostReason = LostOwner['reason'] | 'LEDGER_FAULT';

/** A hand that the books refused waited for a person: that is why it ends, and not that its owner is gone. */
async function reasonOf({ ports, lostOwner }: RecoveryDeps, hand: HandRecord): Promise<LostReason> {
  const noted = await findTermination(ports.db.reader, hand);
  return noted?.reason === 'LEDGER_FAULT' ? 'LEDGER_FAULT' : lostOwner.reason;
}

/** What is known of the hand, and how long nobody could act in it. */
async function noteEnd(
  { ports, lostOwner }: RecoveryDeps,
  state: RoomTable,
  hand: HandRecord,
  accepted: Journal,
  reason: EndReason,
): Promise<void> {
  const isConnected = () => null;
  await noteFault(ports, hand, { reason, lostOwner: lostOwner.shardId, accepted, state, isConnected });
  const atMs = accepted.at(-1)?.atMs ?? hand.startedMs;
  const ms = Math.max(0, ports.clock.nowMs() - atMs);
  await ports.db.transaction(async (trx) => ok(await notePause(trx, hand, { atMs, reason, ms })));
}

type Journal = readonly AcceptedEntry[];
type StoredReveal = { readonly seat: number; readonly seed: string };

async function acceptedIn(
  { journal, ports, tableId }: RecoveryDeps,
  { handNo, status }: HandRecord,
): Promise<Journal | 'LOST'> {
  const accepted = await journal.entriesOf(handNo, status !== 'opening');
  if (accepted === 'LOST') {
    const detail = 'entries of its journal are missing: was Redis emptied?';
    ports.findings.report({ code: 'JOURNAL_LOST', tableId, handNo, detail });
  }
  return accepted;
}

/** Seeds: those of the cut, or as far as they had come. */
function revealsOf(hand: HandRecord, journal: Journal): Reveal[] {
  const stored = hand.reveals ?? journal.filter(({ kind }) => kind === 'reveal').map(({ payload }) => payload);
  return (stored as readonly StoredReveal[]).map(({ seat, seed }) => ({ seat, seed: fromHex(seed) }));
}

/** The same bytes get the same index, whether or not the last owner came to append them. */
async function logOpen({ ports, store, tableId }: RecoveryDeps, hand: HandRecord): Promise<number> {
  const logged = await ports.log.append({ tableId, handNo: hand.handNo, type: OPEN }, hand.openBytes);
  assert(logged.ok, `the log holds another OPEN of hand ${hand.handNo}`);
  await store.setOpenIndex(hand.handNo, logged.value.index);
  return logged.value.index;
}

async function logClose(
  { ports, store, tableId }: RecoveryDeps,
  state: RoomTable,
  handNo: number,
  bytes: Uint8Array,
  isUnplayable: boolean,
): Promise<Recovered> {
  const logged = await ports.log.append({ tableId, handNo, type: CLOSE }, bytes);
  assert(logged.ok, `the log holds another CLOSE of hand ${handNo}`);
  await store.markClosed(handNo, logged.value.index);
  return { state, lastCloseIndex: logged.value.index, isUnplayable, refused: null };
}

async function endVoid(
  deps: RecoveryDeps,
  before: RoomTable,
  hand: HandRecord,
  openIndex: number,
  sealed: SealedDeal,
  journal: Journal,
  reason: LostReason,
): Promise<Recovered> {
  const endedMs = deps.ports.clock.nowMs();
  const reveals = revealsOf(hand, journal);
  const closeBytes = sealed.closeVoid({ openIndex, tMs: endedMs }, reveals);
  const { end, change } = voidOf({ handNo: hand.handNo, before, closeBytes, reveals, missing: [], endedMs, reason });
  await deps.store.endVoid(end, change);
  return logClose(deps, change.after, hand.handNo, closeBytes, false);
}

async function endByRunOut(
  deps: RecoveryDeps,
  before: RoomTable,
  hand: HandRecord,
  openIndex: number,
  sealed: SealedDeal,
  journal: Journal,
  reason: LostReason,
): Promise<Recovered> {
  const made = sealed.cut(revealsOf(hand, journal));
  assert(made.ok, made.ok ? '' : `hand ${hand.handNo} was cut and its seeds do not cut: ${made.error.code}`);
  const start = hand.startState as StartState;
  const steps = replay(start, made.value, journal);
  const { after: ended } = lastOf(steps);
  const outcome = outcomeOf(start, ended, steps, reason);
  const { history, settlement } = outcome;
  const tMs = deps.ports.clock.nowMs();
  const closeBytes = made.value.close({ openIndex, tMs, status: 2, history, settlement });
  return settle(deps, before, hand.handNo, {
    outcome,
    reason,
    closeStatus: 2,
    closeBytes,
    played: { after: ended, steps },
  });
}

/** Plays the hand again: what was accepted before the loss happens as it did, and then the betting is over. */
function replay(start: StartState, cut: CutDeal, journal: Journal): PlayStep[] {
  const steps = [...beginPlay(setupOf(start), cut)];
  for (const { kind, payload } of journal) {
    if (kind !== 'action') continue;
    const action = payload as PlayedAction;
    const played = playAction(lastOf(steps), action, cut, { ...NO_WISHES, runs: () => action.runs ?? 1 });
    assert(played.ok, played.ok ? '' : `a journalled action is refused: ${played.error.code}`);
    steps.push(...played.value);
  }
  return [...steps, ...runOut(lastOf(steps), cut)];
}

async function refund(
  deps: RecoveryDeps,
  before: RoomTable,
  hand: HandRecord,
  openIndex: number,
  reveals: readonly Reveal[],
  reason: RefundReason,
): Promise<Recovered> {
  const outcome = refundOutcome(hand.startState as StartState, reason);
  const { history, settlement } = outcome;
  const tMs = deps.ports.clock.nowMs();
  const closed = deps.ports.deals.closeUnreadable({ openBytes: hand.openBytes, openIndex, tMs, reveals, history, settlement });
  assert(closed.ok, closed.ok ? '' : `a stored OPEN that cannot be read: ${closed.error.code}`);
  if (hand.status === 'opening') {
    // A row leaves `opening` for `cut` only; the log shows that nothing was dealt, as no deck is named in CLOSE.
    await deps.store.cut({ handNo: hand.handNo, reveals: storedReveals(reveals), cutnote: new Uint8Array(0) }, reveals.length);
  }
  return settle(deps, before, hand.handNo, { outcome, reason, closeStatus: 3, closeBytes: closed.value, played: null });
}

interface Ended {
  readonly outcome: HandOutcome;
  readonly reason: EndReason;
  readonly closeStatus: 2 | 3;
  readonly closeBytes: Uint8Array;
  readonly played: { readonly after: Hand; readonly steps: readonly PlayStep[] } | null;
}

async function settle(deps: RecoveryDeps, before: RoomTable, handNo: number, ended: Ended): Promise<Recovered> {
  const { ports, store, tableId, timeBankMs } = deps;
  const { outcome, reason, closeStatus, closeBytes, played } = ended;
  const players = played?.after.seats.map(({ seat }) => before.table.seats[seat]?.player ?? '') ?? [];
  const { end, change } = settlementOf({
    ...{ tableId, handNo, before, outcome, closeStatus, closeBytes, timeBankMs },
    reason,
    privateSealed: played && sealPrivateRecord(ports, { tableId, handNo }, played, players),
    endedMs: ports.clock.nowMs(),
    replies: [],
  });
  const instead = closeStatus === 3 ? await refundInstead(ports.db.reader, end.chips, store.epoch) : undefined;
  const settled = await store.settle(end, change, () => undefined, instead);
  if (!settled.ok) return refused(deps, before, handNo, settled.error);
  return logClose(deps, change.after, handNo, closeBytes, reason === 'RNG_FAULT');
}

/** The books say otherwise: the hand is not over, and why it waits is kept until it is. */
async function refused({ ports, tableId }: RecoveryDeps, state: RoomTable, handNo: number, detail: string): Promise<Recovered> {
  const noted = await findTermination(ports.db.reader, { tableId, handNo });
  assert(noted, `nothing is noted of hand ${handNo}`);
  await ports.db.transaction(async (trx) => ok(await noteTermination(trx, { ...noted, reason: 'LEDGER_FAULT' })));
  ports.findings.report({
    code: 'LEDGER_FAULT',
    tableId,
    handNo,
    detail: `the settlement contradicts what is booked: ${detail}`,
  });
  return { state, lastCloseIndex: null, isUnplayable: false, refused: detail };
}
