/** The worker processes of a soak: one that stays, whose memory is watched, and two that are killed in turn and started again. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SoakTask } from '../soak-worker.ts';

export interface SoakWorkers {
  /** Ends one of the two by SIGKILL in the middle of what it does, and starts another. */
  killOne(): Promise<void>;
  kills(): number;
  /** Of the process that stays. */
  rss(): Promise<number>;
  stop(): Promise<void>;
  /** Numbers of the jobs of all runs that came to their end, of the killed ones too. */
  runs(): Iterable<number>;
}

const MORTALS = 2;

export async function startWorkers(folder: string, task: Omit<SoakTask, 'log'>): Promise<SoakWorkers> {
  let started = 0;
  const start = async (): Promise<ChildProcess> => {
    const argument: SoakTask = { ...task, log: join(folder, `runs-${started++}`) };
    const child = fork(join(import.meta.dirname, '..', 'soak-worker.ts'), [JSON.stringify(argument)]);
    await answerOf(child);
    return child;
  };
  const steady = await start();
  const mortals = await Promise.all(Array.from({ length: MORTALS }, start));
  let kills = 0;
  return {
    async killOne() {
      const at = kills % MORTALS;
      kills += 1;
      const victim = mortals[at] as ChildProcess;
      const gone = once(victim, 'exit');
      victim.kill('SIGKILL');
      await gone;
      mortals[at] = await start();
    },
    kills: () => kills,
    async rss() {
      const answer = answerOf(steady);
      steady.send('rss');
      return Number(await answer);
    },
    async stop() {
      await Promise.all(
        [steady, ...mortals].map(async (child) => {
          const gone = once(child, 'exit');
          child.send('stop');
          await gone;
        }),
      );
    },
    *runs() {
      for (const name of readdirSync(folder)) {
        const bytes = readFileSync(join(folder, name));
        for (let at = 0; at + 4 <= bytes.length; at += 4) yield bytes.readUInt32LE(at);
      }
    },
  };
}

/** The next message of a process that nobody has ended. */
async function answerOf(child: ChildProcess): Promise<unknown> {
  const isOver = new AbortController();
  const { signal } = isOver;
  const died = once(child, 'exit', { signal }).then(([code, by]) => {
    throw new Error(`a worker ended with ${by ?? `code ${code}`} though nobody ended it`);
  });
  try {
    return (await Promise.race([once(child, 'message', { signal }), died]))[0];
  } finally {
    isOver.abort();
    died.catch(() => {}); // the waiting that was given up
  }
}
