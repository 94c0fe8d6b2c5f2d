/**
 * Work that comes in small pieces, done one piece after the other: when somebody says that there is some, and at each poll in case nobody did.
 * What fails is tried again, ever more slowly and never in step with others.
 */
import { assert, type Random, type Scheduler, type Timer } from '@aboveboard/kit';
import { retryDelayMs } from '@aboveboard/streams';

export interface PumpPorts {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly pollMs: number;
  /** Each failure; work goes on by itself. */
  failed(error: unknown): void;
}

export interface Pump {
  /** There is work. Harmless at any time; while failures are waited out it changes nothing. */
  wake(): void;
  /** Comes when no piece is under way any more, and no other begins. */
  stop(): Promise<void>;
}

/** @param piece does a bounded piece of work and says whether there may be more. */
export function startPump({ scheduler, random, pollMs, failed }: PumpPorts, piece: () => Promise<boolean>): Pump {
  let isStopped = false;
  let isWoken = false;
  let failures = 0;
  let running: Promise<void> | null = null;
  let timer: Timer | null = null;

  /** SQLite answers at once, and work without an end would let nothing else of the process have a turn. */
  const breathe = (): Promise<void> => new Promise((resolve) => scheduler.after(0, resolve));
  const work = async (): Promise<void> => {
    do {
      isWoken = false;
      while (!isStopped && (await piece())) if (!isStopped) await breathe();
    } while (isWoken && !isStopped);
  };
  const run = async (): Promise<void> => {
    try {
      await work();
      failures = 0;
    } catch (error) {
      failures += 1;
      failed(error);
    }
    running = null;
    if (isWoken && failures === 0)
      begin(); // by somebody who came when the last look was over
    else if (!isStopped) timer = scheduler.after(failures > 0 ? retryDelayMs(failures, chanceFrom(random)) : pollMs, begin);
  };
  const begin = (): void => {
    timer?.cancel();
    if (!isStopped) running ??= run();
  };

  begin();
  return {
    wake: () => {
      isWoken = true;
      if (failures === 0) begin();
    },
    stop: async () => {
      isStopped = true;
      timer?.cancel();
      await running;
    },
  };
}

/** From 0 up to but not 1. */
export function chanceFrom(random: Random): number {
  const [high, low] = random.bytes(2);
  assert(high !== undefined && low !== undefined, 'no random bytes');
  return (high * 256 + low) / 65_536;
}
