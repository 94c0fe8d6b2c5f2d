/** What should have become of each job of a soak, and what has. */
export interface Findings {
  readonly jobs: number;
  /** Neither done nor dead. Empty when all is well; the first twenty. */
  readonly lost: readonly number[];
  readonly lostCount: number;
  /** Runs of good jobs beyond the first: of workers killed before they could say that they were done. */
  readonly repeatedRuns: number;
  readonly deadWanted: number;
  readonly dead: number;
  /** Failing jobs that are not among the dead, and good jobs that are. */
  readonly wronglyAlive: number;
  readonly wronglyDead: number;
  /** Dead letters that came twice, or of jobs that were never added. */
  readonly strayDead: number;
  readonly isExact: boolean;
}

/**
 * @param jobs how many were added: numbers 0 up to that.
 * @param runs numbers of the jobs whose handler came to its end, one for each run.
 * @param dead numbers of the dead letters.
 */
export function tally(
  jobs: number,
  runs: Iterable<number>,
  dead: Iterable<number>,
  failsForEver: (number: number) => boolean,
): Findings {
  const ran = new Uint16Array(jobs);
  for (const number of runs) if (number < jobs) ran[number] = (ran[number] as number) + 1;
  const buried = new Uint8Array(jobs);
  let strayDead = 0;
  let deadCount = 0;
  for (const number of dead) {
    deadCount += 1;
    if (!(number < jobs) || buried[number] === 1) strayDead += 1;
    else buried[number] = 1;
  }
  const found = { lost: [] as number[], lostCount: 0, repeatedRuns: 0, deadWanted: 0, wronglyAlive: 0, wronglyDead: 0 };
  for (let number = 0; number < jobs; number++) {
    const isDead = buried[number] === 1;
    if (failsForEver(number)) {
      found.deadWanted += 1;
      if (!isDead) found.wronglyAlive += 1;
    } else if (isDead) found.wronglyDead += 1;
    else if (ran[number] === 0) {
      found.lostCount += 1;
      if (found.lost.length < 20) found.lost.push(number);
    } else found.repeatedRuns += (ran[number] as number) - 1;
  }
  const isExact = found.lostCount + found.wronglyAlive + found.wronglyDead + strayDead === 0 && deadCount === found.deadWanted;
  return { jobs, ...found, dead: deadCount, strayDead, isExact };
}
