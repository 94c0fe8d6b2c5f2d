/** The worker behind counting.ts: one question, reports on the way, one answer. */
import { countOdds } from '@aboveboard/odds';
import type { CountReport, CountRequest } from './counting.ts';

const REPORT_EVERY_MS = 80;

addEventListener('message', ({ data: { question, settings } }: MessageEvent<CountRequest>) => {
  const tell = (report: CountReport) => postMessage(report);
  const started = performance.now();
  const counting = countOdds(question, settings);
  let told = started;
  let step = counting.next();
  for (; !step.done; step = counting.next()) {
    if (performance.now() - told < REPORT_EVERY_MS) continue;
    told = performance.now();
    tell({ kind: 'progress', share: step.value.done / step.value.total });
  }
  tell({ kind: 'done', result: step.value, ms: performance.now() - started });
});
