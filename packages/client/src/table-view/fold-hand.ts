/** The deal, the board, the showdown and the end of a hand. */
import type { TableEventOf } from '@aboveboard/protocol';
import { nobodyDealt, updateSeat, updateSeats } from './fold-seating.ts';
import type { HeldCard, TableView } from './table-view.ts';

/** A new deal clears the table of the last one. */
export function foldDealOpened(view: TableView, { handNo, contributors }: TableEventOf<'deal-opened'>): TableView {
  const cleared = updateSeats(view, () => nobodyDealt);
  return {
    ...cleared,
    deal: { phase: 'sealed', handNo, contributors, missing: [] },
    nextHandNo: handNo + 1,
    boards: [],
    pots: [],
    awards: [],
    pot: 0,
    turn: null,
    nextHandAtMs: null,
  };
}

export function foldHandStarted(view: TableView, event: TableEventOf<'hand-started'>): TableView {
  const { handNo, game, stakes, button, smallBlind, bigBlind, seats } = event;
  const dealt = updateSeats(view, (seat) => {
    const started = seats.find((s) => s.seat === seat.seat);
    return started ? { ...nobodyDealt, isInHand: true, stack: started.stack } : nobodyDealt;
  });
  const deal = { ...view.deal, phase: 'playing' as const, handNo };
  const played = { deal, game, stakes, button, smallBlind, bigBlind };
  return { ...dealt, ...played, boards: [], pots: [], awards: [], pot: 0, turn: null, nextHandAtMs: null };
}

/** Cards are added to what lies there. */
export function foldHoleDealt(view: TableView, { seat, cards, isOpen }: TableEventOf<'hole-dealt'>): TableView {
  const dealt = cards.map((card, i) => ({ card, isOpen: isOpen[i] ?? false }));
  return updateSeat(view, seat, (at) => ({ cards: [...at.cards, ...dealt] }));
}

/** Cards whose faces this viewer knows go by their face, others from the front: they all look alike. */
export function foldDiscarded(view: TableView, { seat, count, cards, timedOut }: TableEventOf<'discarded'>): TableView {
  const discarded = updateSeat(view, seat, (at) => ({
    cards: cards.reduce((left, card) => without(left, card), at.cards),
    lastAction: { kind: 'discarded', count, timedOut },
  }));
  return { ...discarded, turn: null };
}

function without(cards: readonly HeldCard[], card: number | null): readonly HeldCard[] {
  const at = cards.findIndex((held) => held.card === card);
  return at < 0 ? cards : cards.toSpliced(at, 1);
}

/** The street is over: its bets lie in the pots now, what was said is off the table, a fold stays to be seen. */
export function foldPotsGathered(view: TableView, { pots }: TableEventOf<'pots-gathered'>): TableView {
  return { ...updateSeats(view, ({ lastAction, isFolded }) => ({ bet: 0, lastAction: isFolded ? lastAction : null })), pots };
}

/** A new street: what was said on the last one is off the table, a fold stays to be seen. */
export function foldBoardDealt(view: TableView, { board, cards }: TableEventOf<'board-dealt'>): TableView {
  const street = updateSeats(view, ({ lastAction, isFolded }) => ({ bet: 0, lastAction: isFolded ? lastAction : null }));
  const boards = Array.from({ length: Math.max(view.boards.length, board + 1) }, (_, b) => view.boards[b] ?? []);
  return { ...street, boards: boards.map((lying, b) => (b === board ? [...lying, ...cards] : lying)) };
}

/** Each run begins with the cards that lie already. */
export function foldRunsAgreed(view: TableView, { times }: TableEventOf<'runs-agreed'>): TableView {
  return { ...view, boards: Array.from({ length: times }, () => view.boards[0] ?? []) };
}

export function foldShown(view: TableView, { seat, cards, ranks }: TableEventOf<'shown'>): TableView {
  return updateSeat(view, seat, () => ({ cards: cards.map((card) => ({ card, isOpen: true })), isShown: true, ranks }));
}

export function foldMucked(view: TableView, { seat }: TableEventOf<'mucked'>): TableView {
  const isOwn = seat === view.ownSeat;
  return updateSeat(view, seat, ({ cards }) => ({ isMucked: true, cards: isOwn ? cards : [] }));
}

export function foldRakeTaken(view: TableView, { amount, perPot }: TableEventOf<'rake-taken'>): TableView {
  const pots = view.pots.map((pot, i) => ({ ...pot, amount: Math.max(0, pot.amount - (perPot[i] ?? 0)) }));
  return { ...view, pots, pot: Math.max(0, view.pot - amount) };
}

export function foldPotAwarded(view: TableView, event: TableEventOf<'pot-awarded'>): TableView {
  const { kind: _, ...award } = event;
  const { pot, winners } = award;
  const paid = winners.reduce((seats, { seat, amount, stack }) => {
    return updateSeat(seats, seat, ({ won }) => ({ won: won + amount, isWinner: true, stack }));
  }, view);
  const awarded = winners.reduce((sum, { amount }) => sum + amount, 0);
  const pots = view.pots.map((p, i) => (i === pot ? { ...p, amount: Math.max(0, p.amount - awarded) } : p));
  return { ...paid, pots, awards: [...view.awards, award], pot: Math.max(0, view.pot - awarded), turn: null };
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
