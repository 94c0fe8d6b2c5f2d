/**
 * Bugs that somebody could write, each a small change of one source: the simulator must find every one of them, or it proves little when
 * it finds nothing.
 */
export interface PlantedBug {
  readonly name: string;
  /** What is wrong with it, in words. */
  readonly what: string;
  readonly file: string;
  /** Stands once in the source. */
  readonly find: string;
  readonly replace: string;
}

export const PLANTED_BUGS: readonly PlantedBug[] = [];

/** @throws Error where there is none of that name */
export function bugNamed(name: string): PlantedBug {
  const bug = PLANTED_BUGS.find((one) => one.name === name);
  if (!bug) throw new Error(`there is no planted bug ${name}; there are ${PLANTED_BUGS.map((one) => one.name).join(', ')}`);
  return bug;
}
