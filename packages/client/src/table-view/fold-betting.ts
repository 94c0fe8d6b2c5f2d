/** What seats do with chips. Every amount is the event's own: nothing is computed from rules here. */
import type { TableEventOf } from '@aboveboard/protocol';
import { updateSeat } from './fold-seating.ts';
import type { SeatAction, TableSeat, TableView } from './table-view.ts';

type Acted = TableEventOf<'folded' | 'checked' | 'called' | 'raised'>;

export function foldPosted(view: TableView, event: TableEventOf<'posted'>): TableView {
  const { seat, what, amount, bet, stack, pot } = event;
  const posted = updateSeat(view, seat, () => ({
    bet,
    stack,
    isAllIn: stack === 0,
    lastAction: { kind: 'posted', what, amount },
  }));
  return { ...posted, pot };
}

export function foldTurn(view: TableView, event: TableEventOf<'turn'>): TableView {
  const { turnId, seat, legal, pot, deadlineMs, timeBankMs } = event;
  const startedAtMs = deadlineMs - view.settings.turnMs;
  return { ...view, pot, turn: { turnId, seat, legal, startedAtMs, deadlineMs, timeBankMs, isOnTimeBank: false } };
}

export function foldTimeBank(view: TableView, { turnId, deadlineMs }: TableEventOf<'time-bank'>): TableView {
  if (view.turn?.turnId !== turnId) return view;
  const { deadlineMs: startedAtMs } = view.turn;
  return { ...view, turn: { ...view.turn, startedAtMs, deadlineMs, isOnTimeBank: true } };
}

/** An action ends the turn it answers, and stands beside the seat until the street is over. */
export function foldActed(view: TableView, event: Acted): TableView {
  const acted = updateSeat(view, event.seat, (seat) => ({ ...change(event, seat), lastAction: label(event) }));
  return { ...acted, turn: null, pot: 'pot' in event ? event.pot : view.pot };
}

function change(event: Acted, seat: TableSeat): Partial<TableSeat> {
  switch (event.kind) {
    case 'folded':
      return { isFolded: true, backs: 0 };
    case 'checked':
      return {};
    case 'called':
      return { bet: event.bet, stack: event.stack, isAllIn: event.stack === 0 };
    case 'raised':
      return { bet: event.to, stack: event.stack, isAllIn: event.stack === 0 };
    default:
      return seat;
  }
}

function label(event: Acted): SeatAction {
  const { timedOut } = event;
  switch (event.kind) {
    case 'called':
      return { kind: 'called', amount: event.amount, timedOut };
    case 'raised':
      return { kind: event.isBet ? 'bet' : 'raised', to: event.to, timedOut };
    default:
      return { kind: event.kind, timedOut };
  }
}

export function foldUncalledReturned(view: TableView, event: TableEventOf<'uncalled-returned'>): TableView {
  const { seat, amount, stack, pot } = event;
  const returned = updateSeat(view, seat, ({ bet }) => ({ bet: Math.max(0, bet - amount), stack, isAllIn: false }));
  return { ...returned, pot };
}
