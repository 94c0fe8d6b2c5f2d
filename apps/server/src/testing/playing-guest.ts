/** A guest who plays through the SDK and remembers every action the room has acknowledged. */
import { nodePorts } from '@aboveboard/bots';
import { type Client, type ClientPorts, createClient, type TableHandle, type TableView } from '@aboveboard/client';
import type { PlayerAction, rest } from '@aboveboard/protocol';
import { onTestFinished } from 'vitest';
import type { OnEnd } from './open-room.ts';

export interface AckedAction {
  readonly handNo: number;
  readonly seat: number;
  readonly kind: string;
}

export interface PlayingGuest {
  readonly token: string;
  readonly client: Client;
  readonly table: TableHandle;
  readonly acked: readonly AckedAction[];
  readonly view: () => TableView | null;
}

export interface GuestOptions {
  readonly url: string;
  readonly tableId: string;
  /** Without one, the first that is free. */
  readonly seat?: number;
  readonly nickname: string;
  readonly onEnd?: OnEnd;
  /** The most big blinds it calls; what is dearer is folded. Without it, everything is called. */
  readonly callsUpTo?: number;
  /** Other ways to connect than to `url`. */
  readonly ports?: ClientPorts;
}

const AGAIN_MS = 100;

/** Comes in, takes `seat` and checks or calls whatever comes, so that every hand gets to its showdown. */
export async function seatGuest({
  url,
  tableId,
  seat,
  nickname,
  onEnd = onTestFinished,
  callsUpTo = Number.POSITIVE_INFINITY,
  ports = nodePorts(),
}: GuestOptions): Promise<PlayingGuest> {
  const answer = await fetch(`${url}/api/v1/guests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ nickname }),
  });
  const { token } = (await answer.json()) as { token: string; profile: rest.Profile };
  const socketUrl = `${url.replace('http', 'ws')}/ws`;
  const client = createClient({ url: socketUrl, token, name: nickname, version: '1', ports });
  onEnd(() => client.close());
  const table = client.openTable(tableId);
  const acked: AckedAction[] = [];
  const view = (): TableView | null => {
    const state = table.state.get();
    return state.kind === 'open' ? state.view : null;
  };
  let answered = -1;
  const play = async (): Promise<void> => {
    const now = view();
    if (!now?.turn || now.turn.seat !== now.ownSeat || now.turn.turnId === answered) return;
    const { turnId } = now.turn;
    answered = turnId;
    const action = simpleAction(now, callsUpTo);
    const handNo = now.deal.handNo ?? 0;
    const result = await table.act(action, turnId);
    if (result.ok) acked.push({ handNo, seat: now.turn.seat, kind: action.kind });
    else if (answered === turnId) {
      answered = -1; // refused while the table stands still: asked again, also where it goes on before the refusal is heard
      setTimeout(() => void play(), AGAIN_MS);
    }
  };
  table.state.subscribe(() => void play());
  await until(() => view() !== null, 'the table to open');
  const buyIn = view()?.settings.minBuyIn ?? 0;
  const free = view()?.seats.findIndex(({ player }) => player === null) ?? -1;
  const sat = await table.sit(free < 0 ? await seatMadeFree(table, view) : (seat ?? free), buyIn);
  if (!sat.ok) throw new Error(`no seat: ${JSON.stringify(sat)}`);
  return { token, client, table, acked, view };
}

/** Checks, calls up to `callsUpTo` big blinds, folds to the rest; changes one card where that is allowed. */
export function simpleAction({ turn, seats, settings }: TableView, callsUpTo: number): PlayerAction {
  const own = seats[turn?.seat ?? -1]?.cards.flatMap(({ card }) => card ?? []) ?? [];
  if (turn?.draw) return { kind: 'discard', cards: own.slice(0, Math.max(turn.draw.least, Math.min(1, turn.draw.most))) };
  if (turn?.legal?.bringIn !== undefined) return { kind: 'bring-in' };
  const isCheap = (turn?.legal?.call ?? 0) <= callsUpTo * settings.bigBlind;
  return { kind: turn?.legal?.canCheck ? 'check' : isCheap ? 'call' : 'fold' };
}

/** At a full table: waits in the list until a bot has made room, and says where. */
async function seatMadeFree(table: TableHandle, view: () => TableView | null): Promise<number> {
  const queued = await table.joinWaitList();
  if (!queued.ok) throw new Error(`no place in the list: ${JSON.stringify(queued)}`);
  const free = () => view()?.seats.findIndex(({ player }) => player === null) ?? -1;
  await until(() => free() >= 0, 'a seat to come free');
  return free();
}

export async function until(isSo: () => boolean | Promise<boolean>, what: string, withinMs = 15_000): Promise<void> {
  const endMs = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > endMs) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
