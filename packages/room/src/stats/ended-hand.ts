/** A hand that was settled, as what follows from it reads it: the events as everybody saw them, and who sat where and when. */
import type { HandEvent, HandSetup, PlayerId, SeatIndex } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';

export interface EndedHand {
  /** All of the hand, from `hand-started` to `hand-ended`. */
  readonly events: readonly HandEvent[];
  /** Everybody dealt in, each once. */
  readonly players: readonly { readonly seat: SeatIndex; readonly player: PlayerId; readonly isBot: boolean }[];
  /** Milliseconds of Unix time. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

export function setupOfHand({ events }: EndedHand): HandSetup {
  const [first] = events;
  assert(first?.kind === 'hand-started', 'a hand begins with hand-started');
  return first.setup;
}
