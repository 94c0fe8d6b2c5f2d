/** A peer's server in a process of its own: it says its port when it listens, and ends with the channel. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface ChildServer {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

/** @param file a module that sends its port over the channel of `fork`. */
export async function startChild(file: string): Promise<ChildServer> {
  const child: ChildProcess = fork(file, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const gone = once(child, 'exit');
  const died = gone.then(([code]) => Promise.reject(new Error(`a server of the benchmark ended with ${code}`)));
  died.catch(() => undefined);
  const [port] = (await Promise.race([once(child, 'message'), died])) as [number];
  return {
    pid: child.pid ?? 0,
    port,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.disconnect();
      await gone;
    },
  };
}
