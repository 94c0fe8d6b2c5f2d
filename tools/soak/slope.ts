/** How a level that is looked at again and again changes with time. */
export interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

export interface Slope {
  readonly meanMb: number;
  readonly mbPerMinute: number;
  /** What the slope makes of the whole time, as a share of the mean. */
  readonly growth: number;
  readonly isFlat: boolean;
}

/** A level is filled at first: code is compiled, ids are remembered. So the first part of the time says nothing. */
const WARM_UP = 0.3;
/** Growth that the noise of a collector makes anyway. */
const FLAT = 0.1;

/** The line through the samples with the least squares, without the first of them. */
export function slopeOf(samples: readonly Sample[]): Slope {
  const fromMs = samples[0]?.atMs ?? 0;
  const lengthMs = (samples.at(-1)?.atMs ?? 0) - fromMs;
  const kept = samples.filter(({ atMs }) => atMs - fromMs >= lengthMs * WARM_UP);
  const mean = (of: (sample: Sample) => number): number => kept.reduce((sum, sample) => sum + of(sample), 0) / kept.length;
  const [meanAt, meanBytes] = [mean(({ atMs }) => atMs), mean(({ bytes }) => bytes)];
  const spreadAt = mean(({ atMs }) => (atMs - meanAt) ** 2);
  const perMs = spreadAt === 0 ? 0 : mean(({ atMs, bytes }) => (atMs - meanAt) * (bytes - meanBytes)) / spreadAt;
  const growth = (perMs * lengthMs * (1 - WARM_UP)) / meanBytes;
  return { meanMb: meanBytes / 1e6, mbPerMinute: (perMs * 60_000) / 1e6, growth, isFlat: growth < FLAT };
}
