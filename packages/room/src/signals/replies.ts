/** How long calls and raises took, kept with the hand when it ends: the public history has no clock. @see rules/SIGNAL.md SIGNAL-5. */
import type { Reply } from '@aboveboard/storage';
import type { PlayedAction } from '../table/hand-play.ts';

export interface TimedAction {
  readonly action: PlayedAction;
  /** When it was accepted. */
  readonly atMs: number;
}

/**
 * Calls and raises right after another seat's action. Folds and checks are left out, which many a client does by itself, and so is what follows
 * a time-out.
 */
export function repliesIn(actions: readonly TimedAction[]): readonly Reply[] {
  return actions.flatMap(({ action, atMs }, i): Reply[] => {
    const before = actions[i - 1];
    if (!before) return [];
    const last = before.action;
    const isDecision = action.kind === 'call' || action.kind === 'raise-to';
    if (!isDecision || last.kind === 'time-out' || action.seat === last.seat) return [];
    return [{ seat: action.seat, after: last.seat, tookMs: atMs - before.atMs }];
  });
}
