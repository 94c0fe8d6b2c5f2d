/**
 * What leaves a table: numbered frames to every gateway that has somebody watching, and what a viewer needs to come in or to resume.
 *
 * Every viewer gets every number; the gateway puts in `null` where a viewer may see nothing. Frames are kept since the last hand
 * but one, so a short loss is made good exactly; a longer one by a snapshot.
 */
import type { Clock } from '@aboveboard/kit';
import type { FrameMessage, Position, TableEvent } from '@aboveboard/protocol';
import type { GatewayResponse, ReturnPath } from '../messages.ts';

export interface OutgoingEvent {
  readonly publicEvent: TableEvent | null;
  readonly privateEvents: readonly { readonly playerId: string; readonly event: TableEvent }[];
}

export interface Viewer {
  readonly from: ReturnPath;
  readonly playerId: string;
}

export interface Broadcast {
  readonly position: () => Position;
  publish(events: readonly OutgoingEvent[]): void;
  /** @returns whether this is the player's first connection here. */
  attach(viewer: Viewer): boolean;
  /** @returns the player, when that was the last connection here; else null. */
  detach(from: ReturnPath): string | null;
  detachGateway(gatewayId: string): readonly string[];
  isWatching(playerId: string): boolean;
  isAttached(from: ReturnPath): boolean;
  /** Frames after `position`, as `playerId` may see them; null when they are not all kept, or of another incarnation. */
  framesSince(position: Position, playerId: string): FrameMessage[] | null;
  /** Events of the deal and hand since the last `hand-ended`, as `playerId` may see them. */
  handFor(playerId: string): TableEvent[];
}

export interface BroadcastPorts {
  readonly clock: Clock;
  readonly tableId: string;
  readonly incarnation: number;
  readonly historyLimit: number;
  send(gatewayId: string, responses: readonly GatewayResponse[]): void;
}

type Frame = Extract<GatewayResponse, { kind: 'frame' }>;

/** Not part of a hand: a snapshot carries these as the table's state. */
const OUTSIDE_HANDS: ReadonlySet<string> = new Set([
  'seat-changed',
  'wait-list-changed',
  'up-next-changed',
  'table-paused',
  'table-resumed',
  'table-closed',
]);

export function createBroadcast({ clock, tableId, incarnation, historyLimit, send }: BroadcastPorts): Broadcast {
  const viewers = new Map<string, Viewer>();
  let seq = 0;
  let history: Frame[] = [];
  let hand: Frame[] = [];
  /** Numbers of the last two `hand-ended`. */
  let ends: [number, number] = [0, 0];

  const number = ({ publicEvent, privateEvents }: OutgoingEvent): Frame => {
    seq += 1;
    const frame: Frame = { kind: 'frame', tableId, incarnation, seq, atMs: clock.nowMs(), publicEvent, privateEvents };
    history.push(frame);
    if (publicEvent?.kind === 'hand-ended') {
      ends = [ends[1], seq];
      hand = [];
      history = history.filter((kept) => kept.seq >= ends[0]);
    } else if (!publicEvent || !OUTSIDE_HANDS.has(publicEvent.kind)) hand.push(frame);
    if (history.length > historyLimit) history = history.slice(history.length - historyLimit);
    return frame;
  };
  const keyOf = ({ gatewayId, connectionId }: ReturnPath) => `${gatewayId} ${connectionId}`;
  const isWatching = (playerId: string) => [...viewers.values()].some((viewer) => viewer.playerId === playerId);

  const detach = (from: ReturnPath): string | null => {
    const viewer = viewers.get(keyOf(from));
    viewers.delete(keyOf(from));
    return viewer && !isWatching(viewer.playerId) ? viewer.playerId : null;
  };
  return {
    position: () => ({ incarnation, seq }),
    publish: (events) => {
      if (events.length === 0) return;
      const frames = events.map(number);
      for (const gatewayId of new Set([...viewers.values()].map(({ from }) => from.gatewayId))) send(gatewayId, frames);
    },
    attach: (viewer) => {
      const isFirst = !isWatching(viewer.playerId);
      viewers.set(keyOf(viewer.from), viewer);
      return isFirst;
    },
    detach,
    detachGateway: (gatewayId) =>
      [...viewers.values()].flatMap(({ from }) => (from.gatewayId === gatewayId ? (detach(from) ?? []) : [])),
    isWatching,
    isAttached: (from) => viewers.has(keyOf(from)),
    framesSince: (position, playerId) => {
      if (position.incarnation !== incarnation || position.seq > seq) return null;
      const missed = history.filter((frame) => frame.seq > position.seq);
      return missed.length === seq - position.seq ? missed.map((frame) => frameFor(frame, playerId)) : null;
    },
    handFor: (playerId) => hand.flatMap((frame) => eventFor(frame, playerId) ?? []),
  };
}

function frameFor(frame: Frame, playerId: string): FrameMessage {
  const { tableId, incarnation, seq, atMs } = frame;
  return { type: 'frame', tableId, incarnation, seq, atMs, event: eventFor(frame, playerId) };
}

function eventFor(frame: Frame, playerId: string): TableEvent | null {
  return frame.privateEvents.find((own) => own.playerId === playerId)?.event ?? frame.publicEvent;
}
