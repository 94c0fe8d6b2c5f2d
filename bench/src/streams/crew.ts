/** The processes of one side: one that adds, and two that work. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SideName } from './side.ts';
import type { Order } from './side-process.ts';

export interface Hand {
  /** Gives one order and waits for its answer; one at a time. */
  tell<Answer>(order: Order): Promise<Answer>;
  dismiss(): Promise<void>;
}

export interface Crew {
  readonly name: SideName;
  readonly adder: Hand;
  readonly workers: readonly Hand[];
  dismiss(): Promise<void>;
}

/** @param payloadBytes how long each job's text is at least. */
export async function gatherCrew(name: SideName, socketPath: string, payloadBytes = 0): Promise<Crew> {
  const [adder, ...workers] = (await Promise.all([0, 1, 2].map(() => hire(name, socketPath, payloadBytes)))) as [
    Hand,
    Hand,
    Hand,
  ];
  const dismiss = async (): Promise<void> => {
    await Promise.all([adder, ...workers].map((hand) => hand.dismiss()));
  };
  return { name, adder, workers, dismiss };
}

async function hire(name: SideName, socketPath: string, payloadBytes: number): Promise<Hand> {
  const child = fork(join(import.meta.dirname, 'side-process.ts'), [name, socketPath, String(payloadBytes)]);
  await answerOf(child);
  return {
    tell: (order) => {
      const answer = answerOf<never>(child);
      child.send(order);
      return answer;
    },
    async dismiss() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const isOver = new AbortController();
  const died = once(child, 'exit', { signal: isOver.signal }).then(([code, signal]) => {
    throw new Error(`a process of the benchmark ended with ${signal ?? `code ${code}`}`);
  });
  try {
    const [message] = await Promise.race([once(child, 'message', { signal: isOver.signal }), died]);
    if (message.error !== undefined) throw new Error(message.error);
    return message.answer;
  } finally {
    isOver.abort();
    died.catch(() => {});
  }
}
