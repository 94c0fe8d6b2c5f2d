/**
 * What players have come to in each period: sums of whole numbers, so that hands may come in any order and from any table.
 *
 * @see rules/RANK.md RANK-1 to RANK-3, RANK-8 to RANK-10.
 */
import type { PlayerId } from '@aboveboard/engine';
import { inMilliBlinds } from '../stats/big-blind.ts';
import { type Lines, sumLines } from '../stats/sum-lines.ts';
import { type Period, periodsOf } from './periods.ts';
import { peopleIn, type SettledHand } from './settled-hand.ts';

export interface Tally {
  readonly period: Period;
  readonly player: PlayerId;
  readonly hands: number;
  /** Chips. */
  readonly net: number;
  /** Thousandths of the big blind, as STAT-10 rounds them. */
  readonly netMilliBlinds: number;
  /** From the beginning of each hand to its end. */
  readonly playedMs: number;
}

export type Tallies = Lines<Tally>;

/** What one hand adds: for each person a tally in each period that its end is in and that is kept. */
export function talliesOf(hand: SettledHand, isKept: (period: Period) => boolean): Tally[] {
  const playedMs = Math.max(0, hand.endedAtMs - hand.startedAtMs);
  const periods = periodsOf(hand.endedAtMs).filter(isKept);
  return peopleIn(hand).flatMap(({ player, delta }) => {
    const own = { player, hands: 1, net: delta, netMilliBlinds: inMilliBlinds(delta, hand.bigBlind), playedMs };
    return periods.map((period) => ({ period, ...own }));
  });
}

export function addTallies(tallies: Tallies, more: Iterable<Tally>): Tallies {
  return sumLines(tallies, more, ({ period, player }) => `${period} ${player}`, bothOf);
}

function bothOf(a: Tally, b: Tally): Tally {
  return {
    period: a.period,
    player: a.player,
    hands: a.hands + b.hands,
    net: a.net + b.net,
    netMilliBlinds: a.netMilliBlinds + b.netMilliBlinds,
    playedMs: a.playedMs + b.playedMs,
  };
}
