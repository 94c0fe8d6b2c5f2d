/** Who won what, as it is shown: one line for each board, way to win and set of winners, all pots together. */
import type { TableView } from '@aboveboard/client';
import type { RankedHand, WireWinRule } from '@aboveboard/protocol';

const SIDES = ['high', 'badugi', 'low'] as const;
export type Side = (typeof SIDES)[number];
export type OutcomeLine = {
  /** Counts from 0; null where there is one board at most. */
  readonly board: number | null;
  /** Null for a pot that was not divided by ways to win, and in games with one of them. */
  readonly side: Side | null;
  readonly winners: readonly { readonly seat: number; readonly amount: number }[];
  /** What the first winner made of it; empty when no hand was shown. */
  readonly ranks: readonly RankedHand[];
};

/** How people call a way to win beside another one. */
export function sideOf({ type }: WireWinRule): Side {
  if (type.startsWith('badugi')) return 'badugi';
  return type.startsWith('low') ? 'low' : 'high';
}

/** More than fits under the boards on a phone's felt: there it goes where the actions were. */
export function isMuch(lines: readonly OutcomeLine[], { boards }: Pick<TableView, 'boards'>): boolean {
  return lines.length > 2 || (lines.length > 1 && boards.length > 2);
}

/** The high before the low, as it is read out. */
function placeOf(win: WireWinRule | null): number {
  return win ? SIDES.indexOf(sideOf(win)) : 0;
}

export function outcome({
  awards,
  boards,
  seats,
  isSplit,
}: Pick<TableView, 'awards' | 'boards' | 'seats'> & { readonly isSplit: boolean }): OutcomeLine[] {
  const lines = new Map<string, { board: number; win: WireWinRule | null; won: Map<number, number> }>();
  for (const { board, win, winners } of awards) {
    const key = `${board} ${win?.type} ${winners.map(({ seat }) => seat).join()}`;
    const line = lines.get(key) ?? { board, win, won: new Map() };
    for (const { seat, amount } of winners) line.won.set(seat, (line.won.get(seat) ?? 0) + amount);
    lines.set(key, line);
  }
  const ordered = [...lines.values()].sort((a, b) => a.board - b.board || placeOf(a.win) - placeOf(b.win));
  return ordered.map(({ board, win, won }) => {
    const winners = [...won].map(([seat, amount]) => ({ seat, amount }));
    const shown = seats[winners[0]?.seat ?? -1]?.ranks ?? [];
    const ranks = shown.filter((made) => made.board === board && (!win || made.win.type === win.type));
    return { board: boards.length > 1 ? board : null, side: win && isSplit ? sideOf(win) : null, winners, ranks };
  });
}

/** Cards that won, by the side they won: those of the high hand apart from those of the low. */
export function winningCards(view: Pick<TableView, 'awards' | 'seats'>): ReadonlyMap<number, Side> | null {
  const best = new Map<number, Side>();
  for (const { board, win, winners } of [...view.awards].sort((a, b) => placeOf(a.win) - placeOf(b.win))) {
    for (const { seat } of winners) {
      for (const made of view.seats[seat]?.ranks ?? []) {
        if (made.board !== board || (win && made.win.type !== win.type)) continue;
        for (const card of made.rank.best) if (!best.has(card)) best.set(card, sideOf(made.win));
      }
    }
  }
  return best.size > 0 ? best : null;
}
