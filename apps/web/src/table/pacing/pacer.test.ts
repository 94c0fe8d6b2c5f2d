import type { TableHappening } from '@aboveboard/client';
import type { Scheduler } from '@aboveboard/kit';
import type { TableEvent } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { tableView } from '../../dev/table-fixture.ts';
import { createPacer, GIVEN_UP_MS, MOST_BEHIND_MS, type MotionSpeed } from './pacer.ts';

const board = (card: number): TableEvent => ({ kind: 'board-dealt', board: 0, cards: [card], openings: [] });
const turnOf = (seat: number): TableEvent => ({
  kind: 'turn', turnId: 1, seat, street: 'flop', legal: { canFold: true, canCheck: true }, pot: 0, deadlineMs: 0, timeBankMs: 0,
}); // biome-ignore format: one line is enough

function stage(speed: MotionSpeed = 'normal') {
  const shown: [number, string][] = [];
  const due: { at: number; task: () => void }[] = [];
  let now = 0;
  const scheduler: Scheduler = {
    after(delayMs, task) {
      const entry = { at: now + delayMs, task };
      due.push(entry);
      return { cancel: () => void due.splice(due.indexOf(entry), 1) };
    },
  };
  const pacer = createPacer({ scheduler, speed: () => speed, show: (_view, event) => shown.push([now, event?.kind ?? '-']) });
  const push = (event: TableEvent, isCatchUp = false) => {
    const happening: TableHappening = { event, view: tableView({ seats: 6, own: 0 }), atMs: 0, isCatchUp };
    pacer.push(happening);
  };
  const run = (untilMs: number) => {
    for (;;) {
      due.sort((a, b) => a.at - b.at);
      const first = due[0];
      if (!first || first.at > untilMs) break;
      due.shift();
      now = first.at;
      first.task();
    }
    now = untilMs;
  };
  return { push, run, shown };
}

test('streets of a run-out come one after the other', () => {
  const { push, run, shown } = stage();
  for (const card of [1, 2, 3]) push(board(card));
  expect(shown).toHaveLength(1);
  run(600);
  expect(shown).toHaveLength(2);
  run(1200);
  expect(shown).toHaveLength(3);
});

test('the own turn is shown at once, whatever was waiting', () => {
  const { push, run, shown } = stage();
  for (const card of [1, 2, 3]) push(board(card));
  push(turnOf(0));
  expect(shown.at(-1)).toEqual([0, 'turn']);
  run(5_000);
  expect(shown.at(-1)).toEqual([0, 'turn']);
});

test('a long backlog is caught up in bounded time', () => {
  const { push, run, shown } = stage();
  for (let i = 0; i < 12; i++) push(board(i));
  run(2 * MOST_BEHIND_MS);
  expect(shown).toHaveLength(12);
});

test('a backlog too long to be watched is given up: what is now is shown', () => {
  const { push, run, shown } = stage();
  for (let i = 0; i < 200; i++) push(board(i % 52));
  push(turnOf(3));
  run(GIVEN_UP_MS);
  expect(shown.length).toBeLessThan(200);
  expect(shown.at(-1)?.[1]).toBe('turn');
});

test('what was missed while away, or with motion off, is not played out', () => {
  const away = stage();
  for (const card of [1, 2, 3]) away.push(board(card), true);
  expect(away.shown).toHaveLength(3);
  const off = stage('off');
  for (const card of [1, 2, 3]) off.push(board(card));
  expect(off.shown).toHaveLength(3);
});
