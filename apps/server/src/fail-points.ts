/**
 * A place in the life of a hand, or of the relay, where the process kills itself with SIGKILL, as a crash would: for crash tests and for nothing else.
 *
 * `ABOVEBOARD_FAIL_POINT=after-cut` the first time one gets there, `after-cut:3` at the third.
 */
import { type FailPointName, type FailPoints, noFailPoints } from '@aboveboard/room';
import { ConfigError } from './config/load-config.ts';

const NAMES: readonly FailPointName[] = [
  'before-open',
  'after-open-row',
  'between-reveals-and-cut',
  'after-cut',
  'mid-betting',
  'at-showdown',
  'before-settle-commit',
  'after-settle-commit',
  'before-publish',
  'after-publish',
  'after-mark',
  'after-closing-entries',
  'before-close-commit',
  'after-close-commit',
];

export function failPointsFrom(setting: string | undefined): FailPoints {
  if (!setting) return noFailPoints;
  const [name = '', count = '1'] = setting.split(':');
  if (!NAMES.includes(name as FailPointName) || !/^[1-9]\d*$/.test(count)) {
    throw new ConfigError(
      `ABOVEBOARD_FAIL_POINT: got "${setting}", wants one of ${NAMES.join(', ')}, with :2 for the second time`,
    );
  }
  let left = Number(count);
  return {
    hit: (passed) => {
      if (passed !== name || --left > 0) return;
      process.kill(process.pid, 'SIGKILL');
      while (true); // nothing more may happen before the signal does
    },
  };
}
