/** Counting beside the page: a worker does it, so that the page stays quick, and is ended when nobody wants the answer any more. */

import type { Result } from '@aboveboard/kit';
import type { Odds, OddsRefusal, OddsSettings, Question } from '@aboveboard/odds';

export interface CountRequest {
  readonly question: Question;
  readonly settings: OddsSettings;
}

/** From the worker: how far it is, 0 to 1, then the answer. */
export type CountReport =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly result: Result<Odds, OddsRefusal>; readonly ms: number };

/** Starts counting; the function returned ends it. Nothing is reported after that. */
export function startCounting(request: CountRequest, report: (report: CountReport) => void, fail: () => void): () => void {
  const worker = new Worker(new URL('./odds.worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<CountReport>) => {
    report(data);
    if (data.kind === 'done') worker.terminate();
  };
  worker.onerror = fail;
  worker.postMessage(request);
  return () => worker.terminate();
}
