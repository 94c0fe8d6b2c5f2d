/** Work on many things for one request, that leaves the tables of this process their turn after each. */
import { setImmediate } from 'node:timers/promises';

/** @returns what `work` made of each, in order. */
export async function inTurns<T, Made>(all: AsyncIterable<T>, work: (one: T) => Made): Promise<Made[]> {
  const made: Made[] = [];
  for await (const one of all) {
    made.push(work(one));
    await setImmediate();
  }
  return made;
}
