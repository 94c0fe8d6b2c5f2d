import { emptySeat, type TableEvent, type TableEventOf } from '@aboveboard/protocol';
import { virtualTime } from '@aboveboard/testkit';
import { describe, expect, test } from 'vitest';
import { FakeRoom, PLAYER } from '../testing/fake-room.fixture.ts';
import { dealHand, OTHER_SEAT, OWN_SEAT } from '../testing/scripted-hand.fixture.ts';
import { foldEvent } from './fold-event.ts';
import { viewFromSnapshot } from './from-snapshot.ts';
import type { TableView } from './table-view.ts';

const AT_MS = 1_000_000;
const BACK = { card: null, isOpen: false };
const room = new FakeRoom(virtualTime());
room.sitDown(OWN_SEAT);
const empty = viewFromSnapshot(room.snapshot(), PLAYER);
const script = dealHand(room.dealer, { handNo: 7, index: 2, prev: null, own: null });
const hand: TableEvent[] = [script.opened, ...script.play(null)];

function after(count: number): TableView {
  return hand.slice(0, count).reduce((view, event) => foldEvent(view, event, AT_MS, PLAYER), empty);
}

function afterFirst(kind: TableEvent['kind']): TableView {
  return after(hand.findIndex((event) => event.kind === kind) + 1);
}

function fold(view: TableView, ...events: TableEvent[]): TableView {
  return events.reduce((before, event) => foldEvent(before, event, AT_MS, PLAYER), view);
}

describe('a hand as it is seen', () => {
  test('the deal: sealed, cut, playing, ended', () => {
    expect(empty.deal.phase).toBe('idle');
    expect(afterFirst('deal-opened').deal).toEqual({ phase: 'sealed', handNo: 7, contributors: [OTHER_SEAT], missing: [] });
    expect(afterFirst('deal-opened').nextHandNo).toBe(8);
    expect(afterFirst('deal-cut').deal.phase).toBe('cut');
    expect(afterFirst('hand-started').deal.phase).toBe('playing');
    expect(afterFirst('hand-ended').deal.phase).toBe('ended');
  });

  test('own cards are seen, the others as backs until they are shown', () => {
    const dealt = afterFirst('called');
    expect(dealt.ownSeat).toBe(OWN_SEAT);
    expect(dealt.seats[OWN_SEAT]?.isInHand).toBe(true);
    expect(dealt.seats[OWN_SEAT]?.cards.map(({ card }) => card !== null)).toEqual([true, true]);
    expect(dealt.seats[OTHER_SEAT]).toMatchObject({ cards: [BACK, BACK], bet: 2, stack: 98 });
    expect(afterFirst('shown').seats[OTHER_SEAT]).toMatchObject({ isShown: true });
    expect(afterFirst('shown').seats[OTHER_SEAT]?.cards.map(({ isOpen }) => isOpen)).toEqual([true, true]);
  });

  test('bets lie before the seats until they are gathered; the pot is what the event says', () => {
    expect(afterFirst('called').pot).toBe(5);
    const gathered = afterFirst('pots-gathered');
    expect(gathered.pots).toEqual([{ amount: 5, seats: [OWN_SEAT, OTHER_SEAT] }]);
    expect(gathered.seats.every(({ bet }) => bet === 0)).toBe(true);
    expect(gathered.pot).toBe(5);
  });

  test('a street clears what was said on the last one, and a fold stays', () => {
    const flop = afterFirst('board-dealt');
    expect(flop.boards[0]).toHaveLength(3);
    expect(flop.seats[OTHER_SEAT]?.lastAction).toBeNull();
    expect(flop.seats[5]).toMatchObject({ isFolded: true, cards: [], lastAction: { kind: 'folded' } });
    expect(after(hand.length).boards).toEqual([expect.objectContaining({ length: 5 })]);
  });

  test('the winner, the result, and when the next hand is due', () => {
    expect(afterFirst('pot-awarded').seats[OTHER_SEAT]).toMatchObject({ isWinner: true, won: 5, stack: 103 });
    const ended = afterFirst('hand-ended');
    expect(ended.lastResult).toMatchObject({ handNo: 7, reason: 'COMPLETED', rake: 0 });
    expect(ended.nextHandAtMs).toBe(AT_MS + 4_000);
    expect(ended.pot).toBe(0);
    const again = fold(ended, { ...script.opened, handNo: 8 });
    expect(again.boards).toEqual([]);
    expect(again.seats.every(({ cards, isWinner }) => cards.length === 0 && !isWinner)).toBe(true);
    expect(again.lastResult?.handNo).toBe(7);
  });

  test('a snapshot in the middle gives the view that frames gave', () => {
    for (let count = 1; count < hand.length; count++) {
      const snapshot = { ...room.snapshot(), nextHandNo: 8, hand: hand.slice(0, count) };
      expect(viewFromSnapshot(snapshot, PLAYER)).toEqual(after(count));
    }
  });
});

describe('a turn', () => {
  const turn: TableEventOf<'turn'> = {
    kind: 'turn',
    street: 'preflop',
    turnId: 3,
    seat: OWN_SEAT,
    legal: { canFold: true, canCheck: false, call: 10, raise: { smallest: 20, largest: 98, step: 1, isBet: false } },
    pot: 15,
    deadlineMs: AT_MS + 20_000,
    timeBankMs: 60_000,
  };

  test('has the bounds of the event and runs from its beginning to its deadline', () => {
    const view = fold(empty, turn);
    expect(view.turn).toMatchObject({ turnId: 3, startedAtMs: AT_MS, deadlineMs: AT_MS + 20_000, isOnTimeBank: false });
    expect(view.turn?.legal).toEqual(turn.legal);
  });

  test('goes on upon the time bank, and a pause moves its deadline', () => {
    const banked = fold(empty, turn, { kind: 'time-bank', turnId: 3, seat: OWN_SEAT, deadlineMs: AT_MS + 80_000 });
    expect(banked.turn).toMatchObject({ isOnTimeBank: true, startedAtMs: AT_MS + 20_000, deadlineMs: AT_MS + 80_000 });
    const paused = fold(banked, { kind: 'table-paused', reason: 'STORAGE_LOST' });
    expect(paused).toMatchObject({ isPaused: true, pauseReason: 'STORAGE_LOST' });
    const resumed = fold(paused, { kind: 'table-resumed', pausedMs: 5_000 });
    expect(resumed.isPaused).toBe(false);
    expect(resumed.turn?.deadlineMs).toBe(AT_MS + 85_000);
  });

  test('ends with the action that answers it', () => {
    const raised = fold(empty, turn, {
      kind: 'raised',
      seat: OWN_SEAT,
      timedOut: false,
      to: 98,
      isBet: false,
      stack: 0,
      pot: 113,
    });
    expect(raised.turn).toBeNull();
    expect(raised.seats[OWN_SEAT]).toMatchObject({ bet: 98, stack: 0, isAllIn: true, lastAction: { kind: 'raised', to: 98 } });
    const returned = fold(raised, { kind: 'uncalled-returned', seat: OWN_SEAT, amount: 88, stack: 88, pot: 25 });
    expect(returned.seats[OWN_SEAT]).toMatchObject({ bet: 10, stack: 88, isAllIn: false });
  });
});

describe('games with open cards, draws and more than one board', () => {
  const dealt = (seat: number, cards: (number | null)[], faces: string): TableEvent => ({
    ...{ kind: 'hole-dealt', seat, count: cards.length, cards, openings: [] },
    isOpen: [...faces].map((face) => face === 'u'),
  });
  const cardsAt = (view: TableView, seat: number) =>
    view.seats[seat]?.cards.map(({ card, isOpen }) => (isOpen ? card : [card]));

  test('stud: open cards of others are seen, those of who folds are gone', () => {
    const third = fold(empty, dealt(OTHER_SEAT, [null, null, 7], 'ddu'), dealt(OTHER_SEAT, [51], 'u'));
    expect(cardsAt(third, OTHER_SEAT)).toEqual([[null], [null], 7, 51]);
    const folded = fold(third, { kind: 'folded', seat: OTHER_SEAT, timedOut: false });
    expect(cardsAt(folded, OTHER_SEAT)).toEqual([]);
  });

  test('draw: a turn to draw, what was given up is gone, and what comes for it lies last', () => {
    const own = fold(empty, dealt(OWN_SEAT, [1, 2, 3, 4], 'dddd'), dealt(OTHER_SEAT, [null, null], 'dd'));
    const turn = fold(own, {
      ...{ kind: 'draw-turn', turnId: 4, seat: OWN_SEAT, street: 'first-draw', least: 0, most: 4 },
      ...{ pot: 20, deadlineMs: AT_MS + 20_000, timeBankMs: 0 },
    });
    expect(turn.turn).toMatchObject({ legal: null, draw: { least: 0, most: 4 }, street: 'first-draw' });
    const gone = fold(turn, { kind: 'discarded', seat: OWN_SEAT, count: 2, cards: [1, 3], timedOut: false, isShort: false });
    expect(gone.turn).toBeNull();
    expect(gone.seats[OWN_SEAT]?.lastAction).toEqual({ kind: 'discarded', count: 2, timedOut: false });
    expect(cardsAt(fold(gone, dealt(OWN_SEAT, [9, 8], 'dd')), OWN_SEAT)).toEqual([[2], [4], [9], [8]]);
    const theirs = fold(gone, { kind: 'discarded', seat: OTHER_SEAT, count: 1, cards: [null], timedOut: true, isShort: false });
    expect(cardsAt(theirs, OTHER_SEAT)).toEqual([[null]]);
  });

  test('boards side by side, and one board run twice', () => {
    const board = (at: number, ...cards: number[]): TableEvent => ({ kind: 'board-dealt', board: at, cards, openings: [] });
    expect(fold(empty, board(0, 1, 2, 3), board(1, 4, 5, 6), board(0, 7)).boards).toEqual([
      [1, 2, 3, 7],
      [4, 5, 6],
    ]);
    expect(fold(empty, board(0, 1, 2, 3), { kind: 'runs-agreed', times: 2 }, board(1, 9)).boards).toEqual([
      [1, 2, 3],
      [1, 2, 3, 9],
    ]);
  });

  test('a pot in parts: rake first, then each part, until nothing is left of it', () => {
    const part = (win: 'high' | 'low-8', amount: number): TableEvent => ({
      ...{ kind: 'pot-awarded', pot: 0, board: 0, win: { type: win, use: 'any' } },
      winners: [{ seat: OTHER_SEAT, amount, stack: amount }],
    });
    const gathered = fold(empty, { kind: 'pots-gathered', pots: [{ amount: 100, seats: [OWN_SEAT, OTHER_SEAT] }] });
    const raked = fold(gathered, { kind: 'rake-taken', amount: 4, perPot: [4] });
    const half = fold(raked, part('high', 48));
    expect(half.pots[0]?.amount).toBe(48);
    const whole = fold(half, part('low-8', 48));
    expect(whole.pots[0]?.amount).toBe(0);
    expect(whole.awards.map(({ win }) => win?.type)).toEqual(['high', 'low-8']);
    expect(whole.seats[OTHER_SEAT]?.won).toBe(96);
  });
});

describe('a seat', () => {
  test('that somebody else took has no part in the hand of who left', () => {
    const other = { playerId: '33333333-3333-4333-8333-333333333333', name: 'Cy', isBot: false };
    const view = fold(afterFirst('called'), {
      kind: 'seat-changed',
      seat: { ...emptySeat(OTHER_SEAT), player: other, stack: 50, status: 'playing' },
    });
    expect(view.seats[OTHER_SEAT]).toMatchObject({ stack: 50, isInHand: false, bet: 0, cards: [] });
  });

  test('that changed otherwise keeps its part', () => {
    const before = afterFirst('called');
    const own = before.seats[OWN_SEAT];
    if (!own) expect.fail('no own seat');
    const { seat, player, stack, pendingTopUp, status, timeBankMs, contributes } = own;
    const changed = { seat, player, stack, pendingTopUp, status, timeBankMs, contributes, isConnected: false };
    const view = fold(before, { kind: 'seat-changed', seat: changed });
    expect(view.seats[OWN_SEAT]).toEqual({ ...own, isConnected: false });
    expect(view.ownSeat).toBe(OWN_SEAT);
  });
});

test('a view is never changed in place', () => {
  const frozen = deepFreeze(structuredClone(empty));
  expect(() => hand.reduce((view, event) => deepFreeze(foldEvent(view, event, AT_MS, PLAYER)), frozen)).not.toThrow();
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
