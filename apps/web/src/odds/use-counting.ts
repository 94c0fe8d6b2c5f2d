import type { Odds, OddsRefusal, OddsSettings, Question } from '@aboveboard/odds';
import { useEffect, useState } from 'react';
import { type CountReport, startCounting } from './counting.ts';

/** Work that a phone does in a few seconds; above it a sample is taken. */
const SETTINGS: OddsSettings = { mostWork: 20_000_000, samples: 200_000, seed: 1 };
/** Typing goes on: a question is asked when it has stood for so long. */
const SETTLE_MS = 150;

export type Counting =
  | { readonly state: 'idle' }
  | { readonly state: 'counting'; readonly share: number }
  | { readonly state: 'counted'; readonly odds: Odds; readonly ms: number }
  | { readonly state: 'refused'; readonly refusal: OddsRefusal }
  | { readonly state: 'cancelled' | 'broken' };

/** Counts a question once it stands, and again when it changes. `cancel` ends it, `again` begins anew. */
export function useCounting(question: Question | null): { counting: Counting; cancel: () => void; again: () => void } {
  const [counting, setCounting] = useState<Counting>({ state: 'idle' });
  const [cancelled, setCancelled] = useState<string | null>(null);
  const key = question ? JSON.stringify(question) : '';
  const isCancelled = cancelled === key;
  useEffect(() => {
    if (!question || isCancelled) return setCounting({ state: question ? 'cancelled' : 'idle' });
    setCounting({ state: 'counting', share: 0 });
    let end = () => {};
    const begin = () => {
      end = startCounting(
        { question, settings: SETTINGS },
        (report) => setCounting(stateAfter(report)),
        () => setCounting({ state: 'broken' }),
      );
    };
    const timer = setTimeout(begin, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [key, isCancelled]);
  return { counting, cancel: () => setCancelled(key), again: () => setCancelled(null) };
}

function stateAfter(report: CountReport): Counting {
  if (report.kind === 'progress') return { state: 'counting', share: report.share };
  const { result, ms } = report;
  return result.ok ? { state: 'counted', odds: result.value, ms } : { state: 'refused', refusal: result.error };
}
