/** The maps as rules/DEAL.md has them, against the ones that hands are dealt by. */
import { readFileSync } from 'node:fs';
import { GAMES, gameOf } from '@aboveboard/engine';
import { type DealMap, type DealStep, followDeal, openDealMap } from '@aboveboard/fairness';
import { expect, test } from 'vitest';
import { layoutOf } from './layout-of.ts';

const page = readFileSync(new URL('../../../../rules/DEAL.md', import.meta.url), 'utf8');
const SEATS = [0, 1, 2, 3, 4, 5];

interface Row {
  readonly codes: readonly string[];
  readonly cells: readonly string[];
}

/** The table's rows: codes, spec, the first seat's own cards, the board, where draws begin. */
function rows(): Row[] {
  const lines = page.split('\n').filter((line) => /^\| [^|]+ \| `/.test(line));
  return lines.map((line) => {
    const [, codes = '', ...cells] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { codes: codes.replaceAll('`', '').split(' '), cells };
  });
}

/** From which positions a hand of six is dealt, in the words of the table. */
function mapped(code: string): string[] {
  const layout = layoutOf(gameOf(code) ?? expect.fail(code));
  const opened = layout && openDealMap(layout, SEATS);
  if (!opened?.ok) return expect.fail(code);
  const { game, spec } = opened.value.layout;
  const own = positions(opened.value, { kind: 'hole', seat: 0, count: ownCards(opened.value) });
  const boards = opened.value.boards.map((_, board) => positions(opened.value, { kind: 'board', board, count: 5 }));
  const isBoard = boards.some((board) => board.length > 0);
  const board = boards.map(([from, ...others]) => `${from}–${others.at(-1)}`).join(' and ');
  return [`${spec}`, own.join(' '), isBoard ? board : 'none', game === 'draw' ? `${opened.value.nextDraw}` : 'none'];
}

function ownCards({ layout }: DealMap): number {
  return layout.game === 'stud' ? 7 : layout.hole;
}

function positions(map: DealMap, step: DealStep): readonly number[] {
  const dealt = followDeal(map, step);
  return dealt.ok ? dealt.value.positions : [];
}

test('[DEAL-15] the maps of the rules are those that hands are dealt by', () => {
  for (const { codes, cells } of rows()) for (const code of codes) expect([code, ...mapped(code)]).toEqual([code, ...cells]);
});

test('[DEAL-15] every offered game has one map', () => {
  const offered = GAMES.filter((game) => layoutOf(game) !== null).map(({ code }) => code);
  expect(
    rows()
      .flatMap(({ codes }) => codes)
      .toSorted(),
  ).toEqual(offered.toSorted());
});
