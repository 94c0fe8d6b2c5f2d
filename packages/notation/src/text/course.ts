/** A hand of text while it is added up, and the record it comes to. */
import type { Card, HoleCard } from '@aboveboard/engine';
import { TomlDate } from 'smol-toml';
import type { PhhAction } from '../phh/action.ts';
import type { PhhValue } from '../phh/details.ts';
import type { PhhRecord } from '../phh/record.ts';
import type { Ledger } from './ledger.ts';
import type { Street } from './lines.ts';
import { toAmount } from './money.ts';
import type { TextHand } from './read-text.ts';
import { type Runs, withRuns } from './runs.ts';

/** What is known of a hand while it is added up. Seats are in deal order: the first left of the button first. */
export interface Course {
  readonly hand: TextHand;
  readonly ledger: Ledger;
  readonly antes: number[];
  readonly blinds: number[];
  readonly dead: number[];
  bigBlind: number | null;
  readonly holes: (readonly HoleCard[] | null)[];
  readonly board: Card[];
  readonly actions: PhhAction[];
  runs: Runs | null;
  street: Street | null;
  rake: number | null;
}

/** As many cards as a seat is dealt; those that nobody recorded come last. */
export function fill(cards: readonly HoleCard[], count: number): HoleCard[] {
  return Array.from({ length: count }, (_, i) => cards[i] ?? null);
}

/** The record of a course that is added up to its end. */
export function recordOf(course: Course, rake: number): PhhRecord {
  const { header, table } = course.hand;
  const { seats: players } = course.ledger;
  const ante = Math.max(...course.antes);
  const isUniform = players.every(({ startingStack }, i) => Math.min(startingStack, ante) === course.antes[i]);
  const antes = (isUniform ? players.map(() => ante) : course.antes).map((one, i) => toAmount(one + (course.dead[i] ?? 0)));
  const isTrimmed = isUniform && course.dead.every((one) => one === 0);
  const [first, second] = header.stakes;
  const bets = header.game.isLimit
    ? { smallBet: toAmount(first), bigBet: toAmount(second), minBet: null }
    : { smallBet: null, bigBet: null, minBet: toAmount(second) };
  const holes = players.map((_, i) => course.holes[i] ?? fill([], header.game.hole));
  return {
    variant: header.game.variant,
    isAnteTrimmed: isTrimmed,
    antes: forPhh(antes),
    blindsOrStraddles: forPhh(course.blinds.map(toAmount)),
    bringIn: null,
    ...bets,
    startingStacks: players.map(({ startingStack }) => toAmount(startingStack)),
    actions: [
      ...holes.map((cards, i) => ({ kind: 'deal-hole' as const, player: i + 1, cards })),
      ...(course.runs ? withRuns(course.actions, course.runs) : course.actions),
    ],
    details: {
      ...(header.venue === '' ? {} : { venue: header.venue }),
      ...(header.tournament === null ? {} : { event: `Tournament #${header.tournament}` }),
      ...{ time: new TomlDate(header.time), time_zone_abbreviation: header.zone },
      ...{ day: header.day, month: header.month, year: header.year, hand: wholeOr(header.hand) },
      ...(header.level === null ? {} : { level: header.level }),
      seats: players.map(({ seat }) => seat),
      ...(table.seatCount === null ? {} : { seat_count: table.seatCount }),
      table: table.table,
      players: players.map(({ name }) => name),
      finishing_stacks: players.map(({ stack, collected }) => toAmount(stack + collected)),
      winnings: players.map(({ collected }) => toAmount(collected)),
      ...(header.currency === '' ? {} : { currency: header.currency }),
      ...(header.symbol === '' ? {} : { currency_symbol: header.symbol }),
    },
    own: ownFields(course, rake),
  };
}

/** Heads-up the notation writes forced bets in the order of the positions, not of the players. */
function forPhh(amounts: readonly number[]): readonly number[] {
  return amounts.length === 2 ? amounts.toReversed() : amounts;
}

function wholeOr(text: string): string | number {
  return Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

/** What the notation has no field for: rake, a button or a big blind that stand elsewhere than the order of the players says. */
function ownFields({ hand: { header, table }, ledger, bigBlind, blinds }: Course, rake: number): Record<string, PhhValue> {
  const { seats } = ledger;
  const isSmallBlindDead = seats.length > 2 && bigBlind !== null && (blinds[bigBlind - 1] ?? 0) === 0;
  const usual = seats.length === 2 || (blinds[0] ?? 0) === 0 || (blinds[1] ?? 0) === 0 ? 0 : 1;
  return {
    ...(rake === 0 ? {} : { _rake: toAmount(rake) }),
    ...(seats.at(-1)?.seat === table.button ? {} : { _button: table.button }),
    ...(bigBlind === null || bigBlind === usual ? {} : { _big_blind: bigBlind + 1 }),
    // The largest bet at pot limit is reckoned with both blinds.
    ...(isSmallBlindDead && header.game.variant.startsWith('P') ? { _small_blind: toAmount(header.stakes[0]) } : {}),
  };
}
