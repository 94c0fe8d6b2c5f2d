/**
 * Commands: what was acknowledged is in the history, once; a repeat is answered as the first time; nobody acts without having said so;
 * a hand is told as ended once.
 */
import type { DownMessage, TableCommand, TableEvent, UpMessage } from '@aboveboard/protocol';
import type { GatewayResponse } from '@aboveboard/room';
import type { Judge } from './judge.ts';

const TURNS_PER_HAND = 1_000;
/** May follow an ack: the room cannot be asked just now, or the table is no more. */
const PASSING: ReadonlySet<string> = new Set(['BUSY', 'RATE_LIMITED', 'PAUSED', 'STOPPING', 'TABLE_CLOSED', 'TABLE_NOT_FOUND']);
/** Leave nothing durable, so a repeat is decided again. */
const MEMORY_ONLY: ReadonlySet<string> = new Set(['contribute', 'show-cards', 'run-it']);

export interface AcknowledgedWatch {
  said(message: UpMessage): void;
  told(message: DownMessage): void;
  published(response: GatewayResponse): void;
  booked(key: string): void;
  /** A hand as it stands in the database at the end, whoever ended it. */
  settled(tableId: string, handNo: number, history: unknown): void;
}

interface Sent {
  readonly tableId: string;
  readonly command: TableCommand;
  isAcked: boolean;
}

interface HistoryAction {
  readonly seat: number;
  readonly kind: string;
  readonly to?: number;
  readonly timedOut?: boolean;
}

export function watchAcknowledged(judge: Judge): AcknowledgedWatch {
  const sent = new Map<string, Sent>();
  const seats = new Map<string, number>(); // by table and turn
  const actsOf = new Map<string, Sent[]>(); // by table and hand
  const ends = new Map<string, string>();
  const booked = new Set<string>();

  const say = (message: UpMessage): void => {
    if (message.type !== 'command' || sent.has(message.commandId)) return;
    const { tableId, command } = message;
    const one: Sent = { tableId, command, isAcked: false };
    sent.set(message.commandId, one);
    if (command.kind !== 'act') return;
    const hand = `${tableId}/${Math.floor(command.turnId / TURNS_PER_HAND)}`;
    actsOf.set(hand, [...(actsOf.get(hand) ?? []), one]);
  };
  const hear = (message: DownMessage): void => {
    for (const event of eventsIn(message))
      if (event.kind === 'turn' || event.kind === 'draw-turn')
        seats.set(`${(message as { readonly tableId: string }).tableId}/${event.turnId}`, event.seat);
    if (message.type !== 'ack' && message.type !== 'refused') return;
    const one = sent.get(message.commandId);
    if (!one) return;
    const { kind } = one.command;
    if (message.type === 'ack') {
      one.isAcked = true;
      if (kind === 'sit' && !booked.has(message.commandId))
        judge.breaks('acknowledged-once', `a seat was acknowledged and no buy-in is booked: ${message.commandId}`);
    } else if (one.isAcked && !PASSING.has(message.refusal.code) && !MEMORY_ONLY.has(kind))
      judge.breaks(
        'acknowledged-once',
        `${kind} ${message.commandId} was acknowledged, and then refused: ${message.refusal.code}`,
      );
  };
  const ended = (tableId: string, place: string, event: Extract<TableEvent, { kind: 'hand-ended' }>): void => {
    const hand = `${tableId}/${event.handNo}`;
    const before = ends.get(hand);
    if (before === place) return;
    if (before !== undefined) judge.breaks('one-outcome', `hand ${event.handNo} was told as ended twice`);
    ends.set(hand, place);
    settled(tableId, event.handNo, event.history);
  };
  const settled = (tableId: string, handNo: number, history: unknown): void => {
    const hand = `${tableId}/${handNo}`;
    const { actions } = history as { readonly actions: readonly HistoryAction[] };
    const mine = (actsOf.get(hand) ?? []).map((one) => ({ ...one, ...turnOf(one) }));
    const acked = mine.filter(({ isAcked }) => isAcked).sort((a, b) => a.turnId - b.turnId);
    const missing = firstMissing(acked, actions);
    if (missing) judge.breaks('acknowledged-once', `an acknowledged action is not in hand ${handNo}: ${missing}`);
    for (const seat of new Set(actions.map((action) => action.seat))) {
      const played = actions.filter((one) => one.seat === seat && isOwnWill(one)).length;
      const turns = new Set(mine.filter((one) => one.seat === seat).map(({ turnId }) => turnId)).size;
      if (played > turns)
        judge.breaks('acknowledged-once', `seat ${seat} did ${played} things in hand ${handNo} and asked for ${turns}`);
    }
  };
  const turnOf = ({ tableId, command }: Sent): { readonly turnId: number; readonly seat: number } => {
    const turnId = command.kind === 'act' ? command.turnId : 0;
    return { turnId, seat: seats.get(`${tableId}/${turnId}`) ?? -1 };
  };
  return {
    settled,
    said: say,
    told: hear,
    published: (response) => {
      if (response.kind !== 'frame' || !response.publicEvent) return;
      const { tableId, incarnation, seq, publicEvent } = response;
      if (publicEvent.kind === 'hand-ended') ended(tableId, `${incarnation}/${seq}`, publicEvent);
    },
    booked: (key) => {
      for (const [id] of key.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g)) booked.add(id);
    },
  };
}

function eventsIn(message: DownMessage): readonly TableEvent[] {
  if (message.type === 'frame') return message.event ? [message.event] : [];
  if (message.type === 'batch') return message.frames.flatMap(({ event }) => event ?? []);
  return message.type === 'snapshot' ? message.hand : [];
}

type Act = Sent & { readonly turnId: number; readonly seat: number };

/** The first of `acts` that is not in the history, in the order of turns; null when all are. */
function firstMissing(acts: readonly Act[], actions: readonly HistoryAction[]): string | null {
  let at = 0;
  for (const act of acts) {
    const found = actions.findIndex((action, i) => i >= at && isSame(act, action));
    if (found < 0) return JSON.stringify(act.command);
    at = found + 1;
  }
  return null;
}

function isSame({ seat, command }: Act, action: HistoryAction): boolean {
  if (command.kind !== 'act' || seat !== action.seat || action.timedOut === true) return false;
  const { action: asked } = command;
  if (asked.kind !== action.kind) return false;
  return asked.kind !== 'raise-to' || asked.to === action.to;
}

/** A fold may be the room's own, for somebody who is leaving, and a bring-in the clock's, which the history does not tell. */
function isOwnWill({ kind, timedOut }: HistoryAction): boolean {
  return timedOut !== true && ['check', 'call', 'raise-to', 'discard'].includes(kind);
}
