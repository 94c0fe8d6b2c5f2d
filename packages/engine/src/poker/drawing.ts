/**
 * Drawing and discarding, as commands. The cards that come for those given up are dealt next (`dealing.ts`).
 *
 * @see rules/DRAW.md
 */
import { err, ok, type Result } from '@aboveboard/kit';
import type { SeatIndex } from '../units.ts';
import type { HandEvent, HoleCard } from './event.ts';
import { streetOf } from './flow.ts';
import type { Hand, HandSeat } from './hand.ts';
import type { HandRefusal } from './refusal.ts';
import { seatAt } from './seats.ts';

type Decision = Result<HandEvent[], HandRefusal>;

/** How many cards the seat that has the turn gives up: from `least` to `most`; `null` when no draw is due. */
export function legalDraw(hand: Hand): { readonly seat: SeatIndex; readonly least: number; readonly most: number } | null {
  if (hand.phase !== 'drawing' || hand.toAct === null) return null;
  const { draw, discard = 0 } = streetOf(hand);
  const most = draw === undefined ? discard : Math.min(draw, seatAt(hand, hand.toAct).hole.length);
  return { seat: hand.toAct, least: draw === undefined ? discard : 0, most };
}

/**
 * Gives up cards.
 *
 * @param cards all held by the seat; `null` stands for one of its cards that nobody recorded.
 * @returns `discarded`, or NOT_POSSIBLE_NOW, NOT_YOUR_TURN, WRONG_DISCARD_COUNT, NOT_YOUR_CARDS.
 */
export function decideDiscard(hand: Hand, seat: SeatIndex, cards: readonly HoleCard[]): Decision {
  const legal = legalDraw(hand);
  if (legal === null) return err({ code: 'NOT_POSSIBLE_NOW' });
  if (legal.seat !== seat) return err({ code: 'NOT_YOUR_TURN' });
  const { least, most } = legal;
  if (cards.length < least || cards.length > most) return err({ code: 'WRONG_DISCARD_COUNT', least, most });
  const given = matched(seatAt(hand, seat), cards);
  return given === null ? err({ code: 'NOT_YOUR_CARDS' }) : ok([{ kind: 'discarded', seat, cards, timedOut: false }]);
}

/** The seat's time is over: it stands pat, or gives up its lowest cards where it must (TIME-5). */
export function discardInTime(hand: Hand, seat: SeatIndex): HandEvent[] {
  const least = legalDraw(hand)?.least ?? 0;
  const lowestFirst = [...seatAt(hand, seat).hole].sort((a, b) => (a ?? -1) - (b ?? -1));
  return [{ kind: 'discarded', seat, cards: lowestFirst.slice(0, least), timedOut: true }];
}

/** What is left of a seat's cards without those given up; `null` when one of them is not there. */
export function matched({ hole }: HandSeat, cards: readonly HoleCard[]): HoleCard[] | null {
  const left = [...hole];
  for (const card of cards) {
    const known = left.indexOf(card);
    const at = known >= 0 ? known : left.indexOf(null); // a card that nobody recorded may be the one named now
    if (at < 0) return null;
    left.splice(at, 1);
  }
  return left;
}
