/**
 * Notices out of events: what the room did to a player's hand or seat, and the largest win so far.
 *
 * What is told follows from which events there were and not from their order, so that notices made again are the same, read ones read.
 *
 * @see rules/NOTICE.md
 */
import type { Clock } from '@aboveboard/kit';
import type { NoticeContent, NoticeOf, RoomEvent } from '@aboveboard/protocol';
import {
  type BestWin,
  bestWinsOf,
  dropOldNotices,
  forgetNotices,
  knownNotices,
  type NoticeRow,
  putBestWins,
  putNotices,
  removeNotices,
  type Trx,
  trimNotices,
  unreachedAmong,
} from '@aboveboard/storage';
import type { Consumer } from '../events/consumer.ts';
import { recordDays, withWins } from './best-wins.ts';
import { dayOf, keptSince, MOST_NOTICES } from './kept.ts';

type Telling = NoticeContent & { readonly playerId: string; readonly key: string; readonly atMs: number };

export function noticesConsumer({ clock }: { readonly clock: Clock }): Consumer {
  return {
    name: 'notices',
    apply: async (trx, events) => {
      const sinceMs = keptSince(clock.nowMs());
      const unreached = await unreachedAmong(trx, [...new Set(events.flatMap(playersIn))]);
      const reached = ({ playerId }: { readonly playerId: string }): boolean => !unreached.has(playerId);
      const tellings = events.flatMap(tellingsOf).filter((told) => reached(told) && told.atMs >= sinceMs);
      const told = await tell(trx, tellings);
      const wins = events.flatMap(winsOf).filter(reached);
      const won = await noteWins(trx, wins, sinceMs);
      for (const playerId of new Set([...told, ...won])) await trimNotices(trx, playerId, MOST_NOTICES);
      await dropOldNotices(trx, sinceMs);
    },
    forget: forgetNotices,
  };
}

function playersIn({ kind, payload }: RoomEvent): string[] {
  if (kind === 'hand-ended') return payload.deltas.map(({ playerId }) => playerId);
  if (kind === 'table-closed') return [...payload.players.map(({ playerId }) => playerId), ...payload.waiting];
  return 'players' in payload ? payload.players.map(({ playerId }) => playerId) : [];
}

function tellingsOf(event: RoomEvent): Telling[] {
  const { tableId, handNo, atMs } = event;
  const key = `hand:${tableId}.${handNo}`;
  if (event.kind === 'table-closed') return closed(event);
  if (event.kind === 'deal-voided') return event.version === 1 ? [] : voided(event);
  const { reason, closeStatus, deltas } = event.payload;
  return deltas.flatMap(({ playerId, delta }): Telling[] => {
    const to = { playerId, key, atMs };
    if (closeStatus === 2) return [{ ...to, kind: 'hand-run-out', payload: { tableId, handNo, reason, delta } }];
    return closeStatus === 3 ? [{ ...to, kind: 'hand-given-back', payload: { tableId, handNo, reason } }] : [];
  });
}

/** Whoever sat there hears what went back to the wallet, whoever waited that there is no more to wait for. */
function closed({ tableId, atMs, payload }: Extract<RoomEvent, { kind: 'table-closed' }>): Telling[] {
  const { name, players, waiting } = payload;
  const left = [...players, ...waiting.map((playerId) => ({ playerId, amount: null }))];
  return left.map(({ playerId, amount }) => ({
    ...{ playerId, key: `closed:${tableId}`, atMs, kind: 'table-closed' },
    payload: { tableId, name, amount },
  }));
}

/** One for each player, table and day: `deals` of 1, to be added up. */
function voided({ tableId, handNo, atMs, payload }: Extract<RoomEvent, { kind: 'deal-voided'; version: 2 }>): Telling[] {
  const { missing, players } = payload;
  return players.map(({ seat, playerId }) => ({
    ...{ playerId, key: `deals:${tableId}.${dayOf(atMs)}`, atMs, kind: 'deals-voided' },
    payload: {
      tableId,
      deals: 1,
      ownSeed: missing.includes(seat) ? 1 : 0,
      byRoom: missing.length === 0 ? 1 : 0,
      lastHandNo: handNo,
    },
  }));
}

/** Adds to what is there under the same keys; what is gone stays so. @returns who was told. */
async function tell(trx: Trx, tellings: readonly Telling[]): Promise<readonly string[]> {
  if (tellings.length === 0) return [];
  const { known, gone } = await knownNotices(trx, tellings);
  const isGone = new Set(gone.map(placeOf));
  const rows = new Map<string, NoticeRow>(known.map((row) => [placeOf(row), row]));
  for (const told of tellings) {
    const place = placeOf(told);
    if (isGone.has(place)) continue;
    const before = rows.get(place);
    rows.set(place, before ? bothOf(before, told) : { ...told, madeBy: 'events' });
  }
  await putNotices(trx, [...rows.values()]);
  return [...rows.values()].map(({ playerId }) => playerId);
}

const placeOf = ({ playerId, key }: { readonly playerId: string; readonly key: string }): string =>
  JSON.stringify([playerId, key]);

/** Deals of a day are added up; everything else is told once. */
function bothOf(before: NoticeRow, told: Telling): NoticeRow {
  if (told.kind !== 'deals-voided') return before;
  const sum = before.payload as NoticeOf<'deals-voided'>['payload'];
  const { deals, ownSeed, byRoom, lastHandNo } = told.payload;
  return {
    ...before,
    atMs: Math.max(before.atMs, told.atMs),
    payload: {
      ...sum,
      deals: sum.deals + deals,
      ownSeed: sum.ownSeed + ownSeed,
      byRoom: sum.byRoom + byRoom,
      lastHandNo: Math.max(sum.lastHandNo, lastHandNo),
    },
  };
}

function winsOf(event: RoomEvent): BestWin[] {
  if (event.kind !== 'hand-ended') return [];
  const { tableId, handNo, atMs, payload } = event;
  return payload.deltas.flatMap(({ playerId, delta }) =>
    delta > 0 ? [{ playerId, dayMs: dayOf(atMs), amount: delta, tableId, handNo, atMs }] : [],
  );
}

/** Brings record days up to date, and the notices of those that changed. @returns whose did. */
async function noteWins(trx: Trx, wins: readonly BestWin[], sinceMs: number): Promise<readonly string[]> {
  const changed: string[] = [];
  const byPlayer = Map.groupBy(wins, ({ playerId }) => playerId);
  const before = Map.groupBy(await bestWinsOf(trx, [...byPlayer.keys()]), ({ playerId }) => playerId);
  for (const [playerId, own] of byPlayer) {
    const known = before.get(playerId) ?? [];
    const now = withWins(known, own);
    if (isSame(known, now)) continue;
    await putBestWins(trx, playerId, now);
    await tellRecords(trx, playerId, recordDays(known), recordDays(now), sinceMs);
    changed.push(playerId);
  }
  return changed;
}

function isSame(before: readonly BestWin[], now: readonly BestWin[]): boolean {
  return (
    before.length === now.length &&
    before.every(({ atMs, tableId, handNo }, i) => {
      const win = now[i];
      return win?.atMs === atMs && win.tableId === tableId && win.handNo === handNo;
    })
  );
}

async function tellRecords(
  trx: Trx,
  playerId: string,
  before: readonly BestWin[],
  now: readonly BestWin[],
  sinceMs: number,
): Promise<void> {
  const keyOf = ({ dayMs }: BestWin): string => `best:${dayMs}`;
  const keys = new Set(now.map(keyOf));
  await removeNotices(
    trx,
    playerId,
    before.map(keyOf).filter((key) => !keys.has(key)),
  );
  const rows = now
    .filter((win) => win.atMs >= sinceMs && !before.includes(win))
    .map(({ tableId, handNo, amount, atMs, ...win }): NoticeRow => {
      const payload = { tableId, handNo, amount };
      return { playerId, key: `best:${win.dayMs}`, kind: 'best-win', madeBy: 'events', atMs, payload };
    });
  const { gone } = await knownNotices(trx, rows);
  const isGone = new Set(gone.map(({ key }) => key));
  await putNotices(
    trx,
    rows.filter(({ key }) => !isGone.has(key)),
  );
}
