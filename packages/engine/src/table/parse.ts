/**
 * Reading a stored table back. What comes out of a database was written by us, perhaps by an older release: it is checked whole, and
 * one that does not fit is `null`, never a table with a hole in it.
 */
import { gameOf } from '../games/catalogue.ts';
import { MAX_SEATS } from '../units.ts';
import type { Table } from './state.ts';

type Check = (value: unknown) => boolean;

const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isSeat: Check = (value) => isCount(value) && (value as number) < MAX_SEATS;
const isFlag: Check = (value) => typeof value === 'boolean';
const isPlayer: Check = (value) => typeof value === 'string' && value.length > 0;
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    allowed.includes(value as string);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
/** An object with exactly these fields. */
const shape = (fields: Readonly<Record<string, Check>>): Check => {
  const names = Object.keys(fields);
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === names.length &&
    names.every((name) => fields[name]?.((value as Record<string, unknown>)[name]));
};

/** A description that is still the catalogue's, letter for letter. */
const isGame: Check = (value) => {
  const { code } = (value ?? {}) as { code?: unknown };
  return typeof code === 'string' && JSON.stringify(gameOf(code)) === JSON.stringify(value);
};

const isRules = shape({
  game: isGame,
  stakes: shape({
    smallBlind: isCount,
    bigBlind: isCount,
    ante: isCount,
    bigBlindAnte: isCount,
    buttonAnte: isCount,
    bringIn: isCount,
    smallBet: isCount,
    bigBet: isCount,
    rake: shape({ basisPoints: isCount, cap: isCount, noFlopNoDrop: isFlag }),
  }),
  options: shape({
    bigBlindAnteFirst: isFlag,
    tableAllIns: isFlag,
    oddChip: isCount,
    raiseCap: orNull(isCount),
    afterHalfBet: oneOf('next-bet', 'bet-more'),
    openPairBigBet: isFlag,
    straddleRaise: oneOf('big-blind', 'straddle'),
    absentAllIn: oneOf('plays', 'folds'),
  }),
  seatCount: isCount,
  minBuyIn: isCount,
  maxBuyIn: isCount,
  maxWaiting: isCount,
});

const isTableSeat = shape({
  player: isPlayer,
  stack: isCount,
  pendingTopUp: isCount,
  status: oneOf('playing', 'waiting-for-blind', 'sitting-out', 'leaving'),
  owesBigBlind: isFlag,
  owesSmallBlind: isFlag,
});

const isPositions = shape({ button: isSeat, smallBlind: isSeat, bigBlind: isSeat });

const isHandInPlay = shape({
  positions: isPositions,
  isSmallBlindDead: isFlag,
  seats: listOf(shape({ seat: isSeat, owesLive: isCount, owesDead: isCount })),
  missedBigBlind: listOf(isSeat),
  missedSmallBlind: listOf(isSeat),
});

const isTable = shape({
  rules: isRules,
  seats: listOf(orNull(isTableSeat)),
  positions: orNull(isPositions),
  hand: orNull(isHandInPlay),
  waiting: listOf(isPlayer),
});

/** A table from its JSON (`JSON.parse` of what `JSON.stringify` gave), or `null` when that is not a table of this release. */
export function parseTable(json: unknown): Table | null {
  if (!isTable(json)) return null;
  const table = json as Table;
  const players = table.seats.flatMap((at) => (at === null ? [] : [at.player])).concat(table.waiting);
  const isWhole = table.seats.length === table.rules.seatCount && new Set(players).size === players.length;
  return isWhole ? table : null;
}
