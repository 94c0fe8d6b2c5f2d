/**
 * Contenders doing the same work, timed in turn: a machine that slows down meanwhile slows all of them down.
 *
 * What is counted is the processor's time, not the wall's, so that other programs on the machine disturb less.
 */

export interface Contender {
  readonly name: string;
  /** Does the work `times` times over and returns a number made from its results, so that none of it can be left out. */
  readonly run: (times: number) => number;
  /** Share of this contender's results that are right, 0 to 1, checked apart from the timing. */
  readonly soundness: () => number;
}

export interface Contest {
  readonly name: string;
  /** What one piece of work is, in the plural. */
  readonly unit: string;
  /** Figures are printed in `unit` a second, or thousands or millions of it. */
  readonly scale: '' | 'k' | 'M';
  /** What `soundness` is the share of. */
  readonly sound: string;
  /** Ours first: ratios are against it. */
  readonly contenders: readonly Contender[];
}

/** Pieces of work a second of processor time: the median of all rounds and their range. */
export interface Figure {
  readonly name: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** Ours against this one, by the medians. */
  readonly ratio: number;
  readonly soundness: number;
}

export interface Effort {
  readonly rounds: number;
  /** Processor time of each contender in one round. */
  readonly roundMs: number;
}

/** Keeps what contenders return alive; a compiler may drop work whose result nobody reads. */
let sink = 0;

/** Runs all contenders `rounds` times in turn, each for about `roundMs`. */
export function holdContest({ contenders }: Contest, { rounds, roundMs }: Effort): Figure[] {
  const runners = contenders.map((contender) => ({ contender, times: timesFor(contender, roundMs), rates: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const { contender, times, rates } of runners) rates.push((times / cpuMs(contender, times)) * 1000);
  }
  const figures = runners.map(({ contender, rates }) => ({ contender, ...spread(rates) }));
  const own = figures[0]?.median ?? 0;
  return figures.map(({ contender, ...figure }) => ({
    name: contender.name,
    ...figure,
    ratio: own / figure.median,
    soundness: contender.soundness(),
  }));
}

/** Warms a contender up, until the compiler is done with it, and says how often it does its work in a round. */
function timesFor(contender: Contender, roundMs: number): number {
  const warmUpMs = Math.max(roundMs, 400);
  let times = 1;
  let ms = cpuMs(contender, times);
  for (let spent = ms; spent < warmUpMs; spent += ms) {
    if (ms < warmUpMs / 4) times *= 2;
    ms = cpuMs(contender, times);
  }
  return Math.max(1, Math.round((times * roundMs) / ms));
}

function cpuMs(contender: Contender, times: number): number {
  const before = process.cpuUsage();
  sink = (sink + contender.run(times)) % 1_000_003;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Median, least and most of an odd or even number of rates. */
export function spread(rates: readonly number[]): { median: number; least: number; most: number } {
  const sorted = [...rates].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return { median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, least: at(0), most: at(sorted.length - 1) };
}
