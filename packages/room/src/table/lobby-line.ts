/** What the lobby says of a table's play: the average pot and the pace, over the last twenty hands. */
import type { Clock } from '@aboveboard/kit';

export interface PastHand {
  readonly pot: number;
  readonly endedMs: number;
}

const HANDS_KEPT = 20;
const HOUR_MS = 3_600_000;

export class LobbyLine {
  readonly #clock: Clock;
  #hands: readonly PastHand[];

  /** @param past oldest first. */
  constructor(clock: Clock, past: readonly PastHand[]) {
    this.#clock = clock;
    this.#hands = past.slice(-HANDS_KEPT);
  }

  note(hand: PastHand): void {
    this.#hands = [...this.#hands, hand].slice(-HANDS_KEPT);
  }

  /** Whole chips; hands an hour at the pace of those of the last hour. */
  figures(): { readonly averagePot: number; readonly handsPerHour: number } {
    const pots = this.#hands.map(({ pot }) => pot);
    const averagePot = pots.length === 0 ? 0 : Math.round(pots.reduce((sum, pot) => sum + pot, 0) / pots.length);
    const recent = this.#hands.filter(({ endedMs }) => endedMs > this.#clock.nowMs() - HOUR_MS);
    const first = recent[0];
    if (!first || recent.length < 2) return { averagePot, handsPerHour: 0 }; // one hand alone has no pace
    const spanMs = Math.max(1, this.#clock.nowMs() - first.endedMs);
    return { averagePot, handsPerHour: Math.round(((recent.length - 1) * HOUR_MS) / spanMs) };
  }
}
