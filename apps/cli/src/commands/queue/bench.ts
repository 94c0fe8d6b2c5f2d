/** `queue bench`: jobs that do nothing, through the running room's own queue store, or through a Redis. What is not done in time is said. */
import { setTimeout as wait } from 'node:timers/promises';
import { operatorRest as rest } from '@aboveboard/protocol';
import { Command } from 'commander';
import { answered, endWith } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { inRoom, withControl } from '../../control/with-control.ts';
import { EXIT } from '../../exit-code.ts';
import { harmless } from '../../terminal/harmless.ts';
import { type StatusLine, statusLine } from '../../terminal/status-line.ts';
import { interruption } from './interruption.ts';
import { printLines, printText } from './look.ts';
import { BENCH } from './queue-paths.ts';
import { wholeNumber } from './whole-number.ts';

interface BenchFlags {
  readonly jobs: number;
  readonly concurrency: number;
  readonly timeout: number;
  readonly redis?: string;
  readonly why?: string;
  readonly json?: boolean;
}

const LOOK_EVERY_MS = 300;

export function benchCommand(): Command {
  return withControl(
    new Command('bench').description('How many jobs a second go through the queues. Ctrl+C ends it and leaves nothing behind.'),
  )
    .option('--jobs <number>', 'jobs that do nothing', wholeNumber(1, 1_000_000), 100_000)
    .option('--concurrency <number>', 'jobs under way at a time', wholeNumber(1, 1_000), 32)
    .option('-t, --timeout <seconds>', 'when to end it; what is not done then counts as unfinished', wholeNumber(1, 3_600), 120)
    .option('--redis <url>', 'in this process against a Redis, such as redis://127.0.0.1:6379, without a room')
    .option('-w, --why <sentence>', 'the reason, for the audit log')
    .option('--json', 'one JSON object')
    .action((flags) =>
      flags.redis === undefined ? inRoom(flags, (control) => inTheRoom(control, flags)) : endWith(() => onRedis(flags)),
    );
}

async function inTheRoom(control: Control, flags: BenchFlags): Promise<number> {
  const { jobs, concurrency, timeout, why = 'to see how fast the queues are' } = flags;
  const line = statusLine(process.stderr);
  using stop = interruption();
  const order = { jobs, concurrency, timeoutMs: timeout * 1_000, why };
  let latest = answered(await control.post(BENCH, order, rest.benchReply));
  line.begin(beginning(jobs));
  while (!latest.isOver && !stop.isAsked()) {
    showProgress(line, latest.report);
    await wait(LOOK_EVERY_MS, undefined, { signal: stop.signal }).catch(() => {});
    latest = answered(await control.get(BENCH, rest.benchReply));
  }
  line.clear();
  if (!latest.isOver) {
    answered(await control.post(`${BENCH}/stop`, {}, { parse: () => undefined }));
    latest = answered(await control.get(BENCH, rest.benchReply));
  }
  return ended(latest.report, 'through the room', flags);
}

async function onRedis(flags: BenchFlags & { redis?: string }): Promise<number> {
  const { benchRedis } = await import('./bench-redis.ts'); // nothing else of the command needs a Redis
  const line = statusLine(process.stderr);
  using stop = interruption();
  const { jobs, concurrency, timeout, redis = '' } = flags;
  const order = { jobs, concurrency, timeoutMs: timeout * 1_000 };
  const shown = { begin: () => line.begin(beginning(jobs)), show: (report: rest.BenchReport) => showProgress(line, report) };
  const report = await benchRedis(redis, order, stop.signal, shown);
  line.clear();
  return ended(report, `through ${harmless(new URL(redis).host)}`, flags);
}

function beginning(jobs: number): string {
  return `${jobs.toLocaleString('en')} jobs have begun`;
}

function showProgress(line: StatusLine, { done, wanted, jobsPerS }: rest.BenchReport): void {
  line.show(
    `${done.toLocaleString('en')} of ${wanted.toLocaleString('en')} jobs, ${Math.round(jobsPerS).toLocaleString('en')} a second`,
  );
}

function ended(report: rest.BenchReport, where: string, { concurrency, json }: BenchFlags): number {
  if (json) printLines([{ ...report, concurrency }]);
  else printText(reportText(report, where, concurrency));
  return report.state === 'done' ? EXIT.GOOD : EXIT.NEGATIVE;
}

const ENDS: Readonly<Record<rest.BenchReport['state'], string>> = {
  running: 'is still running',
  done: 'all done',
  'timed-out': 'its time was over before all were done',
  stopped: 'stopped before all were done',
  failed: 'the store failed before all were done',
};

function reportText(report: rest.BenchReport, where: string, concurrency: number): string {
  const number = (n: number, digits = 0): string => n.toLocaleString('en', { maximumFractionDigits: digits });
  const { wanted, added, done, unfinished, elapsedMs, jobsPerS, waitMs, left, trouble, state } = report;
  const lines = [
    `${number(wanted)} jobs ${where}, ${concurrency} at a time: ${ENDS[state]}`,
    `added       ${number(added)}`,
    `done        ${number(done)}`,
    `unfinished  ${number(unfinished)}`,
    `took        ${number(elapsedMs / 1_000, 2)} s`,
    `jobs/s      ${number(jobsPerS)}`,
    `wait        ${waitMs === null ? 'no job began' : `p50 ${number(waitMs.p50, 1)} ms, p99 ${number(waitMs.p99, 1)} ms, behind the others that were added`}`,
  ];
  if (left !== 0)
    lines.push(`left        ${left === null ? 'its queue could not be emptied; the next bench does it' : number(left)}`);
  if (trouble !== null) lines.push(`trouble     ${harmless(trouble, 500)}`);
  return `${lines.join('\n')}\n`;
}
