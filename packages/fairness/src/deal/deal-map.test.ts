import { expect, test } from 'vitest';
import { mostRuns } from './deal-due.ts';
import { type DealMap, type Dealt, followDeal, openDealMap } from './deal-map.ts';
import type { DealStep } from './deal-step.ts';
import { type DealLayout, parseDealLayout } from './layout.ts';

const HOLDEM = { game: 'board', spec: 1, hole: 2, boards: 1 } as const;
const STUD = { game: 'stud', spec: 1 } as const;
const BADUGI = { game: 'draw', spec: 2, hole: 4, board: 0 } as const;
const TRIPLE = { game: 'draw', spec: 2, hole: 5, board: 0 } as const;
const DRAWMAHA = { game: 'draw', spec: 2, hole: 5, board: 5 } as const;

const seatsOf = (n: number) => Array.from({ length: n }, (_, i) => i);
const hole = (seat: number, count: number): DealStep => ({ kind: 'hole', seat, count });
const board = (b: number, count: number): DealStep => ({ kind: 'board', board: b, count });
const fold = (seat: number): DealStep => ({ kind: 'fold', seat });
const discard = (seat: number, count: number): DealStep => ({ kind: 'discard', seat, count });
const toAll = (n: number, count: number) => seatsOf(n).map((seat) => hole(seat, count));

function mapOf(layout: DealLayout, seats: readonly number[]) {
  const map = openDealMap(layout, seats);
  return map.ok ? map.value : expect.fail(map.error.code);
}

/** Where the cards of each step come from, or the first fault. */
function followAll(start: DealMap, steps: readonly DealStep[]) {
  const all: Dealt[] = [];
  for (const step of steps) {
    const dealt = followDeal(all.at(-1)?.map ?? start, step);
    if (!dealt.ok) return dealt;
    all.push(dealt.value);
  }
  return { ok: true, value: all } as const;
}

/** Positions of each step that deals. */
function positions(layout: DealLayout, seats: readonly number[], ...steps: DealStep[]) {
  const all = followAll(mapOf(layout, seats), steps);
  if (!all.ok) return all.error.code;
  return all.value.filter((_, at) => ['hole', 'board'].includes(steps[at]?.kind ?? '')).map(({ positions: from }) => [...from]);
}

test('[DEAL-1] [DEAL-2] [DEAL-3] [DEAL-5] hold’em for three: cards go round, the board follows, no fold or discard moves a card', () => {
  const dealt = positions(
    HOLDEM,
    [7, 1, 4],
    hole(7, 2),
    hole(1, 2),
    hole(4, 2),
    fold(1),
    board(0, 3),
    board(0, 1),
    board(0, 1),
  );
  expect(dealt).toEqual([[0, 3], [1, 4], [2, 5], [6, 7, 8], [9], [10]]);
  const pineapple = { ...HOLDEM, hole: 3 };
  const [first, second, flop] = positions(
    pineapple,
    [0, 1],
    ...toAll(2, 3),
    board(0, 3),
    discard(0, 1),
    discard(1, 1),
  ) as number[][];
  expect([first, second, flop]).toEqual([
    [0, 2, 4],
    [1, 3, 5],
    [6, 7, 8],
  ]);
});

test('[DEAL-6] a second board has five positions of its own, and a second run those after the cards that lie', () => {
  const double = { ...HOLDEM, hole: 4, boards: 2 };
  expect(positions(double, seatsOf(6), board(0, 3), board(1, 3), board(0, 1), board(1, 1))).toEqual([
    [24, 25, 26],
    [29, 30, 31],
    [27],
    [32],
  ]);
  const runs: DealStep = { kind: 'runs', times: 3 };
  const thrice = [board(0, 3), runs, board(0, 1), board(1, 1), board(2, 1), board(0, 1), board(1, 1), board(2, 1)];
  expect(positions(HOLDEM, seatsOf(2), ...thrice)).toEqual([[4, 5, 6], [7], [12], [17], [8], [13], [18]]);
  expect(positions(HOLDEM, seatsOf(2), { kind: 'runs', times: 2 }, board(1, 5))).toEqual([[9, 10, 11, 12, 13]]);
});

test('[DEAL-6] the board is run as often as the deck has boards for', () => {
  const most = (layout: DealLayout, n: number) => mostRuns(mapOf(layout, seatsOf(n)));
  expect([2, 10].map((n) => most(HOLDEM, n))).toEqual([3, 3]);
  expect([7, 8, 9].map((n) => most({ ...HOLDEM, hole: 5 }, n))).toEqual([3, 2, 1]);
  expect(most({ ...HOLDEM, boards: 2 }, 2)).toBe(1);
  expect(most(STUD, 2)).toBe(1);
  expect(positions({ ...HOLDEM, hole: 5 }, seatsOf(9), { kind: 'runs', times: 2 })).toBe('TOO_MANY_CARDS');
});

test('[DEAL-7] stud goes round street by street, for folded seats too', () => {
  const steps = [...toAll(3, 3), fold(1), hole(0, 1), hole(2, 1), hole(0, 1), hole(2, 1), hole(0, 1), hole(2, 1)];
  expect(positions(STUD, seatsOf(3), ...steps, hole(0, 1), hole(2, 1))).toEqual([
    ...[
      [0, 3, 6],
      [1, 4, 7],
      [2, 5, 8],
    ],
    ...[[9], [11], [12], [14], [15], [17], [18], [20]],
  ]);
});

test('[DEAL-8] eight seats of stud: up to four live get the last four cards, more share position 48', () => {
  const six = toAll(8, 6);
  const folds = (...seats: number[]) => seats.map(fold);
  const last = (...steps: DealStep[]) => (positions(STUD, seatsOf(8), ...six, ...steps) as number[][]).slice(8);
  expect(last(...folds(0, 3, 4, 6), hole(1, 1), hole(2, 1), hole(5, 1), hole(7, 1))).toEqual([[48], [49], [50], [51]]);
  expect(last(...folds(0, 3, 4, 6), hole(1, 1), hole(2, 1), hole(5, 1), hole(7, 1), fold(1))).toHaveLength(4);
  expect(last(...folds(3, 4, 6), board(0, 1))).toEqual([[48]]);
  expect(positions(STUD, seatsOf(8), ...six, ...folds(3, 4, 6), hole(0, 1))).toBe('HOLE_CARDS');
  expect(positions(STUD, seatsOf(8), ...six, ...folds(0, 3, 4, 6), board(0, 1))).toBe('HOLE_CARDS');
  expect(positions(STUD, seatsOf(7), ...toAll(7, 6), board(0, 1))).toBe('HOLE_CARDS');
});

test('[DEAL-9] draws take the next unused positions in turn, and from the reshuffle what they lack', () => {
  const draws = [discard(0, 3), hole(0, 3), discard(1, 0), discard(2, 1), hole(2, 1)];
  expect(positions(BADUGI, seatsOf(3), ...toAll(3, 4), ...draws)).toEqual([
    ...[
      [0, 3, 6, 9],
      [1, 4, 7, 10],
      [2, 5, 8, 11],
    ],
    ...[[12, 13, 14], [15]],
  ]);
});

/** A walk of which the steps named by `+` are dealt and those named by `-` passed over. */
function walk(steps: string): DealStep & { kind: 'hole' } {
  const entry = { slot: 0, salt: '', path: [] };
  const walked = [...steps].map((step, k) => ({ k, dealt: step === '+', entry: step === '+' ? null : entry }));
  return { kind: 'hole', seat: 0, count: 0, walk: walked };
}

test('[DEAL-11] when the last position is used, the reshuffle gives what is lacking, and goes on where it stopped', () => {
  const first = [...toAll(10, 5), discard(0, 1), hole(0, 1), discard(1, 3)];
  const all = followAll(mapOf(TRIPLE, seatsOf(10)), [
    ...first,
    { ...walk('+--+'), seat: 1, count: 3 },
    discard(2, 2),
    { ...walk('-++'), seat: 2, count: 2 },
  ]);
  const last = all.ok ? all.value.at(-1) : expect.fail(all.error.code);
  expect(last?.positions).toEqual([]);
  expect(last?.walk.from).toBe(4);
  expect(last?.map.walked).toBe(7);
  expect(last?.map.seats.slice(1, 3).map(({ redealt }) => redealt)).toEqual([
    [0, 3],
    [5, 6],
  ]);
  const codeOf = (steps: string) => positions(TRIPLE, seatsOf(10), ...first, { ...walk(steps), seat: 1, count: 3 });
  expect([codeOf(''), codeOf('-+'), codeOf('+-+-'), codeOf('+++')]).toEqual([
    'WALK_SKIPPED',
    'WALK_SKIPPED',
    'WALK_OUTSIDE',
    'WALK_OUTSIDE',
  ]);
  expect(codeOf(`${'-'.repeat(51)}++`)).toBe('WALK_OUTSIDE');
  expect(positions(TRIPLE, seatsOf(2), hole(0, 5), { ...walk('+'), seat: 1, count: 5 })).toBe('WALK_EARLY');
});

test('[DEAL-13] a draw that asks for more than there is ends short, and its walk goes to the end', () => {
  const first = [...toAll(10, 5), discard(0, 2), hole(0, 2)];
  const short = (seat: number, count: number, steps?: string): DealStep => ({
    ...discard(seat, count),
    ...{ kind: 'discard', seat, count, isShort: true, ...(steps === undefined ? {} : { walk: walk(steps).walk ?? [] }) },
  });
  const codeOf = (...steps: DealStep[]) => {
    const all = positions(TRIPLE, seatsOf(10), ...first, ...steps);
    return typeof all === 'string' ? all : 'OK';
  };
  const drawn = (steps: string) => ({ ...walk(steps), seat: 1, count: 2 });
  const whole = `+${'-'.repeat(30)}+${'-'.repeat(20)}`;
  expect(codeOf(short(1, 2), drawn(whole))).toBe('OK');
  expect(codeOf(short(1, 2), drawn(whole), short(2, 0, ''))).toBe('OK');
  expect(codeOf(short(1, 2), drawn(whole), discard(2, 0))).toBe('OK');
  expect(codeOf(short(1, 0, '-'.repeat(52)))).toBe('OK');
  expect(codeOf(short(1, 2), drawn(whole.slice(0, -1)))).toBe('WALK_EARLY');
  expect(codeOf(short(1, 2), drawn('++'))).toBe('WALK_EARLY');
  expect(codeOf(short(1, 0, '-'.repeat(51)))).toBe('WALK_EARLY');
  expect(codeOf(short(1, 0, `${'-'.repeat(51)}+`))).toBe('WALK_OUTSIDE');
  expect(codeOf({ ...short(1, 2, '-') })).toBe('WALK_EARLY');
  expect(codeOf(discard(1, 2), drawn(whole))).toBe('WALK_OUTSIDE');
  expect(positions(BADUGI, seatsOf(2), ...toAll(2, 4), short(0, 1), hole(0, 1))).toBe('WALK_EARLY');
});

test('[DEAL-9] where a draw game has a board, its five cards are kept for it before any draw', () => {
  const draws = [board(0, 3), discard(0, 2), hole(0, 2), discard(1, 1), hole(1, 1), board(0, 1), board(0, 1)];
  expect(positions(DRAWMAHA, seatsOf(2), ...toAll(2, 5), ...draws)).toEqual([
    ...[
      [0, 2, 4, 6, 8],
      [1, 3, 5, 7, 9],
    ],
    ...[[10, 11, 12], [15, 16], [17], [13], [14]],
  ]);
});

test('[DEAL-10] a hand that needs more cards than the deck has is refused before it opens', () => {
  const codeOf = (layout: DealLayout, n: number) => {
    const map = openDealMap(layout, seatsOf(n));
    return map.ok ? 'OK' : map.error.code;
  };
  const limits: [DealLayout, number][] = [
    [{ ...HOLDEM, hole: 6 }, 7],
    [{ ...HOLDEM, hole: 4, boards: 2 }, 10],
    [{ ...HOLDEM, spec: 3 }, 15],
    [STUD, 8],
    [TRIPLE, 10],
    [DRAWMAHA, 9],
  ];
  for (const [layout, most] of limits) {
    expect([layout, codeOf(layout, most), codeOf(layout, most + 1)]).toEqual([layout, 'OK', 'TOO_MANY_CARDS']);
  }
});

test('[DEAL-4] cards that no seat and no board waits for are refused', () => {
  const refused = (layout: DealLayout, ...steps: DealStep[]) => positions(layout, seatsOf(2), ...steps);
  expect(refused(HOLDEM, hole(0, 3))).toBe('HOLE_CARDS');
  expect(refused(HOLDEM, hole(0, 2), hole(0, 1))).toBe('HOLE_CARDS');
  expect(refused(HOLDEM, hole(4, 2))).toBe('HOLE_CARDS');
  expect(refused(HOLDEM, hole(0, 0))).toBe('HOLE_CARDS');
  expect(refused(HOLDEM, board(0, 3), board(0, 3))).toBe('HOLE_CARDS');
  expect(refused(HOLDEM, board(1, 3))).toBe('HOLE_CARDS');
  expect(refused(HOLDEM, hole(0, 2), fold(0), discard(0, 1))).toBe('HOLE_CARDS');
  expect(refused(BADUGI, hole(0, 4), hole(0, 1))).toBe('HOLE_CARDS');
  expect(refused(BADUGI, hole(0, 4), discard(0, 5))).toBe('DISCARD');
  expect(refused(STUD, hole(0, 7), hole(0, 1))).toBe('HOLE_CARDS');
});

test('[DEAL-10] a layout has one spelling and no other field', () => {
  for (const layout of [HOLDEM, { ...HOLDEM, spec: 3, boards: 2 }, STUD, TRIPLE, DRAWMAHA]) {
    expect(parseDealLayout(JSON.parse(JSON.stringify(layout)))).toEqual(layout);
  }
  const others = [
    ...[null, 'board', {}, { ...HOLDEM, spec: 2 }, { ...HOLDEM, spec: 4 }, { ...HOLDEM, hole: 7 }, { ...HOLDEM, boards: 3 }],
    ...[{ ...HOLDEM, note: 1 }, { ...HOLDEM, board: 0 }, { ...STUD, hole: 7 }, { ...STUD, spec: 2 }, { game: 'stud' }],
    ...[
      { ...TRIPLE, spec: 1 },
      { ...TRIPLE, board: 3 },
      { ...TRIPLE, boards: 1 },
      { ...TRIPLE, hole: 0 },
      { game: 'royal', spec: 1 },
    ],
  ];
  for (const other of others) expect([other, parseDealLayout(other)]).toEqual([other, null]);
});
