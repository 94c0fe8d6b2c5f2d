/**
 * The statistics of players: for each, lines of counts by game, stakes and position.
 *
 * Adding a hand and merging are sums of whole numbers, so hands may come in any order and from any table. All three parts of a line's key are
 * from closed lists, so a player has no more lines than these allow, however long they play (STAT-12).
 */
import type { PlayerId, SeatIndex } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import { bigBlindOf, stakesBand } from './big-blind.ts';
import { countHand } from './count-hand.ts';
import { addCounts, type Counts, NO_COUNTS } from './counts.ts';
import { type EndedHand, setupOfHand } from './ended-hand.ts';
import { type Position, positionOf } from './position.ts';
import { type Lines, sumLines } from './sum-lines.ts';

export interface StatsLine {
  readonly player: PlayerId;
  /** The catalogue's code; a bomb pot is a game of its own. */
  readonly game: string;
  /** @see stakesBand */
  readonly band: number;
  readonly position: Position;
  readonly counts: Counts;
}

/** Lines by `keyOf`; plain data. */
export type PlayerStats = Lines<StatsLine>;

function keyOf({ player, game, band, position }: StatsLine): string {
  return JSON.stringify([player, game, band, position]);
}

/** What one hand adds: a line for everybody dealt in. */
export function linesOf(hand: EndedHand): StatsLine[] {
  const setup = setupOfHand(hand);
  const counts = countHand(hand.events);
  const playerIn = new Map<SeatIndex, PlayerId>(hand.players.map(({ seat, player }) => [seat, player]));
  return [...counts].map(([seat, own]) => {
    const player = playerIn.get(seat);
    assert(player !== undefined, `nobody is known to sit in seat ${seat}`);
    const band = stakesBand(bigBlindOf(setup.stakes));
    return { player, game: setup.game.code, band, position: positionOf(setup, seat), counts: own };
  });
}

/** The statistics with these lines added. */
export function addLines(stats: PlayerStats, lines: Iterable<StatsLine>): PlayerStats {
  return sumLines(stats, lines, keyOf, (a, b) => ({ ...a, counts: addCounts(a.counts, b.counts) }));
}

export function mergeStats(a: PlayerStats, b: PlayerStats): PlayerStats {
  return addLines(a, Object.values(b));
}

/** All counts of the lines that have these values: of a player, of a position, of stakes. */
export function countsWhere(stats: PlayerStats, wanted: Partial<Omit<StatsLine, 'counts'>>): Counts {
  const fields = Object.entries(wanted);
  return Object.values(stats)
    .filter((line) => fields.every(([field, value]) => line[field as keyof StatsLine] === value))
    .reduce((sum, { counts }) => addCounts(sum, counts), NO_COUNTS);
}
