/**
 * Rates the days that are over, a few people at a time, and lets go of what is not needed any more.
 *
 * Ratings follow from what the ranking consumer wrote and are made again where that changes, so this may stop anywhere, run twice at once, or begin
 * long after. It is a piece of work for a pump: small, and it says whether there is more.
 */
import type { PlayerId } from '@aboveboard/engine';
import { type Clock, ok } from '@aboveboard/kit';
import {
  cursorOf,
  type Db,
  daysWithPairings,
  dayToRate,
  dropPairings,
  dropTallies,
  finishDay,
  type PairingRow,
  pairingsAmong,
  playersOfDay,
  publishedAfter,
  putRatings,
  type RatingRow,
  ratingsBefore,
  type Trx,
} from '@aboveboard/storage';
import { type Pump, type PumpPorts, startPump } from '../events/pump.ts';
import { DAY_MS, droppedPeriods } from './periods.ts';
import { RANKING, RATED_DAYS } from './ranking-consumer.ts';
import { type Pairing, type PlayerRating, RATING_PARTS, rateDay } from './ratings.ts';

export interface RatingPorts {
  readonly db: Db;
  readonly clock: Clock;
}

/** People rated in one transaction: others write in between. */
const PEOPLE_AT_ONCE = 100;

/** Nobody waits for a day that is over to be rated. */
const POLL_MS = 60_000;

/** Rates days that are over from now on. */
export function startRatings(ports: RatingPorts & Omit<PumpPorts, 'pollMs'>): Pump {
  return startPump({ ...ports, pollMs: POLL_MS }, () => rateSome(ports));
}

/** Rates one day that is over, or drops some of what is too old. @returns whether there may be more to do. */
export async function rateSome(ports: RatingPorts): Promise<boolean> {
  const due = await dueDay(ports);
  if (due) {
    await rate(ports, due);
    return true;
  }
  return (await dropOldDay(ports)) || (await dropOldTallies(ports));
}

interface Due {
  readonly day: number;
  readonly changes: number;
}

/** While the consumer is behind, the newest day it has seen is still coming in, and rating it would be for nothing. */
async function dueDay({ db, clock }: RatingPorts): Promise<Due | null> {
  const days = await daysWithPairings(db.reader);
  if (!days) return null;
  const today = Math.floor(clock.nowMs() / DAY_MS);
  const due = await dayToRate(db.reader, today);
  if (!due || due.day < days.last) return due;
  const isBehind = (await publishedAfter(db.reader, await cursorOf(db.reader, RANKING), 1)).length > 0;
  return isBehind ? null : due;
}

/** Stops where the day changes meanwhile: it is due again then. */
async function rate({ db }: RatingPorts, due: Due): Promise<void> {
  let people = 0;
  for (let after = ''; ; ) {
    const ids = await playersOfDay(db.reader, due.day, { after, limit: PEOPLE_AT_ONCE });
    if (ids.length > 0) {
      const rated = await db.transaction(async (trx) => putRatings(trx, due, await ratingRows(trx, due.day, ids)));
      if (!rated.ok) return;
    }
    people += ids.length;
    if (ids.length < PEOPLE_AT_ONCE) break;
    after = ids.at(-1) ?? after;
  }
  await db.transaction((trx) => finishDay(trx, due, people));
}

async function ratingRows(trx: Trx, day: number, ids: readonly string[]): Promise<RatingRow[]> {
  const pairings = (await pairingsAmong(trx, day, ids)).map(pairingOf);
  const involved = new Set<string>(pairings.flatMap(({ first, second }) => [first, second]));
  const before = new Map(
    (await ratingsBefore(trx, day, [...involved])).map((row) => [row.player_id as PlayerId, ratingOf(row)]),
  );
  const after = rateDay(before, day, pairings, new Set(ids as readonly PlayerId[]));
  return [...after].map(([player, rating]) => rowOf(player, rating));
}

function pairingOf({ day, first_id, second_id, games, first_score }: PairingRow): Pairing {
  return { day, first: first_id as PlayerId, second: second_id as PlayerId, games, firstScore: first_score };
}

function rowOf(player: PlayerId, { day, hands, ...rating }: PlayerRating): RatingRow {
  const inParts = (part: keyof typeof RATING_PARTS): number => Math.round(rating[part] * RATING_PARTS[part]);
  const parts = { rating: inParts('rating'), deviation: inParts('deviation'), volatility: inParts('volatility') };
  return { player_id: player, day, hands, ...parts };
}

function ratingOf({ day, hands, ...row }: RatingRow): PlayerRating {
  const whole = (part: keyof typeof RATING_PARTS): number => row[part] / RATING_PARTS[part];
  return { day, hands, rating: whole('rating'), deviation: whole('deviation'), volatility: whole('volatility') };
}

/** Of a day that no hand is late for any more its pairings, and the ratings before it. */
async function dropOldDay({ db }: RatingPorts): Promise<boolean> {
  const days = await daysWithPairings(db.reader);
  if (!days || days.first > days.last - RATED_DAYS) return false;
  await db.transaction(async (trx) => ok(await dropPairings(trx, days.first)));
  return true;
}

async function dropOldTallies({ db, clock }: RatingPorts): Promise<boolean> {
  for (const { kind, last } of droppedPeriods(clock.nowMs())) {
    const dropped = await db.transaction(async (trx) => ok(await dropTallies(trx, kind, last)));
    if (dropped.ok && dropped.value) return true;
  }
  return false;
}
