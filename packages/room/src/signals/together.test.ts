import { seededRandom } from '@aboveboard/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seedOr } from '../testing/test-room.ts';
import { sharedDays } from './dossier.ts';
import { countSurprise } from './surprise.ts';
import { chanceToMeet, togetherness } from './together.ts';

const bits = (n: number): number => n.toString(2).replaceAll('0', '').length;

test('[SIGNAL-4] two who choose any tables meet as often as all choices say', () => {
  const day = fc.integer({ min: 1, max: 7 }).chain((tables) =>
    fc.record({
      tables: fc.constant(tables),
      ofA: fc.integer({ min: 1, max: tables }),
      ofB: fc.integer({ min: 1, max: tables }),
    }),
  );
  fc.assert(
    fc.property(day, ({ tables, ofA, ofB }) => {
      const own = 2 ** ofA - 1; // whichever they are
      const choices = Array.from({ length: 2 ** tables }, (_, choice) => choice).filter((choice) => bits(choice) === ofB);
      const meeting = choices.filter((choice) => (choice & own) !== 0).length;
      expect(chanceToMeet({ tables, ofA, ofB })).toBeCloseTo(meeting / choices.length, 10);
    }),
  );
});

test('[SIGNAL-4] who choose by chance are no surprise; who always meet are, and not where there is one table', () => {
  const seed = seedOr(8_200);
  const random = seededRandom(seed);
  const evening = (tables: number, isMeant: boolean) => {
    const own = random.below(tables);
    return { tables, ofA: 1, ofB: 1, together: isMeant || random.below(tables) === own };
  };
  const nats = (tables: number, isMeant: boolean): number => {
    const { together, expected, variance } = togetherness(Array.from({ length: 20 }, () => evening(tables, isMeant)));
    return countSurprise(together, expected, variance);
  };
  for (let pair = 0; pair < 500; pair++) expect(nats(4, false), `ABOVEBOARD_SEED=${seed}`).toBeLessThan(10);
  expect(nats(4, true)).toBeGreaterThan(10);
  expect(nats(1, true)).toBe(0);
});

test('[SIGNAL-4] days count on which both played the same stakes, whichever tables they were at', () => {
  const at = (day_ms: number, table_id: string, stakes = 'NT/10') => ({ day_ms, stakes, table_id, player_id: 'any' });
  const days = sharedDays(
    [at(1, 't1'), at(1, 't2'), at(2, 't1'), at(3, 't1'), at(4, 't1')],
    [at(1, 't2'), at(2, 't2'), at(4, 't1', 'NT/20')],
    (day) => day + 2,
  );
  expect(days).toEqual([
    { tables: 3, ofA: 2, ofB: 1, together: true },
    { tables: 4, ofA: 1, ofB: 1, together: false },
  ]);
});
