/** `queue drain`: waits until nothing waits or runs. It changes nothing, and pausing would stop it for ever. */
import { setTimeout as wait } from 'node:timers/promises';
import type { operatorRest as rest } from '@aboveboard/protocol';
import type { Control } from '../../control/control-client.ts';
import { EXIT } from '../../exit-code.ts';
import { harmless } from '../../terminal/harmless.ts';
import { statusLine } from '../../terminal/status-line.ts';
import { lengthWords } from '../../terminal/time-words.ts';
import { interruption } from './interruption.ts';
import { printLines, printText, statsOf, waitingIn } from './look.ts';

const LOOK_EVERY_MS = 500;

export async function drain(control: Control, flags: { queue?: string; timeout: number; json?: boolean }): Promise<number> {
  const startedAtMs = Date.now();
  const line = statusLine(process.stderr);
  using stop = interruption();
  line.begin(`Waiting for at most ${lengthWords(flags.timeout * 1_000)}`);
  for (;;) {
    const queues = await statsOf(control, flags.queue);
    const left = queues.reduce((sum, queue) => sum + liveIn(queue), 0);
    const tookMs = Date.now() - startedAtMs;
    const isLate = tookMs >= flags.timeout * 1_000;
    const stuck = queues.find((queue) => queue.isPaused && liveIn(queue) > queue.running);
    if (left === 0 || isLate || stuck || stop.isAsked()) {
      line.clear();
      return ended(queues, { left, tookMs, stuck, isLate }, flags.json === true);
    }
    line.show(`${left} jobs left after ${lengthWords(tookMs)}; Ctrl+C ends the waiting`);
    await wait(LOOK_EVERY_MS, undefined, { signal: stop.signal }).catch(() => {});
  }
}

interface End {
  readonly left: number;
  readonly tookMs: number;
  readonly stuck: rest.QueueStats | undefined;
  readonly isLate: boolean;
}

function ended(queues: readonly rest.QueueStats[], { left, tookMs, stuck, isLate }: End, isJson: boolean): number {
  const dead = queues.reduce((sum, queue) => sum + queue.dead, 0);
  if (isJson) printLines([{ drained: left === 0, left, dead, tookMs }]);
  else if (left === 0) printText(`Empty after ${lengthWords(tookMs)}; ${dead} dead letters.\n`);
  if (left === 0) return EXIT.GOOD;
  const reason = stuck
    ? `${harmless(stuck.name)} is paused, so its ${liveIn(stuck)} jobs would stay: resume it first.`
    : `${isLate ? 'Not empty in time' : 'Stopped'}: ${left} jobs left after ${lengthWords(tookMs)}.`;
  process.stderr.write(`${reason}\n`);
  return EXIT.NEGATIVE;
}

function liveIn(queue: rest.QueueStats): number {
  return waitingIn(queue) + queue.held + queue.delayed + queue.running;
}
