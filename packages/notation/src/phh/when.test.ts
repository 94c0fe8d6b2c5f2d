import { describe, expect, test } from 'vitest';
import { readPhh } from './read-phh.ts';
import { dayPlayed, whenPlayed } from './when.ts';
import { writePhh } from './write-phh.ts';

const HAND = `variant = "NT"
antes = [0, 0]
blinds_or_straddles = [2, 1]
min_bet = 2
starting_stacks = [10, 10]
actions = []
`;

describe('when a hand was played', () => {
  test('is written in the fields of the notation and read again', () => {
    const [entry] = readPhh(HAND);
    if (!entry?.record.ok) throw new Error('not read');
    const details = whenPlayed(Date.UTC(2026, 1, 3, 4, 5, 6, 789));
    const text = writePhh({ ...entry.record.value, details });
    expect(text).toContain('time = 04:05:06\ntime_zone = "UTC"\nday = 3\nmonth = 2\nyear = 2026\n');
    const again = readPhh(text)[0]?.record;
    expect(again?.ok && dayPlayed(again.value.details)).toBe('2026-02-03');
    expect(again?.ok && writePhh(again.value)).toBe(text);
  });

  test('is not known where a part is missing or no calendar has the day', () => {
    expect(dayPlayed({ year: 2026, month: 2 })).toBeNull();
    expect(dayPlayed({ year: 2026, month: 2, day: 30 })).toBeNull();
    expect(dayPlayed({ year: 2024, month: 2, day: 29 })).toBe('2024-02-29');
  });
});
