/** Proves that planted bugs are found: each in a process of its own, that plays one seed after the other until a promise is broken. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { plantedSource, simCommand } from './load-hooks.ts';
import { bugNamed, PLANTED_BUGS, type PlantedBug } from './planted-bugs.ts';

export interface ProofOrder {
  /** Empty for all. */
  readonly name: string;
  readonly seeds: number;
  readonly first: number;
  readonly isJson: boolean;
}

interface Proof {
  readonly name: string;
  /** The promise it broke; null where none was within the seeds. */
  readonly promise: string | null;
  readonly detail: string;
  /** The seed that found it, or the last one that was tried. */
  readonly seed: number;
}

/** @returns the exit code: 0 when every bug was found */
export async function provePlanted({ name, seeds, first, isJson }: ProofOrder): Promise<number> {
  const bugs = name === '' ? PLANTED_BUGS : [bugNamed(name)];
  for (const bug of bugs) plantedSource(bug); // one that can no longer be planted is said at once
  const proofs: Proof[] = [];
  const waiting = [...bugs];
  const work = async (): Promise<void> => {
    for (let bug = waiting.shift(); bug; bug = waiting.shift()) {
      const proof = await prove(bug, first, seeds);
      proofs.push(proof);
      if (!isJson) console.log(lineOf(proof));
    }
  };
  await Promise.all(Array.from({ length: Math.min(bugs.length, availableParallelism()) }, work));
  const missed = proofs.filter(({ promise }) => promise === null);
  if (isJson) console.log(JSON.stringify(proofs));
  else console.log(`${proofs.length - missed.length} of ${proofs.length} planted bugs were found within ${seeds} seeds`);
  return missed.length === 0 ? 0 : 1;
}

function lineOf({ name, promise, detail, seed }: Proof): string {
  return promise === null
    ? `MISSED  ${name.padEnd(20)} up to seed ${seed}`
    : `found   ${name.padEnd(20)} seed ${String(seed).padStart(4)}  ${promise}: ${detail.slice(0, 160)}`;
}

/** A seed that breaks the same without the bug proves nothing: it is told, and those after it are tried. */
async function prove({ name }: PlantedBug, first: number, seeds: number): Promise<Proof> {
  const last = first + seeds - 1;
  for (let from = first; from <= last; ) {
    const { seed, broken } = await firstBroken(from, last - from + 1, name);
    if (broken === null) break;
    const without = await firstBroken(seed, 1, '');
    if (without.broken?.detail !== broken.detail) return { name, ...broken, seed };
    process.stderr.write(`seed ${seed} breaks ${broken.promise} without ${name}: ${broken.detail}\n`);
    from = seed + 1;
  }
  return { name, promise: null, detail: '', seed: last };
}

interface FirstBroken {
  /** The last that was played. */
  readonly seed: number;
  readonly broken: { readonly promise: string; readonly detail: string } | null;
}

/** @param bug empty for the sources as they are */
async function firstBroken(first: number, seeds: number, bug: string): Promise<FirstBroken> {
  const args = ['--seed', String(first), '--seeds', String(seeds), '--hashing', 'stub', '--json'];
  const text = await outputOf([...simCommand, ...args], { ...process.env, ABOVEBOARD_SIM_BUG: bug });
  const report = JSON.parse(text) as { readonly played: number; readonly failures: readonly Pick<FirstBroken, 'broken'>[] };
  return { seed: first + report.played - 1, broken: report.failures[0]?.broken ?? null };
}

function outputOf(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, args, {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 || code === 1 ? resolve(text) : reject(new Error(`the simulator ended with ${code}`)),
    );
  });
}
