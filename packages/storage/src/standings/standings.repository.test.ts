import { err, ok } from '@aboveboard/kit';
import { describe, expect, test } from 'vitest';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import {
  addPairings,
  daysWithPairings,
  dayToRate,
  dropPairings,
  finishDay,
  pairingsAmong,
  playersOfDay,
  putRatings,
  type RatingRow,
  ratingBoard,
  ratingPlace,
  ratingsBefore,
} from './ratings.repository.ts';
import { addTallies, type TallyMeasure, tallyBoard, tallyPlace } from './tallies.repository.ts';

const FIRST = { after: null, limit: 10 };
const pairing = (day: number, first_id: string, second_id: string) => ({ day, first_id, second_id, games: 10, first_score: 5 });
const rating = (player_id: string, day: number, points: number): RatingRow => ({
  ...{ player_id, day, hands: day },
  ...{ rating: points * 1e6, deviation: 350e6, volatility: 6e7 },
});

describe.each(DATABASES)('standings on $name', { timeout: 120_000 }, ({ temporaryDatabase }) => {
  test('[RANK-4] values are to the nearest, halves away from zero, and equal ones share a place on any page', async () => {
    const db = await temporaryDatabase();
    const rows = [
      ['a', 3, 12, 54_000],
      ['b', 8, -12, 18_000], // -15 hundredths
      ['c', 8, 4, 17_999], // 5
      ['d', 16, 8, 0],
      ['e', 40, 2, 36_000], // 0.5, which is 1
      ['f', 40, -2, 0], // -1
    ] as const;
    const tallies = rows.map(([player_id, hands, net_milli_blinds, played_ms]) => ({
      ...{ period: 'all', player_id, hands, net: hands, net_milli_blinds, played_ms },
    }));
    await write(db, (trx) => addTallies(trx, tallies));
    const board = { period: 'all', measure: 'centiBlinds' as TallyMeasure, leastHands: 4 };
    const all = await tallyBoard(db.reader, board, FIRST);
    expect(all.map(({ playerId, value }) => `${playerId} ${value}`)).toEqual(['c 5', 'd 5', 'e 1', 'f -1', 'b -15']);
    const page = await tallyBoard(db.reader, board, { after: { value: 5, playerId: 'c' }, limit: 2 });
    expect(page).toEqual(all.slice(1, 3));
    expect(await tallyPlace(db.reader, board, 'd')).toEqual({ place: 1, value: 5, hands: 16 });
    expect(await tallyPlace(db.reader, board, 'e')).toMatchObject({ place: 3 });
    expect(await tallyPlace(db.reader, board, 'a')).toBeNull();
    const hours = await tallyBoard(db.reader, { ...board, measure: 'centiHours', leastHands: 1 }, FIRST);
    expect(hours.map(({ playerId, value }) => `${playerId} ${value}`)).toEqual(['a 2', 'b 1', 'e 1', 'c 0', 'd 0', 'f 0']);

    await write(db, (trx) => addTallies(trx, tallies)); // all of it once more: twice the sums, the same quotients
    expect(await tallyBoard(db.reader, { ...board, measure: 'hands' }, { after: null, limit: 1 })).toMatchObject([
      { playerId: 'e', value: 80, name: null },
    ]);
  });

  test('[RANK-7] a day that changes while it is rated is rated again, and so are those after it', async () => {
    const db = await temporaryDatabase();
    await write(db, (trx) => addPairings(trx, [pairing(4, 'a', 'b'), pairing(5, 'a', 'c'), pairing(5, 'b', 'c')]));
    expect(await daysWithPairings(db.reader)).toEqual({ first: 4, last: 5 });
    const four = { day: 4, changes: 1 };
    expect(await dayToRate(db.reader, 9)).toEqual(four);
    expect(await dayToRate(db.reader, 4)).toBeNull();
    expect(await playersOfDay(db.reader, 5, { after: '', limit: 2 })).toEqual(['a', 'b']);
    expect(await playersOfDay(db.reader, 5, { after: 'b', limit: 2 })).toEqual(['c']);
    expect(await pairingsAmong(db.reader, 5, ['b', 'c'])).toHaveLength(2);

    await write(db, (trx) => addPairings(trx, [pairing(4, 'a', 'b')]));
    expect(await db.transaction((trx) => putRatings(trx, four, [rating('a', 4, 1600)]))).toEqual(err('MOVED'));
    expect(await db.transaction((trx) => finishDay(trx, four, 2))).toEqual(err('MOVED'));
    const again = { day: 4, changes: 2 };
    expect(await dayToRate(db.reader, 9)).toEqual(again);
    expect(await pairingsAmong(db.reader, 4, ['a'])).toEqual([{ ...pairing(4, 'a', 'b'), games: 20, first_score: 10 }]);
    const ofFour = [rating('a', 4, 1600), rating('b', 4, 1400)];
    expect(await db.transaction((trx) => putRatings(trx, again, ofFour))).toEqual(ok(undefined));
    const five = await dayToRate(db.reader, 9); // still day 4: it is not finished
    expect(five).toEqual(again);
    expect(await db.transaction((trx) => finishDay(trx, again, 3))).toEqual(err('MOVED')); // one was forgotten meanwhile
    expect(await db.transaction((trx) => finishDay(trx, again, 2))).toEqual(ok(undefined));
    expect(await dayToRate(db.reader, 9)).toEqual({ day: 5, changes: 2 });
    await db.transaction((trx) => putRatings(trx, { day: 5, changes: 2 }, [rating('a', 5, 1650), rating('c', 5, 1650)]));
    await db.transaction((trx) => finishDay(trx, { day: 5, changes: 2 }, 2));
    expect(await dayToRate(db.reader, 9)).toBeNull();

    await write(db, (trx) => addPairings(trx, [pairing(4, 'a', 'b')])); // late
    await db.transaction((trx) => putRatings(trx, { day: 4, changes: 3 }, [rating('a', 4, 1500), rating('b', 4, 1450)]));
    await db.transaction((trx) => finishDay(trx, { day: 4, changes: 3 }, 2));
    expect(await dayToRate(db.reader, 9)).toEqual({ day: 5, changes: 3 });
    const listed = await ratingBoard(db.reader, 1, FIRST);
    expect(listed.map(({ playerId, value }) => `${playerId} ${value}`)).toEqual(['a 1650', 'c 1650', 'b 1450']);
    expect(await ratingPlace(db.reader, 1, 'c')).toEqual({ place: 1, value: 1650, hands: 5 });
    expect(await ratingPlace(db.reader, 5, 'b')).toBeNull();
    const before = await ratingsBefore(db.reader, 5, ['a', 'b', 'c']);
    expect(before.map((row) => row.player_id).sort()).toEqual(['a', 'b']);
  });

  test('[RANK-10] of a day that is let go of, each keeps the last rating', async () => {
    const db = await temporaryDatabase();
    const days = [1, 2, 3].map((day) => pairing(day, 'a', day === 3 ? 'c' : 'b'));
    await write(db, (trx) => addPairings(trx, days));
    for (const day of [1, 2, 3]) {
      const met = day === 3 ? 'c' : 'b';
      const due = (await dayToRate(db.reader, 9)) ?? { day: 0, changes: 0 };
      await db.transaction((trx) => putRatings(trx, due, [rating('a', day, 1500 + day), rating(met, day, 1500 - day)]));
      await db.transaction((trx) => finishDay(trx, due, 2));
    }
    for (const day of [1, 2]) expect(await write(db, (trx) => dropPairings(trx, day))).toBe(false);
    expect(await daysWithPairings(db.reader)).toEqual({ first: 3, last: 3 });
    const kept = await db.reader
      .selectFrom('rating')
      .select(['player_id', 'day'])
      .orderBy('player_id')
      .orderBy('day')
      .execute();
    expect(kept.map(({ player_id, day }) => `${player_id} ${day}`)).toEqual(['a 2', 'a 3', 'b 2', 'c 3']);
    expect(await ratingsBefore(db.reader, 3, ['a', 'b'])).toHaveLength(2);
  });
});
