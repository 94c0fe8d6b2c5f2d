/** How long calls and raises took, from the journal: the public history has no clock. @see rules/SIGNAL.md SIGNAL-5. */
import type { ActionTime } from '@aboveboard/storage';
import type { PlayedAction } from '../table/hand-play.ts';
import type { Reply } from './hand-counts.ts';

/**
 * Calls and raises right after another seat's action. Folds and checks are left out, which many a client does by itself, and so is what follows
 * a time-out.
 */
export function repliesIn(times: readonly ActionTime[]): readonly Reply[] {
  return times.flatMap(({ action, atMs }, i): Reply[] => {
    const before = times[i - 1];
    if (!before) return [];
    const [own, last] = [action as PlayedAction, before.action as PlayedAction];
    const isDecision = own.kind === 'call' || own.kind === 'raise-to';
    if (!isDecision || last.kind === 'time-out' || own.seat === last.seat) return [];
    return [{ seat: own.seat, after: last.seat, tookMs: atMs - before.atMs }];
  });
}
