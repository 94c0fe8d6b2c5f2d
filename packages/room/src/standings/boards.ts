/** Leaderboards as REST shows them: anybody may read them, with or without a session. @see rules/RANK.md */
import { err, ok, type Result } from '@aboveboard/kit';
import type { standingsRest } from '@aboveboard/protocol';
import {
  type BoardEntry,
  type BoardPage,
  type BoardPlace,
  type Principal,
  type Reader,
  ratingBoard,
  ratingPlace,
  type TallyMeasure,
  tallyBoard,
  tallyPlace,
} from '@aboveboard/storage';
import type { ApiPorts, ApiRefusal, ApiResult } from '../api/ports.ts';
import { type Period, type PeriodKind, periodOf } from './periods.ts';

type BoardKind = standingsRest.BoardKind;
type Place = NonNullable<standingsRest.BoardReply['me']>;

interface Wanted {
  readonly by: BoardKind;
  readonly period: Period;
  readonly leastHands: number;
}

/** What a board is read by, and how many of it make one that is shown. */
const MEASURES: Readonly<Record<Exclude<BoardKind, 'rating'>, { readonly measure: TallyMeasure; readonly per: number }>> = {
  net: { measure: 'net', per: 1 },
  bb100: { measure: 'centiBlinds', per: 100 },
  hours: { measure: 'centiHours', per: 100 },
  hands: { measure: 'hands', per: 1 },
};
const BOARDS: readonly BoardKind[] = ['net', 'bb100', 'hours', 'hands', 'rating'];

/** A page of a board, and where whoever asks stands on it. */
export async function leaderboard(
  { db, clock }: Pick<ApiPorts, 'db' | 'clock'>,
  query: standingsRest.BoardQuery,
  principal: Principal | null,
): ApiResult<standingsRest.BoardReply> {
  const wanted = wantedOf(query, clock.nowMs());
  if (!wanted.ok) return wanted;
  const from = query.after === undefined ? null : placeInList(query.after);
  const page = { after: from, limit: query.limit + 1 };
  const found = await entriesOf(db.reader, wanted.value, page);
  const placed = inPlaces(found, from).slice(0, query.limit);
  const last = placed.at(-1);
  const listed = (from?.listed ?? 0) + placed.length;
  const me = principal && (await placeOf(db.reader, wanted.value, principal.id));
  return ok({
    by: wanted.value.by,
    period: nameOf(wanted.value.period),
    leastHands: wanted.value.leastHands,
    entries: placed.map((entry) => ({ ...shown(wanted.value, entry), playerId: entry.playerId, name: entry.name })),
    next: last && found.length > query.limit ? `${last.value}:${last.place}:${listed}:${last.playerId}` : null,
    me: me && shown(wanted.value, me),
  });
}

interface PlacesWanted {
  /** A kind of period, for the one under way, or the name of one. */
  readonly period: string;
  readonly leastHands: number;
}

/** A player's places on every board of a period. */
export function placesOf(
  { db, clock }: Pick<ApiPorts, 'db' | 'clock'>,
  playerId: string,
  query: PlacesWanted,
): Promise<standingsRest.PlacesReply> {
  return placesIn(db.reader, clock.nowMs(), playerId, query);
}

export async function placesIn(
  reader: Reader,
  nowMs: number,
  playerId: string,
  query: PlacesWanted,
): Promise<standingsRest.PlacesReply> {
  const period = periodWanted(query.period, nowMs);
  const places = {} as Record<BoardKind, Place | null>;
  for (const by of BOARDS) {
    const wanted = { by, period, leastHands: leastHandsFor(by, query.leastHands) };
    const place = await placeOf(reader, wanted, playerId);
    places[by] = place && shown(wanted, place);
  }
  return { playerId, period: nameOf(period), leastHands: query.leastHands, places };
}

function wantedOf({ by, period, leastHands }: standingsRest.BoardQuery, nowMs: number): Result<Wanted, ApiRefusal> {
  if (by === 'rating' && period !== 'all') {
    return err({ code: 'RATED_BY_DAY', message: 'A rating is of all hands so far and of no period: leave `period` out.' });
  }
  return ok({ by, period: periodWanted(period, nowMs), leastHands: leastHandsFor(by, leastHands) });
}

/** Sums are open to everybody (RANK-3). */
function leastHandsFor(by: BoardKind, leastHands: number): number {
  return by === 'bb100' || by === 'rating' ? leastHands : 1;
}

/** @param wanted a kind of period, for the one under way, or the name of one. */
function periodWanted(wanted: string, nowMs: number): Period {
  if (!/^\d/.test(wanted)) return periodOf(wanted as PeriodKind, nowMs);
  const kind = wanted.includes('W') ? 'week' : (['year', 'month', 'day'] as const)[wanted.split('-').length - 1];
  return `${kind} ${wanted}`;
}

/** A period without the word for its kind, which its form tells. */
function nameOf(period: Period): string {
  return period.split(' ').at(-1) ?? period;
}

interface PlaceInList {
  readonly value: number;
  readonly playerId: string;
  readonly place: number;
  /** Entries up to there. */
  readonly listed: number;
}

function placeInList(after: string): PlaceInList {
  const [value = '', place = '', listed = '', ...id] = after.split(':');
  return { value: Number(value), place: Number(place), listed: Number(listed), playerId: id.join(':') };
}

function entriesOf(reader: Reader, { by, period, leastHands }: Wanted, page: BoardPage): Promise<readonly BoardEntry[]> {
  if (by === 'rating') return ratingBoard(reader, leastHands, page);
  return tallyBoard(reader, { period, measure: MEASURES[by].measure, leastHands }, page);
}

function placeOf(reader: Reader, { by, period, leastHands }: Wanted, playerId: string): Promise<BoardPlace | null> {
  if (by === 'rating') return ratingPlace(reader, leastHands, playerId);
  return tallyPlace(reader, { period, measure: MEASURES[by].measure, leastHands }, playerId);
}

/** Equal values share a place, and as many places are left out after it (RANK-4). */
function inPlaces(
  entries: readonly BoardEntry[],
  from: PlaceInList | null,
): readonly (BoardEntry & { readonly place: number })[] {
  let last = from ?? { value: Number.NaN, place: 0, listed: 0 };
  return entries.map((entry, i) => {
    const place = entry.value === last.value ? last.place : (from?.listed ?? 0) + i + 1;
    last = { ...last, value: entry.value, place };
    return { ...entry, place };
  });
}

function shown({ by }: Wanted, { place, value, hands }: BoardPlace): Place {
  return { place, value: by === 'rating' ? value : value / MEASURES[by].per, hands };
}
