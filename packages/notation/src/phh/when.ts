/** Moments and days, as a record says them: in fields of their own, the year apart from the time of day. */
import { TomlDate } from 'smol-toml';
import type { PhhDetails } from './details.ts';

/** When a hand was played, told in UTC. @param ms since 1970; the notation's time is told to the second. */
export function whenPlayed(ms: number): PhhDetails {
  const at = new Date(ms);
  return {
    time: new TomlDate(at.toISOString().slice(11, 19)),
    time_zone: 'UTC',
    day: at.getUTCDate(),
    month: at.getUTCMonth() + 1,
    year: at.getUTCFullYear(),
  };
}

/** The day a record names, as YYYY-MM-DD, wherever on earth that was; null where it names none, or one that no calendar has. */
export function dayPlayed({ year, month, day }: PhhDetails): string | null {
  if (year === undefined || month === undefined || day === undefined) return null;
  const two = (n: number): string => String(n).padStart(2, '0');
  const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return new Date(`${text}T00:00Z`).toJSON()?.startsWith(text) ? text : null;
}
