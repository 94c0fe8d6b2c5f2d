/**
 * From a hand's events to its record: what a room has played, written in the notation. Played again, it ends the same.
 */
import {
  evolveHand,
  type Hand,
  type HandEvent,
  type HandSetup,
  handResult,
  initialHand,
  type SeatIndex,
} from '@aboveboard/engine';
import { assert, unreachable } from '@aboveboard/kit';
import type { PhhAction } from '../phh/action.ts';
import type { PhhDetails, PhhValue } from '../phh/details.ts';
import type { PhhRecord } from '../phh/record.ts';
import { LENIENT_HOUSE } from './house.ts';
import { optionsTable } from './own-fields.ts';
import { RUN_OUT, runsRemark } from './remarks.ts';

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

interface Forced {
  /** In the order the notation has them: heads-up that of the positions. */
  readonly antes: readonly number[];
  readonly blinds: readonly number[] | null;
  /** Index of the big blind in deal order, null without one. */
  readonly bigBlind: number | null;
}

function forcedBets(setup: HandSetup, seats: readonly SeatIndex[]): Forced {
  const { game, stakes, smallBlind, bigBlind, extraBlinds, button } = setup;
  const owes = new Map(setup.seats.map((seat) => [seat.seat, seat]));
  const extra = (seat: SeatIndex): number => extraBlinds.reduce((sum, one) => sum + (one.seat === seat ? one.amount : 0), 0);
  const antes = seats.map((seat) => {
    const table = (seat === bigBlind ? stakes.bigBlindAnte : 0) + (seat === button ? stakes.buttonAnte : 0);
    return stakes.ante + table + (owes.get(seat)?.owesDead ?? 0);
  });
  const blinds = seats.map((seat) => {
    const blind = seat === bigBlind ? stakes.bigBlind : seat === smallBlind ? stakes.smallBlind : 0;
    return blind + (owes.get(seat)?.owesLive ?? 0) + extra(seat);
  });
  const isReversed = seats.length === 2 && game.forced !== 'bring-in';
  return {
    antes: isReversed ? antes.toReversed() : antes,
    blinds: game.forced === 'bring-in' ? null : isReversed ? blinds.toReversed() : blinds,
    bigBlind: bigBlind === null ? null : seats.indexOf(bigBlind),
  };
}

function ownFields(
  setup: HandSetup,
  seats: readonly SeatIndex[],
  { antes, blinds, bigBlind }: Forced,
  taken: number,
  amount: (units: number) => number,
): Record<string, PhhValue> {
  const { stakes, button, extraBlinds, options } = setup;
  const { rake } = stakes;
  const kills = seats.map((seat) =>
    extraBlinds.reduce((sum, one) => sum + (one.seat === seat && one.what === 'kill' ? one.amount : 0), 0),
  );
  const absent = seats.map((seat) => (setup.seats.some((one) => one.seat === seat && one.isAbsent) ? 1 : 0));
  // Beside an ante for the table a missed small blind could not be told from it.
  const missed = seats.map((seat) => setup.seats.find((one) => one.seat === seat)?.owesDead ?? 0);
  const isMixed =
    (setup.bigBlind !== null &&
      seats.some((seat, i) => (missed[i] ?? 0) > 0 && (seat === button || seat === setup.bigBlind))) ||
    (stakes.buttonAnte > 0 && setup.seats.some(({ seat, owesLive }) => seat === button && owesLive > 0));
  const isUneven = antes.some((ante) => ante !== stakes.ante);
  const usual = seats.length === 2 || (blinds?.[0] ?? 0) === 0 || (blinds?.[1] ?? 0) === 0 ? null : 1;
  const isNamed = bigBlind !== null && setup.game.forced === 'blinds' && seats.length > 2 && bigBlind !== usual;
  const isSmallBlindDead = setup.game.forced === 'blinds' && setup.smallBlind === null && stakes.smallBlind > 0;
  const table = optionsTable(options, LENIENT_HOUSE);
  return {
    ...(taken === 0 ? {} : { _rake: amount(taken) }),
    ...(rake.basisPoints === 0
      ? {}
      : { _rake_rule: { basis_points: rake.basisPoints, cap: amount(rake.cap), no_flop_no_drop: rake.noFlopNoDrop } }),
    ...(seats.at(-1) === button ? {} : { _button: button + 1 }),
    ...(isNamed ? { _big_blind: bigBlind + 1 } : {}),
    ...(isSmallBlindDead ? { _small_blind: amount(stakes.smallBlind) } : {}),
    ...(isUneven && stakes.ante > 0 ? { _ante: amount(stakes.ante) } : {}),
    ...(isMixed ? { _missed: missed.map(amount) } : {}),
    ...(kills.some((one) => one > 0) ? { _kills: kills.map(amount) } : {}),
    ...(absent.includes(1) ? { _absent: absent } : {}),
    ...(table === null ? {} : { _options: table }),
  };
}
