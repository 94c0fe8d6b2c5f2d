/**
 * Straddles: blinds by choice, before the cards.
 *
 * @see rules/TABLE.md TABLE-25 to TABLE-27.
 */
import type { ExtraBlind } from '../poker/setup.ts';
import { chips } from '../units.ts';
import type { StraddleOption } from './options.ts';
import { isBetween } from './places.ts';
import type { HandInPlay, SeatInHand, Table } from './state.ts';
import { gameAt } from './turns.ts';

/** The hand with the straddles that its seats wish for, as far as they may. */
export function withStraddles(table: Table, hand: HandInPlay): HandInPlay {
  const { straddles, isTournament } = table.rules.tableOptions;
  const { game } = gameAt(table.rules, hand.turn.game);
  const isLimit = game.limit === 'fixed-limit' || game.limit === 'spread-limit';
  if (straddles === null || isTournament || isLimit || game.forced !== 'blinds' || hand.seats.length < 3) return hand;
  return { ...hand, extraBlinds: straddlesIn(table, hand, straddles) };
}

/** From left of the big blind, each next seat on the one before; then the button, if it has not straddled yet. */
function straddlesIn(table: Table, hand: HandInPlay, { utg, button, most }: StraddleOption): ExtraBlind[] {
  const { bigBlind } = gameAt(table.rules, hand.turn.game).stakes;
  const line = seatsAfterBlinds(hand);
  const found: ExtraBlind[] = [];
  const add = (one: SeatInHand): boolean => {
    const amount = chips(bigBlind * 2 ** (found.length + 1));
    if (found.length === most || !maySpend(table, one, amount)) return false;
    found.push({ seat: one.seat, amount, what: 'straddle' });
    return true;
  };
  if (utg) line.every(add);
  const last = line.at(-1);
  const isFree = last?.seat === hand.positions.button && !found.some(({ seat }) => seat === last.seat);
  if (button && last && isFree) add(last);
  return found;
}

/** In the order they act. */
function seatsAfterBlinds({ seats, positions, bigBlind, smallBlind }: HandInPlay): SeatInHand[] {
  const from = bigBlind ?? positions.button;
  const rest = seats.filter(({ seat }) => seat !== bigBlind && seat !== smallBlind);
  return rest.filter(({ seat }) => seat === positions.button || isBetween(from, seat, positions.button));
}

/** A straddle is whole, and not on top of a blind that is made up for. */
function maySpend({ seats }: Table, { seat, owesLive, owesDead }: SeatInHand, amount: number): boolean {
  const at = seats[seat];
  return at?.straddles === true && at.stack > amount && owesLive === 0 && owesDead === 0;
}
