/**
 * How long an evaluator takes from nothing to its first answer, and the memory it keeps: each in a process of its own, in turn.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { assert } from '@aboveboard/kit';
import { spread } from '../measure/contest.ts';

export interface Load {
  /** Reading and running the library's code; like the next in processor time of the thread. */
  readonly importMs: number;
  /** From there to the first hand's strength: where tables are made late, they are made here. */
  readonly firstMs: number;
  /** Heap and buffers kept, code included. */
  readonly bytes: number;
  /** Typed arrays among them. */
  readonly tableBytes: number;
}

export interface LoadFigure extends Load {
  readonly name: string;
}

/** Medians of `rounds`. */
export function measureLoads(names: readonly string[], rounds: number): LoadFigure[] {
  const loads = new Map(names.map((name) => [name, [] as Load[]]));
  for (let round = 0; round < rounds; round++) for (const name of names) loads.get(name)?.push(probe(name));
  return [...loads].map(([name, all]) => {
    const median = (of: (load: Load) => number): number => spread(all.map(of)).median;
    return {
      name,
      importMs: median((load) => load.importMs),
      firstMs: median((load) => load.firstMs),
      bytes: median((load) => load.bytes),
      tableBytes: median((load) => load.tableBytes),
    };
  });
}

function probe(name: string): Load {
  const script = join(import.meta.dirname, 'load-probe.ts');
  const args = ['--expose-gc', '--disable-warning=ExperimentalWarning', script, name];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert(status === 0, `loading ${name} failed: ${stderr}`);
  return JSON.parse(stdout);
}
