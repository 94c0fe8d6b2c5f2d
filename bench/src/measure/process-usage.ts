/** What processes use of the machine, as the kernel of Linux tells; not a number where the system does not tell. */
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_S = 100; // of the kernel's counts of processor time, on every Linux

/** Seconds of processor time that these have used, a hundredth of a second for the unit. */
export function processorS(pids: readonly number[]): number {
  if (process.platform !== 'linux') return Number.NaN;
  return pids.reduce((sum, pid) => {
    const [user = 0, system = 0] =
      readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? [];
    return sum + (user + system) / TICKS_PER_S;
  }, 0);
}

/** Bytes of memory that a process holds (RSS). */
export function residentBytes(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) * 1024;
}

/** Microseconds of processor time of all threads of a process that still run, as the scheduler counts them: finer than `processorS`. */
export function processorUs(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.reduce((sum, thread) => {
    const [ranNs = '0'] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    return sum + Number(ranNs) / 1_000;
  }, 0);
}
