/** Odds by sampling: as many deals by chance as asked for, the same ones for the same seed. */
import { err, ok, type Result } from '@aboveboard/kit';
import type { Progress } from '../progress.ts';
import type { Prepared } from '../question/prepare.ts';
import { withBoard } from '../showdown.ts';
import { addDeals, type Tally } from '../tally.ts';
import { chanceOf } from './chance.ts';
import { dealer } from './deal.ts';

const DEALS_A_STEP = 500;

/** Deals `deals` times into `tally`; ranges that never come together are refused. */
export function* sample(
  prepared: Prepared,
  deals: number,
  seed: number,
  tally: Tally,
): Generator<Progress, Result<void, { readonly code: 'RANGES_CLASH' }>> {
  const deal = dealer(prepared, chanceOf(seed));
  for (let done = 0; done < deals; done++) {
    if (done % DEALS_A_STEP === 0) yield { done, total: deals };
    const dealt = deal();
    if (!dealt) return err({ code: 'RANGES_CLASH' });
    let outcome = 0;
    for (const board of dealt.boards) outcome = withBoard(outcome, prepared.game.wins, dealt.hands, board);
    addDeals(tally, outcome, 1);
  }
  return ok(undefined);
}
