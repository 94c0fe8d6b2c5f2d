/**
 * What players have come to in each period: sums of whole numbers, so that hands may come in any order and from any table.
 *
 * @see rules/RANK.md RANK-1 to RANK-3, RANK-8, RANK-9.
 */
import { handFrom, handResult, type PlayerId } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import { bigBlindOf, inMilliBlinds } from '../stats/big-blind.ts';
import { type EndedHand, setupOfHand } from '../stats/ended-hand.ts';
import { type Lines, sumLines } from '../stats/sum-lines.ts';
import { isKept, type Period, periodsOf } from './periods.ts';

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

/** What a person dealt in won or lost; bots are left out. */
export interface NetResult {
  readonly player: PlayerId;
  readonly delta: number;
}

export function netResults({ events, players }: EndedHand): NetResult[] {
  const result = handResult(handFrom(events));
  assert(result, 'a hand that has not ended has no standing');
  return result.seats.flatMap(({ seat, delta }) => {
    const at = players.find((one) => one.seat === seat);
    assert(at, `nobody is known to sit in seat ${seat}`);
    return at.isBot ? [] : [{ player: at.player, delta }];
  });
}

/** What one hand adds: for each person a tally in each period that its end is in. */
export function talliesOf(hand: EndedHand): Tally[] {
  const bigBlind = bigBlindOf(setupOfHand(hand).stakes);
  const playedMs = Math.max(0, hand.endedAtMs - hand.startedAtMs);
  const periods = periodsOf(hand.endedAtMs);
  return netResults(hand).flatMap(({ player, delta }) => {
    const own = { player, hands: 1, net: delta, netMilliBlinds: inMilliBlinds(delta, bigBlind), playedMs };
    return periods.map((period) => ({ period, ...own }));
  });
}

export function addTallies(tallies: Tallies, more: Iterable<Tally>): Tallies {
  return sumLines(tallies, more, ({ period, player }) => JSON.stringify([period, player]), bothOf);
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

/** The tallies of periods that are kept at `nowMs`: dropping early, late or twice comes to the same. */
export function keptTallies(tallies: Tallies, nowMs: number): Tallies {
  return Object.fromEntries(Object.entries(tallies).filter(([, { period }]) => isKept(period, nowMs)));
}
