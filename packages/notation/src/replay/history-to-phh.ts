/**
 * From a hand's events to its record: what a room has played, written in the notation. Played again, it ends the same.
 */
import { evolveHand, type Hand, type HandEvent, handResult, initialHand, type SeatIndex } from '@aboveboard/engine';
import { assert, unreachable } from '@aboveboard/kit';
import type { PhhAction } from '../phh/action.ts';
import type { PhhDetails, PhhValue } from '../phh/details.ts';
import type { PhhRecord } from '../phh/record.ts';
import { RUN_OUT, runsRemark } from './remarks.ts';
import { forcedBets, ownFields } from './setup-to-phh.ts';

export interface HistorySettings {
  /** Whatever else is known: names, table, time. Stacks, winnings and seats come from the events. */
  readonly details?: PhhDetails;
  /** More user-defined fields, beginning with an underscore. */
  readonly own?: Readonly<Record<string, PhhValue>>;
  /** Digits after the point: the events count in units of 10^-decimals of the record's amounts. Default 0. */
  readonly decimals?: number;
}

/**
 * The record of a hand that has ended, from all of its events. p1 is the first seat left of the button.
 *
 * What the notation has no word for goes into user-defined fields and remarks, which `playRecord` understands: the rake, the house's
 * options, several boards.
 *
 * @see rules/PHH.md PHH-6
 */
export function historyToPhh(events: readonly HandEvent[], settings: HistorySettings = {}): PhhRecord {
  const { details = {}, own = {}, decimals = 0 } = settings;
  const { hand, actions } = told(events, decimals);
  const result = handResult(hand);
  assert(result, 'the record of a hand that has not ended');
  const { setup } = hand;
  const amount = (units: number): number => units / 10 ** decimals;
  const seats = hand.seats.map(({ seat }) => seat);
  const stacks = new Map(setup.seats.map(({ seat, stack }) => [seat, stack]));
  const isLimit = setup.game.limit === 'fixed-limit' || setup.game.limit === 'spread-limit';
  const { smallBet, bigBet, bringIn } = setup.stakes;
  const forced = forcedBets(setup, seats);
  return {
    variant: setup.game.code,
    // Where all antes are everybody's a short one makes a layer; what one pays for the table is dead.
    isAnteTrimmed: forced.antes.every((ante) => ante === setup.stakes.ante),
    antes: forced.antes.map(amount),
    blindsOrStraddles: forced.blinds?.map(amount) ?? null,
    bringIn: setup.game.forced === 'bring-in' ? amount(bringIn) : null,
    ...(isLimit
      ? { smallBet: amount(smallBet), bigBet: amount(bigBet), minBet: null }
      : { smallBet: null, bigBet: null, minBet: amount(smallBet) }),
    startingStacks: seats.map((seat) => amount(stacks.get(seat) ?? 0)),
    actions,
    details: {
      ...details,
      seats: details.seats ?? seats.map((seat) => seat + 1),
      finishing_stacks: hand.seats.map(({ stack }) => amount(stack)),
      winnings: seats.map((seat) => amount(won(hand, seat))),
    },
    own: { ...ownFields(setup, seats, forced, result.rake, amount), ...own },
  };
}

/** The hand at its end, and every line that was not the rules' own doing. */
function told(events: readonly HandEvent[], decimals: number): { hand: Hand; actions: PhhAction[] } {
  let hand = initialHand;
  const actions: PhhAction[] = [];
  for (const event of events) {
    const action = lineOf(hand, event, decimals);
    if (action) actions.push(action);
    hand = evolveHand(hand, event);
  }
  return { hand, actions };
}

function lineOf(hand: Hand, event: HandEvent, decimals: number): PhhAction | null {
  const player = 'seat' in event ? hand.seats.findIndex(({ seat }) => seat === event.seat) + 1 : 0;
  const remark = 'timedOut' in event && event.timedOut ? { comment: 'timed out' } : {};
  switch (event.kind) {
    case 'hole-dealt':
      return { kind: 'deal-hole', player, cards: event.cards };
    case 'board-dealt':
      return {
        kind: 'deal-board',
        cards: event.cards,
        ...(hand.boards.length > 1 ? { comment: `board ${event.board + 1}` } : {}),
      };
    case 'discarded':
      return { kind: 'discard', player, cards: event.cards, ...remark };
    case 'folded': // an absent seat that the house folds has no turn: the replay folds it by itself
      return hand.toAct === event.seat ? { kind: 'fold', player, ...remark } : null;
    case 'checked':
      return { kind: 'check-or-call', player, ...remark };
    case 'called':
      return { kind: 'check-or-call', player };
    case 'raised':
      return { kind: 'bet-or-raise', player, amount: event.to / 10 ** decimals };
    case 'shown':
      return { kind: 'show', player, cards: event.cards };
    case 'mucked':
      return { kind: 'muck', player };
    case 'posted':
      return event.what === 'bring-in' ? { kind: 'bring-in', player } : null;
    case 'runs-agreed':
      return { kind: 'no-op', comment: runsRemark(event.times) };
    case 'run-out-ordered':
      return { kind: 'no-op', comment: RUN_OUT };
    case 'hand-started':
    case 'uncalled-returned':
    case 'pots-gathered':
    case 'rake-taken':
    case 'pot-awarded':
    case 'hand-ended':
      return null;
    default:
      return unreachable(event);
  }
}

function won({ awards }: Hand, seat: SeatIndex): number {
  return awards.reduce(
    (sum, { winners }) => sum + winners.reduce((one, share) => one + (share.seat === seat ? share.amount : 0), 0),
    0,
  );
}
