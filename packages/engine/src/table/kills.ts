/**
 * Kill pots: whoever has won twice running, or scooped, posts a bigger blind, and the hand is played for bigger bets.
 *
 * @see rules/TABLE.md TABLE-28 to TABLE-31.
 */
import { assert } from '@aboveboard/kit';
import type { HandResult } from '../poker/hand.ts';
import type { Stakes } from '../poker/setup.ts';
import { type Chips, chips, type PlayerId, type SeatIndex } from '../units.ts';
import type { TableEvent } from './event.ts';
import type { KillOption } from './options.ts';
import type { HandInPlay, Table } from './state.ts';
import { gameAt } from './turns.ts';

/** The hand with the kill blind of the first seat dealt in that owes one; at fixed limit only. */
export function withKill(table: Table, hand: HandInPlay): HandInPlay {
  const { kill } = table.rules.tableOptions;
  const { game, stakes } = gameAt(table.rules, hand.turn.game);
  const killer = hand.seats.find(({ seat }) => table.seats[seat]?.owesKill);
  if (kill === null || killer === undefined || game.limit !== 'fixed-limit' || game.forced !== 'blinds') return hand;
  const { seat } = killer;
  return {
    ...hand,
    extraBlinds: [{ seat, amount: killed(stakes.bigBlind, kill), what: 'kill' }],
    seats: hand.seats.map((one) => (one === killer ? { ...one, owesLive: chips(0) } : one)),
  };
}

/** What a killed hand is played for: bigger bets over the same blinds. */
export function killedStakes(stakes: Stakes, kill: KillOption): Stakes {
  return { ...stakes, smallBet: killed(stakes.smallBet, kill), bigBet: killed(stakes.bigBet, kill) };
}

/** An amount in a killed hand. Stakes that half a kill does not go into evenly are no stakes for it. */
function killed(amount: Chips, { size }: KillOption): Chips {
  return chips(size === 'full' ? 2 * amount : (3 * amount) / 2);
}

/** Who posted a kill in a hand, `null` in one that was not killed. */
export function killerOf({ extraBlinds }: HandInPlay): SeatIndex | null {
  return extraBlinds.find(({ what }) => what === 'kill')?.seat ?? null;
}

/** What a hand's pots mean for the next one; nothing where the table plays without a kill or does not know who won. */
export function legsAfter(table: Table, pots: HandResult['pots'] | undefined): TableEvent[] {
  const { kill } = table.rules.tableOptions;
  const { hand } = table;
  if (kill === null || pots === undefined) return [];
  assert(hand, 'no hand whose pots were won');
  const total = pots.reduce((sum, { amount }) => sum + amount, 0);
  const winners = [...new Set(pots.flatMap((pot) => pot.winners.map(({ seat }) => seat)))];
  if (winners.length === 0) return []; // a hand whose chips went back
  const counted = kill.trigger === 'scoop' ? scooped(table, hand, winners) : inARow(table, hand, winners);
  const killer = total >= kill.least ? counted.killer : null;
  return [{ kind: 'legs-counted', leg: counted.leg, killer }];
}

interface Legs {
  readonly leg: PlayerId | null;
  readonly killer: SeatIndex | null;
}

/** The whole of a pot that high and low share. */
function scooped({ rules }: Table, hand: HandInPlay, winners: readonly SeatIndex[]): Legs {
  const [winner] = winners;
  const isShared = gameAt(rules, hand.turn.game).game.wins.length > 1;
  return { leg: null, killer: isShared && winners.length === 1 && winner !== undefined ? winner : null };
}

/** Two pots running; a leg, or the kill, stays with who only splits the pot. */
function inARow({ seats, leg }: Table, hand: HandInPlay, winners: readonly SeatIndex[]): Legs {
  const [winner] = winners;
  const killer = killerOf(hand);
  const holder = seats.findIndex((at) => at !== null && at.player === leg) as SeatIndex;
  if (winners.length > 1 || winner === undefined) {
    return { leg: winners.includes(holder) ? leg : null, killer: killer !== null && winners.includes(killer) ? killer : null };
  }
  return { leg: seats[winner]?.player ?? null, killer: winner === holder ? winner : null };
}
