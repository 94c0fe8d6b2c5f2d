/**
 * Clocks: nobody is timed out before their time is over, with what the table stood still left out, and no time bank shrinks by more than
 * was used of it. Measured in true time, whatever the room's clocks say.
 */
import type { TableEvent } from '@aboveboard/protocol';
import type { GatewayResponse } from '@aboveboard/room';
import type { Judge } from './judge.ts';

/** Events are stamped when they are sent: a few milliseconds lie between. */
const SLACK_MS = 25;

interface TurnFacts {
  readonly seat: number;
  readonly bankMs: number;
  readonly beganMs: number;
  onBankSinceMs: number | null;
  /** How long the table has stood still since the turn began, and since its bank runs. */
  stoodMs: number;
  stoodOnBankMs: number;
}

interface Facts {
  seq: number;
  turn: TurnFacts | null;
  pausedAtMs: number | null;
  /** The least that each seat's bank must still hold. */
  readonly banks: Map<number, number>;
  /** Seats that are not waited for any more (ROOM-9). */
  readonly leaving: Set<number>;
}

type Frame = Extract<GatewayResponse, { readonly kind: 'frame' }>;

export interface ClockWatch {
  /** @param atMs when it happened, in true time */
  published(frame: Frame, atMs: number): void;
}

/** @param turnMs of every table of the simulation */
export function watchClocks(judge: Judge, turnMs: number): ClockWatch {
  const tables = new Map<string, Facts>();
  const over = (facts: Facts, nowMs: number, event: { readonly seat: number; readonly timedOut: boolean }): void => {
    const { turn } = facts;
    if (!turn || turn.seat !== event.seat) return; // somebody who is leaving has no turn
    const isOnBank = turn.onBankSinceMs !== null;
    const due = turnMs + (isOnBank ? turn.bankMs : 0);
    const had = nowMs - turn.beganMs - turn.stoodMs;
    if (event.timedOut && !facts.leaving.has(event.seat) && (had < due - SLACK_MS || (!isOnBank && turn.bankMs > 0)))
      judge.breaks('clock', `seat ${turn.seat} was timed out after ${Math.round(had)} ms of ${due}, its bank ${turn.bankMs}`);
    const used = turn.onBankSinceMs === null ? 0 : nowMs - turn.onBankSinceMs - turn.stoodOnBankMs;
    facts.banks.set(turn.seat, turn.bankMs - used - SLACK_MS);
    facts.turn = null;
  };
  const began = (facts: Facts, nowMs: number, { seat, timeBankMs }: { seat: number; timeBankMs: number }): void => {
    const least = facts.banks.get(seat) ?? 0;
    if (timeBankMs < least)
      judge.breaks('clock', `seat ${seat} has ${timeBankMs} ms in its bank, and should have ${Math.round(least)}`);
    facts.turn = { seat, bankMs: timeBankMs, beganMs: nowMs, onBankSinceMs: null, stoodMs: 0, stoodOnBankMs: 0 };
  };
  const resumed = ({ turn, pausedAtMs }: Facts, nowMs: number): void => {
    if (!turn || pausedAtMs === null) return;
    turn.stoodMs += nowMs - Math.max(pausedAtMs, turn.beganMs);
    if (turn.onBankSinceMs !== null) turn.stoodOnBankMs += nowMs - Math.max(pausedAtMs, turn.onBankSinceMs);
  };
  const take = (facts: Facts, nowMs: number, event: TableEvent): void => {
    if (event.kind === 'table-paused') facts.pausedAtMs = nowMs;
    if (event.kind === 'table-resumed') {
      resumed(facts, nowMs);
      facts.pausedAtMs = null;
    }
    if (event.kind === 'turn' || event.kind === 'draw-turn') began(facts, nowMs, event);
    if (event.kind === 'time-bank' && facts.turn) facts.turn.onBankSinceMs = nowMs;
    if ('timedOut' in event) over(facts, nowMs, event);
    if (event.kind === 'posted' && event.what === 'bring-in') over(facts, nowMs, { seat: event.seat, timedOut: false }); // it does not say
    if (event.kind === 'seat-changed') {
      const { seat, player, status } = event.seat;
      if (player === null) facts.banks.delete(seat);
      if (player !== null && status === 'leaving') facts.leaving.add(seat);
      else facts.leaving.delete(seat);
    }
    if (event.kind === 'hand-ended') facts.turn = null;
  };
  return {
    published: ({ tableId, incarnation, seq, publicEvent }, atMs) => {
      if (!publicEvent) return;
      const key = `${tableId}/${incarnation}`;
      const facts = tables.get(key) ?? { seq: 0, turn: null, pausedAtMs: null, banks: new Map(), leaving: new Set() };
      tables.set(key, facts);
      if (seq <= facts.seq) return;
      if (seq !== facts.seq + 1) {
        facts.turn = null; // nobody was there to be told
        facts.banks.clear();
      }
      facts.seq = seq;
      take(facts, atMs, publicEvent);
    },
  };
}
