/**
 * What players ask for while a hand is played, should it come to that: to show at the end, to run the board several times. Wishes live in
 * memory, for one hand, and nobody else hears of them.
 */
import type { Hand } from '@aboveboard/engine';
import type { TableCommand } from '@aboveboard/protocol';
import type { Playing } from './hand-at-table.ts';

export type WishCommand = Extract<TableCommand, { kind: 'show-cards' | 'run-it' }>;

export interface Wishes {
  /** Turns its cards up at the end. */
  shows(seat: number): boolean;
  /** How often the rest of the board is dealt, now that no more betting is possible: 1, or what all live seats agree on. */
  runs(hand: Hand): number;
}

export const NO_WISHES: Wishes = { shows: () => false, runs: () => 1 };

export function noteWish({ showing, runs }: Playing, seat: number, wish: WishCommand): void {
  if (wish.kind === 'run-it') runs.set(seat, wish.times);
  else if (wish.isOn) showing.add(seat);
  else showing.delete(seat);
}

export function wishesOf({ showing, runs }: Playing): Wishes {
  return { shows: (seat) => showing.has(seat), runs: (hand) => agreedRuns(hand, runs) };
}

/** What every live seat wishes alike; else once. */
function agreedRuns({ seats }: Hand, runs: ReadonlyMap<number, number>): number {
  const wished = new Set(seats.filter(({ isFolded }) => !isFolded).map(({ seat }) => runs.get(seat) ?? 1));
  const [times] = wished;
  return wished.size === 1 && times !== undefined ? times : 1;
}
