/** The deal, the board, the showdown and the end of a hand. */
import type { TableEventOf } from '@aboveboard/protocol';
import { nobodyDealt, updateSeat, updateSeats } from './fold-seating.ts';
import type { TableView } from './table-view.ts';

/** A new deal clears the table of the last one. */
export function foldDealOpened(view: TableView, { handNo, contributors }: TableEventOf<'deal-opened'>): TableView {
  const cleared = updateSeats(view, () => nobodyDealt);
  return {
    ...cleared,
    deal: { phase: 'sealed', handNo, contributors, missing: [] },
    nextHandNo: handNo + 1,
    board: [],
    pots: [],
    pot: 0,
    turn: null,
    nextHandAtMs: null,
  };
}

export function foldHandStarted(view: TableView, event: TableEventOf<'hand-started'>): TableView {
  const { handNo, button, smallBlind, bigBlind, seats } = event;
  const dealt = updateSeats(view, (seat) => {
    const started = seats.find((s) => s.seat === seat.seat);
    return started ? { ...nobodyDealt, isInHand: true, stack: started.stack } : nobodyDealt;
  });
  const deal = { ...view.deal, phase: 'playing' as const, handNo };
  return { ...dealt, deal, button, smallBlind, bigBlind, board: [], pots: [], pot: 0, turn: null, nextHandAtMs: null };
}

export function foldHoleDealt(view: TableView, event: TableEventOf<'hole-dealt'>): TableView {
  const { cards = null, count } = event;
  return updateSeat(view, event.seat, () => ({ cards, backs: cards ? 0 : count }));
}

/** The bets of the street lie in the pots now. */
export function foldPotsGathered(view: TableView, { pots }: TableEventOf<'pots-gathered'>): TableView {
  return { ...updateSeats(view, () => ({ bet: 0 })), pots };
}

/** A new street: what was said on the last one is off the table, a fold stays to be seen. */
export function foldBoardDealt(view: TableView, { cards }: TableEventOf<'board-dealt'>): TableView {
  const street = updateSeats(view, ({ lastAction, isFolded }) => ({ bet: 0, lastAction: isFolded ? lastAction : null }));
  return { ...street, board: [...view.board, ...cards] };
}

export function foldShown(view: TableView, { seat, cards, rank }: TableEventOf<'shown'>): TableView {
  return updateSeat(view, seat, () => ({ cards, backs: 0, isShown: true, rank: rank ?? null }));
}

export function foldMucked(view: TableView, { seat }: TableEventOf<'mucked'>): TableView {
  return updateSeat(view, seat, () => ({ isMucked: true, backs: 0 }));
}

export function foldPotAwarded(view: TableView, { pot, winners }: TableEventOf<'pot-awarded'>): TableView {
  const paid = winners.reduce((seats, { seat, amount, stack }) => {
    return updateSeat(seats, seat, ({ won }) => ({ won: won + amount, isWinner: true, stack }));
  }, view);
  const pots = view.pots.map((p, i) => (i === pot ? { ...p, amount: 0 } : p));
  const awarded = winners.reduce((sum, { amount }) => sum + amount, 0);
  return { ...paid, pots, pot: Math.max(0, view.pot - awarded), turn: null };
}

export function foldHandEnded(view: TableView, event: TableEventOf<'hand-ended'>, atMs: number): TableView {
  const { handNo, reason, rake, results, nextHandInMs } = event;
  const settled = updateSeats(view, (seat) => ({
    bet: 0,
    stack: results.find((r) => r.seat === seat.seat)?.stack ?? seat.stack,
  }));
  return {
    ...settled,
    deal: { ...view.deal, phase: 'ended' },
    pots: [],
    pot: 0,
    turn: null,
    lastResult: { handNo, reason, rake, results },
    nextHandAtMs: atMs + nextHandInMs,
  };
}
