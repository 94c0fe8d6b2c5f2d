/**
 * The server's clock as seen from here. A time arrives half a round trip old; among the last few samples the one with the
 * shortest round trip is the least wrong.
 */
const SAMPLES = 8;

interface Sample {
  readonly offsetMs: number;
  readonly rttMs: number;
}

export class ClockOffset {
  readonly #samples: Sample[] = [];

  /** @param rttMs round trip of this sample; null where it is not known, which counts as a slow one */
  add(serverTimeMs: number, localNowMs: number, rttMs: number | null): void {
    const rtt = rttMs ?? 1_000;
    this.#samples.push({ offsetMs: serverTimeMs + (rttMs ?? 0) / 2 - localNowMs, rttMs: rtt });
    if (this.#samples.length > SAMPLES) this.#samples.shift();
  }

  /** To be added to the local clock; 0 before the first sample. */
  get offsetMs(): number {
    const best = this.#samples.reduce<Sample | null>((a, b) => (a && a.rttMs < b.rttMs ? a : b), null);
    return Math.round(best?.offsetMs ?? 0);
  }
}
