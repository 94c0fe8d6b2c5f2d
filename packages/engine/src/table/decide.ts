/**
 * Between hands: deciding. A command is refused or becomes events; whatever moves chips between wallet and seat says so in its event,
 * and the room books it in the same transaction.
 *
 * Nothing here reads a clock, draws a number or awaits.
 */
import { err, ok, type Result, unreachable } from '@aboveboard/kit';
import { type Chips, chips, type PlayerId, type SeatIndex } from '../units.ts';
import { decideChoice } from './choices.ts';
import type { ComeIn, TableCommand } from './command.ts';
import type { TableEvent } from './event.ts';
import { evolveTable } from './evolve.ts';
import { legsAfter } from './kills.ts';
import { decideMove, isAskedFor, movesDue } from './moves.ts';
import { nextHand } from './next-hand.ts';
import type { TableRefusal } from './refusal.ts';
import { freeSeatCount, isInHand, offeredTo, seatOf } from './seats.ts';
import type { Table, TableSeat } from './state.ts';
import { isBlindTable } from './turns.ts';

type Decision = Result<readonly TableEvent[], TableRefusal>;
type CommandOf<Kind extends TableCommand['kind']> = Extract<TableCommand, { kind: Kind }>;

/** What `command` makes happen at `table`, or why not. Never throws for anything a player can send. */
export function decideTable(table: Table, command: TableCommand): Decision {
  switch (command.kind) {
    case 'sit':
      return decideSit(table, command);
    case 'join-wait-list':
      return decideJoinWaitList(table, command.player);
    case 'leave-wait-list':
      if (!table.waiting.includes(command.player)) return err({ code: 'NOT_WAITING' });
      return ok([{ kind: 'wait-list-left', player: command.player }]);
    case 'leave':
      return atSeat(table, command.player, (seat, at) => decideLeave(table, seat, at));
    case 'sit-out':
      return atSeat(table, command.player, (seat, at) =>
        at.status === 'sitting-out' ? err({ code: 'NOT_POSSIBLE_NOW' }) : ok([{ kind: 'sat-out', seat }]),
      );
    case 'sit-in':
      return atSeat(table, command.player, (seat, at) => decideSitIn(table, seat, at, command.post));
    case 'top-up':
      return atSeat(table, command.player, (seat, at) => decideTopUp(table, seat, at, command.amount));
    case 'move-seat':
      return atSeat(table, command.player, (seat) =>
        decideMove(table, seat, { player: command.player, to: command.seat, post: command.post }),
      );
    case 'cancel-move':
      if (!table.moves.some(({ player }) => player === command.player)) return err({ code: 'NOT_POSSIBLE_NOW' });
      return ok([{ kind: 'move-withdrawn', player: command.player }]);
    case 'straddle':
    case 'cancel-straddle':
    case 'vote-bomb-pot':
    case 'cancel-bomb-pot-vote':
      return atSeat(table, command.player, (seat, at) => decideWish(table, seat, at, command.kind));
    case 'choose-game':
      return decideChoice(table, command.player, command.game);
    case 'begin-hand':
      return decideBeginHand(table, command);
    case 'settle-hand':
      return decideEndHand(table, { kind: 'hand-settled', results: command.results }, legsAfter(table, command.pots));
    case 'void-hand':
      return decideEndHand(table, { kind: 'hand-voided' }, []);
    default:
      return unreachable(command);
  }
}

/** @see rules/TABLE.md TABLE-9, TABLE-10, TABLE-14, TABLE-36. */
function decideSit(table: Table, { player, seat, buyIn, post, isMoved = false }: CommandOf<'sit'>): Decision {
  const { seatCount, minBuyIn, maxBuyIn } = table.rules;
  if (!Number.isInteger(seat) || seat < 0 || seat >= seatCount) return err({ code: 'NO_SUCH_SEAT' });
  if (seatOf(table, player) !== null) return err({ code: 'ALREADY_SEATED' });
  if (table.seats[seat] !== null) return err({ code: 'SEAT_TAKEN' });
  const isOffered = isMoved || freeSeatCount(table) > table.waiting.length || offeredTo(table).includes(player);
  if (!isOffered || isAskedFor(table, seat)) return err({ code: 'SEAT_RESERVED' });
  const isEnough = isMoved ? buyIn > 0 && Number.isSafeInteger(buyIn) : buyIn >= minBuyIn && buyIn <= maxBuyIn;
  if (!isEnough) return err({ code: 'BUY_IN_OUT_OF_RANGE', min: minBuyIn, max: maxBuyIn });
  const owesBigBlind = areBlindsOwed(table) && (table.positions !== null || table.hand !== null);
  return ok([{ kind: 'sat-down', seat, player, buyIn, owesBigBlind, ...comingIn(table, owesBigBlind, post) }]);
}

/** In a tournament, and where no game has blinds, nobody owes any (TABLE-21, TOURNEY-1). */
function areBlindsOwed({ rules }: Table): boolean {
  return !rules.tableOptions.isTournament && isBlindTable(rules);
}

function comingIn(
  { rules }: Table,
  owes: boolean,
  post: ComeIn,
): { readonly status: 'playing' | 'waiting-for-blind'; readonly buysButton: boolean } {
  return {
    status: owes && post === 'wait' ? 'waiting-for-blind' : 'playing',
    buysButton: owes && post === 'buy-button' && rules.tableOptions.mayBuyButton,
  };
}

function atSeat(table: Table, player: PlayerId, decide: (seat: SeatIndex, at: TableSeat) => Decision): Decision {
  const found = seatOf(table, player);
  if (found === null) return err({ code: 'NOT_SEATED' });
  return found.at.status === 'leaving' ? err({ code: 'NOT_POSSIBLE_NOW' }) : decide(found.seat, found.at);
}

/** At once, unless the seat is in a hand: then when it is settled. @see rules/TABLE.md TABLE-11. */
function decideLeave(table: Table, seat: SeatIndex, at: TableSeat): Decision {
  if (isInHand(table, seat)) return ok([{ kind: 'leave-noted', seat }]);
  const gone = left(seat, at);
  return ok([gone, ...movesDue(evolveTable(table, gone))]);
}

function left(seat: SeatIndex, { player, stack, pendingTopUp }: TableSeat): TableEvent {
  return { kind: 'left', seat, player, amount: chips(stack + pendingTopUp) };
}

/** Only a seat with chips comes back, and who owes nothing has nothing to wait for. @see rules/TABLE.md TABLE-8. */
function decideSitIn(table: Table, seat: SeatIndex, at: TableSeat, post: ComeIn): Decision {
  const { status, buysButton } = comingIn(table, at.owesBigBlind || at.owesSmallBlind, post);
  const hasChips = at.stack + at.pendingTopUp > 0;
  const isAsBefore = at.status === status && at.buysButton === buysButton;
  return isAsBefore || !hasChips ? err({ code: 'NOT_POSSIBLE_NOW' }) : ok([{ kind: 'sat-in', seat, status, buysButton }]);
}

/** What a seat wishes for the hands to come. @see rules/TABLE.md TABLE-25, TABLE-33. */
function decideWish(table: Table, seat: SeatIndex, at: TableSeat, kind: Wish): Decision {
  const { straddles, bombPot, isTournament } = table.rules.tableOptions;
  const isStraddle = kind === 'straddle' || kind === 'cancel-straddle';
  const isOffered = !isTournament && (isStraddle ? straddles !== null : bombPot?.byVote === true);
  if (!isOffered) return err({ code: 'NOT_OFFERED' });
  const isWished = isStraddle ? at.straddles : at.wantsBombPot;
  const isWish = kind === 'straddle' || kind === 'vote-bomb-pot';
  if (isWished === isWish || at.status === 'sitting-out') return err({ code: 'NOT_POSSIBLE_NOW' });
  return ok([{ kind: WISHED[kind], seat }]);
}

type Wish = 'straddle' | 'cancel-straddle' | 'vote-bomb-pot' | 'cancel-bomb-pot-vote';

const WISHED = {
  straddle: 'straddle-wished',
  'cancel-straddle': 'straddle-withdrawn',
  'vote-bomb-pot': 'bomb-pot-voted',
  'cancel-bomb-pot-vote': 'bomb-pot-vote-withdrawn',
} as const;

/** @see rules/TABLE.md TABLE-12. */
function decideTopUp(table: Table, seat: SeatIndex, at: TableSeat, amount: Chips): Decision {
  const { minBuyIn, maxBuyIn } = table.rules;
  const held = at.stack + at.pendingTopUp;
  const largest = chips(Math.max(0, maxBuyIn - held));
  if (!(Number.isSafeInteger(amount) && amount > 0 && amount <= largest)) return err({ code: 'ABOVE_MAXIMUM', largest });
  if (held === 0 && amount < minBuyIn) return err({ code: 'BUY_IN_OUT_OF_RANGE', min: minBuyIn, max: maxBuyIn });
  return ok([{ kind: 'topped-up', seat, amount, isPending: isInHand(table, seat) }]);
}

/** @see rules/TABLE.md TABLE-14. */
function decideJoinWaitList(table: Table, player: PlayerId): Decision {
  if (seatOf(table, player) !== null) return err({ code: 'ALREADY_SEATED' });
  if (table.waiting.includes(player)) return err({ code: 'ALREADY_WAITING' });
  if (freeSeatCount(table) > table.waiting.length) return err({ code: 'SEATS_FREE' });
  if (table.waiting.length >= table.rules.maxWaiting) return err({ code: 'WAIT_LIST_FULL' });
  return ok([{ kind: 'wait-list-joined', player }]);
}

function decideBeginHand(table: Table, { absent, firstButton }: CommandOf<'begin-hand'>): Decision {
  if (table.hand !== null) return err({ code: 'HAND_IN_PLAY' });
  const hand = nextHand(table, absent, firstButton);
  return hand === null ? err({ code: 'NOT_ENOUGH_PLAYERS' }) : ok([{ kind: 'hand-begun', hand }]);
}

/**
 * The hand is over; whoever was leaving goes, and whoever has been away too long (TABLE-24), pending chips join their stacks, a seat
 * without chips sits out (TABLE-13), and whoever asked for another seat gets it.
 */
function decideEndHand(table: Table, end: TableEvent, counted: readonly TableEvent[]): Decision {
  if (table.hand === null) return err({ code: 'NO_HAND' });
  const events = [end, ...counted];
  const after = events.reduce(evolveTable, table);
  const tidied = after.seats.flatMap((at, seat) => (at === null ? [] : tidiedSeat(after, seat as SeatIndex, at)));
  return ok([...events, ...tidied, ...movesDue(tidied.reduce(evolveTable, after))]);
}

function tidiedSeat({ rules }: Table, seat: SeatIndex, at: TableSeat): TableEvent[] {
  const { roundsOut, isTournament } = rules.tableOptions;
  const isAwayTooLong = roundsOut !== null && !isTournament && at.status === 'sitting-out' && at.roundsOut >= roundsOut;
  if (at.status === 'leaving' || isAwayTooLong) return [left(seat, at)];
  if (at.pendingTopUp > 0) return [{ kind: 'top-up-added', seat, amount: at.pendingTopUp }];
  return at.stack === 0 && at.status !== 'sitting-out' ? [{ kind: 'sat-out', seat }] : [];
}
