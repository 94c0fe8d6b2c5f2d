/**
 * How far a bet or raise may go: no limit, the pot, the street's fixed bet, or a spread.
 *
 * @see rules/BET.md BET-3 to BET-10, rules/LIMIT.md.
 */
import type { Card } from '../cards/card.ts';
import { type Chips, chips } from '../units.ts';
import { isOnlyBringIn, streetOf } from './flow.ts';
import { facesOf } from './game.ts';
import type { Hand, HandSeat, RaiseBounds } from './hand.ts';
import { potTotal } from './pots.ts';
import { isLoneBettor, missing } from './turn.ts';

const ONE_CHIP = chips(1);

/** Bounds of a bet or raise, as the seat's whole bet of the street; `null` when it may not. */
export function raiseBounds(hand: Hand, seat: HandSeat): RaiseBounds | null {
  const allIn = (seat.bet + seat.stack) as Chips;
  if (allIn <= hand.betToMatch || !isOpenTo(hand, seat) || isCapped(hand) || isLoneBettor(hand.seats, seat)) return null;
  const isBet = hand.betToMatch === 0;
  const least = leastRaise(hand);
  if (hand.setup.game.limit === 'fixed-limit' && mayBetBig(hand)) {
    const most = (least + hand.setup.stakes.bigBet - hand.fullRaise) as Chips;
    const isShort = allIn < most;
    const step = isShort ? ONE_CHIP : ((most - least) as Chips);
    return { smallest: min(least, allIn), largest: isShort ? min(least, allIn) : most, step, isBet };
  }
  const largest = min(mostRaise(hand, seat, least), allIn);
  return { smallest: min(least, largest), largest, step: ONE_CHIP, isBet };
}

function min(a: Chips, b: Chips): Chips {
  return a < b ? a : b;
}

/** A seat that has acted may raise again once it faces a full raise more; at fixed limit half a bet is enough. */
function isOpenTo(hand: Hand, { facedAt }: HandSeat): boolean {
  if (facedAt === null) return true;
  const grown = hand.betToMatch - facedAt;
  return hand.setup.game.limit === 'fixed-limit' ? 2 * grown >= hand.fullRaise : grown >= hand.fullRaise;
}

/** At fixed limit a bet and so many raises are made, and more than two were in when the street began (LIMIT-4, LIMIT-5). */
export function isCapped({ setup, raises, liveAtStart }: Hand): boolean {
  const { game, options } = setup;
  if (game.limit !== 'fixed-limit') return false;
  if (game.raises !== undefined) return raises > game.raises;
  return options.raiseCap !== null && raises > options.raiseCap && liveAtStart > 2;
}

/** The whole bet that the smallest full raise comes to, the stack left out of account. */
function leastRaise(hand: Hand): Chips {
  const { betToMatch, fullRaise, setup } = hand;
  if (setup.game.limit === 'fixed-limit') return nextFixedBet(hand);
  if (isOnlyBringIn(hand)) return (betToMatch < fullRaise ? fullRaise : betToMatch + fullRaise) as Chips;
  return (betToMatch + fullRaise) as Chips;
}

/** The next multiple of the bet; above an all-in of half a bet or more the house may ask for a whole bet on top (LIMIT-3). */
function nextFixedBet({ betToMatch, fullRaise, setup }: Hand): Chips {
  const odd = betToMatch % fullRaise;
  const isHalf = 2 * odd >= fullRaise;
  if (odd === 0 || (isHalf && setup.options.afterHalfBet === 'bet-more')) return (betToMatch + fullRaise) as Chips;
  return (betToMatch - odd + fullRaise) as Chips;
}

/** The whole bet that the largest raise comes to, the stack left out of account. */
function mostRaise(hand: Hand, seat: HandSeat, least: Chips): Chips {
  switch (hand.setup.game.limit) {
    case 'no-limit':
      return (seat.bet + seat.stack) as Chips;
    case 'pot-limit': // the call first, then as much as lies in the middle with it; never less than the smallest bet
      return Math.max(least, hand.betToMatch + potTotal(hand) + blindsLacking(hand) + missing(hand, seat)) as Chips;
    case 'spread-limit':
      return (hand.betToMatch + hand.setup.stakes.bigBet) as Chips;
    case 'fixed-limit':
      return least;
  }
}

/** Before the flop a pot is reckoned with whole blinds, also where one is dead or short (LIMIT-8). A short blind is all-in. */
function blindsLacking({ setup, seats, street }: Hand): number {
  if (street > 0 || setup.game.forced !== 'blinds') return 0;
  const { smallBlind, bigBlind, stakes } = setup;
  let lacking: number = smallBlind === null ? stakes.smallBlind : 0;
  for (const { seat, stack, bet } of seats) {
    const due = seat === bigBlind ? stakes.bigBlind : seat === smallBlind ? stakes.smallBlind : 0;
    if (stack === 0 && bet < due) lacking += due - bet;
  }
  return lacking;
}

/** The first bet of fourth street, a pair showing, where the house allows the big bet then (STUD-5). */
function mayBetBig(hand: Hand): boolean {
  const { options, game } = hand.setup;
  if (!options.openPairBigBet || hand.betToMatch !== 0 || streetOf(hand).name !== 'fourth-street') return false;
  const faces = facesOf(game);
  return hand.seats.some((seat) => !seat.isFolded && hasOpenPair(seat, faces));
}

function hasOpenPair({ hole }: HandSeat, faces: string): boolean {
  const ranks = hole.filter((card, i): card is Card => card !== null && faces[i] === 'u').map((card) => card >> 2);
  return new Set(ranks).size < ranks.length;
}
