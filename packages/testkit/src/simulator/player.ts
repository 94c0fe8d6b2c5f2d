/** A player of the simulation: the SDK as everybody uses it, and somebody who plays anything that is legal, leaves, comes back and tops up. */
import { type Client, type ClientPorts, createClient, type TableHandle, type TableView } from '@aboveboard/client';
import type { Timer } from '@aboveboard/kit';
import type { PlayerAction } from '@aboveboard/protocol';
import type { Chance } from './chance.ts';
import type { Tempo } from './shape.ts';

export interface PlayerConfig {
  readonly token: string;
  readonly name: string;
  readonly tableIds: readonly string[];
  readonly isContributing: boolean;
  readonly ports: ClientPorts;
  readonly chance: Chance;
  readonly tempo: Tempo;
}

export interface Player {
  readonly name: string;
  readonly client: Client;
  readonly tables: readonly TableHandle[];
  /** From now on it only plays, and at once: no more wishes to leave, no turns that run out. */
  settle(): void;
  stop(): void;
}

const AT_ONCE_MS = [20, 200] as const;

export function startPlayer(config: PlayerConfig): Player {
  const { token, name, ports, isContributing } = config;
  const client = createClient({ url: 'ws://simulated', token, name: name.slice(0, 40), version: '1', ports });
  const mood = { isSettled: false, isStopped: false };
  const tables = config.tableIds.map((tableId) => {
    const handle = client.openTable(tableId, { contribute: isContributing, verify: isContributing });
    playAt(config, client, handle, mood);
    return handle;
  });
  return {
    name,
    client,
    tables,
    settle: () => {
      mood.isSettled = true;
    },
    stop: () => {
      mood.isStopped = true;
      client.close();
    },
  };
}

interface Mood {
  isSettled: boolean;
  isStopped: boolean;
}

function playAt({ ports, chance, tempo }: PlayerConfig, client: Client, handle: TableHandle, mood: Mood): void {
  const { scheduler } = ports;
  let thinking: { readonly turnId: number; readonly timer: Timer } | null = null;
  let isAsking = false;
  const viewOf = (): TableView | null => {
    const state = handle.state.get();
    return state.kind === 'open' && !mood.isStopped ? state.view : null;
  };
  const act = async (turnId: number): Promise<void> => {
    const turn = viewOf()?.turn;
    const view = viewOf();
    if (!view || turn?.turnId !== turnId) return;
    if (chance.isHit(10)) void (chance.isHit(50) ? handle.showCards(true) : handle.runIt(2));
    const answer = await handle.act(anyAction(view, chance), turnId);
    if (!answer.ok && viewOf()?.turn?.turnId === turnId) thinking = later(turnId, 500); // refused in passing: once more
  };
  const later = (turnId: number, ms: number) => ({ turnId, timer: scheduler.after(ms, () => void act(turnId)) });
  const think = (turnId: number): void => {
    if (thinking?.turnId === turnId) return;
    thinking?.timer.cancel();
    const isAsleep = !mood.isSettled && chance.isHit(4); // lets the clock run
    thinking = isAsleep
      ? { turnId, timer: { cancel: () => undefined } }
      : later(turnId, chance.between(...(mood.isSettled ? AT_ONCE_MS : tempo.thinkMs)));
  };
  handle.state.subscribe(() => {
    const view = viewOf();
    if (view?.turn && view.turn.seat === view.ownSeat) think(view.turn.turnId);
  });
  const wish = async (view: TableView): Promise<void> => {
    const own = view.ownSeat === null ? null : view.seats[view.ownSeat];
    const available = client.wallet.get()?.available ?? 0;
    const { minBuyIn, maxBuyIn } = view.settings;
    if (!own) {
      const free = view.seats.filter(({ player }) => player === null);
      const seat = chance.pick(free);
      if (seat && available >= minBuyIn) await handle.sit(seat.seat, Math.min(available, chance.between(minBuyIn, maxBuyIn)));
      return;
    }
    if (own.status === 'leaving') return;
    if (own.stack + own.pendingTopUp < minBuyIn) {
      const amount = Math.min(available, maxBuyIn - own.stack - own.pendingTopUp);
      if (own.stack + own.pendingTopUp + amount >= minBuyIn) await handle.topUp(amount);
      else if (own.stack === 0) await handle.leave();
      return;
    }
    if (own.status === 'sitting-out') await handle.sitIn('now');
    else if (!mood.isSettled) await whim(handle, chance);
  };
  const look = (): void => {
    if (mood.isStopped) return;
    const view = viewOf();
    if (view && !isAsking) {
      isAsking = true;
      void wish(view).finally(() => {
        isAsking = false;
      });
    }
    scheduler.after(chance.between(...tempo.lookMs), look);
  };
  scheduler.after(chance.between(1, tempo.lookMs[1]), look);
}

/** Now and then, for no reason. */
async function whim(handle: TableHandle, chance: Chance): Promise<void> {
  switch (chance.below(100)) {
    case 0:
      await handle.leave();
      break;
    case 1:
      await handle.sitOut();
      break;
    case 2:
      await handle.straddle(true);
      break;
    default:
  }
}

/** Anything the turn allows: mostly small pots, now and then all of it. */
function anyAction({ turn, seats, ownSeat }: TableView, chance: Chance): PlayerAction {
  if (turn?.draw) {
    const held = (seats[ownSeat ?? 0]?.cards ?? []).flatMap(({ card }) => card ?? []);
    return { kind: 'discard', cards: held.slice(0, chance.between(turn.draw.least, Math.min(turn.draw.most, held.length))) };
  }
  const legal = turn?.legal;
  if (!legal) return { kind: 'fold' };
  const pick = chance.below(20);
  if (legal.raise && pick > 14) {
    const { smallest, largest, step } = legal.raise;
    const steps = Math.floor((Math.min(largest, smallest * 2) - smallest) / step);
    return { kind: 'raise-to', to: pick === 19 ? largest : smallest + step * chance.below(steps + 1) };
  }
  if (legal.bringIn !== undefined) return { kind: 'bring-in' };
  if (legal.canCheck) return { kind: 'check' };
  return pick < 6 && legal.canFold ? { kind: 'fold' } : { kind: 'call' };
}
