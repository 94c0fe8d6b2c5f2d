/** What seats do with chips. Every amount is the event's own: nothing is computed from rules here. */
import type { TableEventOf } from '@aboveboard/protocol';
import { updateSeat } from './fold-seating.ts';
import type { SeatAction, TableSeat, TableView, TurnView } from './table-view.ts';

type Acted = TableEventOf<'folded' | 'checked' | 'called' | 'raised'>;

export function foldPosted(view: TableView, event: TableEventOf<'posted'>): TableView {
  const { seat, what, amount, bet, stack, pot } = event;
  const posted = updateSeat(view, seat, () => ({
    bet,
    stack,
    isAllIn: stack === 0,
    lastAction: { kind: 'posted', what, amount },
  }));
  return { ...posted, pot, turn: null }; // a bring-in answers a turn
}

export function foldTurn(view: TableView, event: TableEventOf<'turn'>): TableView {
  return begunTurn(view, event, { legal: event.legal, draw: null });
}

export function foldDrawTurn(view: TableView, event: TableEventOf<'draw-turn'>): TableView {
  return begunTurn(view, event, { legal: null, draw: { least: event.least, most: event.most } });
}

function begunTurn(
  view: TableView,
  { turnId, seat, street, pot, deadlineMs, timeBankMs }: TableEventOf<'turn' | 'draw-turn'>,
  what: Pick<TurnView, 'legal' | 'draw'>,
): TableView {
  const startedAtMs = deadlineMs - view.settings.turnMs;
  const turn = { turnId, seat, street, ...what, startedAtMs, deadlineMs, timeBankMs, isOnTimeBank: false };
  return { ...view, pot, turn };
}

export function foldTimeBank(view: TableView, { turnId, deadlineMs }: TableEventOf<'time-bank'>): TableView {
  if (view.turn?.turnId !== turnId) return view;
  const { deadlineMs: startedAtMs } = view.turn;
  return { ...view, turn: { ...view.turn, startedAtMs, deadlineMs, isOnTimeBank: true } };
}

/** An action ends the turn it answers, and stands beside the seat until the street is over. */
export function foldActed(view: TableView, event: Acted): TableView {
  const isOwn = event.seat === view.ownSeat;
  const acted = updateSeat(view, event.seat, (seat) => ({ ...change(event, seat, isOwn), lastAction: label(event) }));
  return { ...acted, turn: null, pot: 'pot' in event ? event.pot : view.pot };
}

function change(event: Acted, seat: TableSeat, isOwn: boolean): Partial<TableSeat> {
  switch (event.kind) {
    case 'folded':
      return { isFolded: true, cards: isOwn ? seat.cards : [] };
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
