/** Seeds against the commits that OPEN fixed: each true, none foreign, none twice, in OPEN's order. */
import { ok, type Result } from '@aboveboard/kit';
import { equalBytes } from '../bytes/bytes.ts';
import { commitTo } from '../commit/commit.ts';
import type { Reveal } from '../entries/close.ts';
import { isCommitted, type Open, type OpenSeat } from '../entries/open.ts';
import { type Fault, refuse } from '../fault.ts';

/**
 * @param which `all`: every non-zero commit must be opened, as a cut needs; `some`: those that arrived, for a void hand.
 * @returns NO_COMMIT, SEED_MISMATCH, DUPLICATE_SEAT, SEED_ORDER or PARTIAL_CUT.
 */
export function checkReveals(open: Open, reveals: readonly Reveal[], which: 'all' | 'some'): Result<void, Fault> {
  const committed = open.entry.seats.filter(isCommitted);
  const order: number[] = [];
  for (const reveal of reveals) {
    const place = committed.findIndex(({ seat }) => seat === reveal.seat);
    const seat = committed[place];
    if (!seat) return refuse('NO_COMMIT', `seat ${reveal.seat} revealed a seed without a commit`);
    if (order.includes(place)) return refuse('DUPLICATE_SEAT', `seat ${reveal.seat} revealed twice`);
    if (!opensCommit(open, seat, reveal))
      return refuse('SEED_MISMATCH', `the seed of seat ${reveal.seat} does not open its commit`);
    order.push(place);
  }
  if (order.some((place, i) => place < (order[i - 1] ?? 0)))
    return refuse('SEED_ORDER', 'the seeds are not in the order of OPEN');
  if (which === 'some' || order.length === committed.length) return ok(undefined);
  return refuse('PARTIAL_CUT', `${committed.length} seats committed and ${order.length} seeds are in the cut`);
}

export function opensCommit(open: Open, seat: OpenSeat, reveal: Reveal): boolean {
  return reveal.seed.length === 32 && equalBytes(commitTo(open.hid, seat.seat, seat.sid, reveal.seed), seat.commit);
}
