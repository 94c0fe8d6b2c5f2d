/**
 * Somebody who plays: takes a seat, thinks as long as people do, and calls, folds and raises without much of a plan, so that hands are of all
 * lengths. It plays through the SDK, contributes to the cut and verifies its deals.
 */
import type { TableView } from '@aboveboard/client';
import type { Timer } from '@aboveboard/kit';
import type { PlayerAction } from '@aboveboard/protocol';
import type { Generator } from './generator.ts';
import type { Viewer } from './viewer.ts';

export interface Pace {
  /** Least and most of the time to think; most decisions are quick. */
  readonly thinkMs: readonly [number, number];
}

export const HUMAN: Pace = { thinkMs: [800, 4_000] };

export interface Player {
  /** Plays no more and sits up; what it has said is answered. */
  stop(): void;
}

export interface Playing {
  readonly viewer: Viewer;
  readonly seat: number;
  readonly pace: Pace;
  /** In [0, 1). */
  readonly chance: () => number;
  readonly generator: Generator;
}

const AGAIN_MS = 400;

export function startPlaying({ viewer, seat, pace, chance, generator }: Playing): Player {
  const { scheduler } = generator;
  let answered = -1;
  let wishes = 0;
  let thinking: Timer | null = null;
  let isStopped = false;

  function look(): void {
    const view = viewer.view();
    if (!view || isStopped) return;
    const { turn, ownSeat } = view;
    if (turn && turn.seat === ownSeat) think(turn.turnId);
    else void settle(view);
  }

  function think(turnId: number): void {
    if (turnId === answered) return;
    answered = turnId;
    const [least, most] = pace.thinkMs;
    thinking?.cancel();
    thinking = scheduler.after(least + chance() ** 2 * (most - least), () => void act(turnId));
  }

  async function act(turnId: number): Promise<void> {
    const view = viewer.view();
    if (isStopped || view?.turn?.turnId !== turnId) return;
    const answer = await viewer.table.act(actionFor(view, chance), turnId);
    if (answer.ok || viewer.view()?.turn?.turnId !== turnId) return;
    answered = -1;
    scheduler.after(AGAIN_MS, look);
  }

  /** One wish about the seat at a time, and not at once again. */
  async function settle(view: TableView): Promise<void> {
    if (wishes > 0) return;
    const wish = wishFor(viewer, view, seat);
    if (!wish) return;
    wishes += 1;
    await wish();
    scheduler.after(AGAIN_MS, () => {
      wishes -= 1;
      look();
    });
  }

  const unsubscribe = viewer.table.state.subscribe(look);
  look();
  return {
    stop: () => {
      isStopped = true;
      thinking?.cancel();
      unsubscribe();
    },
  };
}

function wishFor({ table, client }: Viewer, { seats, ownSeat, settings, deal }: TableView, seat: number) {
  const own = ownSeat === null ? undefined : seats[ownSeat];
  const chips = Math.min(settings.maxBuyIn, client.wallet.get()?.available ?? 0);
  if (!own) return chips < settings.minBuyIn || seats[seat]?.player ? null : () => table.sit(seat, chips);
  const isDealt = own.isInHand && !['idle', 'ended', 'void'].includes(deal.phase);
  if (own.stack + own.pendingTopUp === 0 && !isDealt) return chips < settings.minBuyIn ? null : () => table.topUp(chips);
  return own.status === 'sitting-out' && own.stack > 0 ? () => table.sitIn('now') : null;
}

/** Folds most of what costs something, as people at full tables do, raises now and then, and calls or checks the rest. */
function actionFor({ turn }: TableView, chance: () => number): PlayerAction {
  const legal = turn?.legal;
  if (!legal) return { kind: 'discard', cards: [] };
  const whim = chance();
  if (legal.raise && whim < 0.1) return { kind: 'raise-to', to: legal.raise.smallest };
  if (legal.canCheck) return { kind: 'check' };
  return legal.canFold && whim < 0.75 ? { kind: 'fold' } : { kind: 'call' };
}
