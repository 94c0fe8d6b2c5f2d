/**
 * The room's one bench of its queues: begun by somebody, for as long as that somebody asks how far it is. A second one at the same time
 * is refused, since each would measure the other.
 */
import { err, ok, type Result, type Timer } from '@aboveboard/kit';
import { type AuditedPorts, audited } from './audited.ts';
import type { Change } from './desk-types.ts';
import { BENCH_QUEUE, type Bench, type BenchOrder, type BenchPorts, type BenchReport, startBench } from './queue-bench.ts';

/** A command that has not asked for so long has died or lost its way. */
const ABANDONED_AFTER_MS = 15_000;

export interface BenchDesk {
  /** `BUSY`: one is under way, or its queue is still being emptied. */
  begin(change: Change, order: BenchOrder): Promise<Result<void, 'BUSY'>>;
  /** How far the last one is; null when there was none. `isOver` when its queue has been emptied. */
  report(): { readonly report: BenchReport; readonly isOver: boolean } | null;
  /** Ends the one under way; resolves when its queue is empty. */
  stop(): Promise<void>;
}

export function createBenchDesk(ports: BenchPorts & AuditedPorts): BenchDesk {
  const audit = audited(ports);
  let bench: Bench | null = null;
  let underWay: Promise<void> | null = null;
  let patience: Timer | null = null;
  const waitForQuestions = (): void => {
    patience?.cancel();
    patience = ports.scheduler.after(ABANDONED_AFTER_MS, () => bench?.stop());
  };
  const run = async (change: Change, order: BenchOrder, begun: () => void): Promise<void> => {
    const { jobs, concurrency } = order;
    await audit(change, { action: 'queue.bench', subject: BENCH_QUEUE, details: { jobs, concurrency } }, async () => {
      bench = startBench(ports, order);
      waitForQuestions();
      begun();
      const { state, done, unfinished, left } = await bench.ended;
      return { value: undefined, outcome: { state, done, unfinished, left } };
    });
  };
  return {
    async begin(change, order) {
      if (underWay) return err('BUSY');
      await new Promise<void>((begun, failed) => {
        underWay = run(change, order, begun)
          .catch(failed) // once it has begun, its report says what went wrong
          .finally(() => {
            patience?.cancel();
            underWay = null;
          });
      });
      return ok(undefined);
    },
    report() {
      if (bench === null) return null;
      if (underWay) waitForQuestions();
      return { report: bench.report(), isOver: underWay === null };
    },
    async stop() {
      bench?.stop();
      await underWay;
    },
  };
}
