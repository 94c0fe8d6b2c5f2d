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
const isPositive: Check = (value) => isCount(value) && (value as number) > 0;
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

const isCode: Check = (value) => typeof value === 'string' && gameOf(value) !== null;

const isStakes = shape({
  smallBlind: isCount,
  bigBlind: isCount,
  ante: isCount,
  bigBlindAnte: isCount,
  buttonAnte: isCount,
  bringIn: isCount,
  smallBet: isCount,
  bigBet: isCount,
  rake: shape({ basisPoints: isCount, cap: isCount, noFlopNoDrop: isFlag }),
});

const isTableOptions = shape({
  isTournament: isFlag,
  button: oneOf('dead', 'moving', 'forward'),
  mayBuyButton: isFlag,
  straddles: orNull(shape({ utg: isFlag, button: isFlag, most: isPositive })),
  kill: orNull(shape({ size: oneOf('full', 'half'), trigger: oneOf('two-in-a-row', 'scoop'), least: isCount })),
  bombPot: orNull(
    shape({ ante: isPositive, boards: (value) => value === 1 || value === 2, every: orNull(isPositive), byVote: isFlag }),
  ),
  roundsOut: orNull(isPositive),
});

const isRules = shape({
  games: listOf(shape({ code: isCode, stakes: isStakes })),
  mix: shape({ order: oneOf('in-turn', 'dealers-choice'), each: (value) => value === 'orbit' || isPositive(value) }),
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
  tableOptions: isTableOptions,
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
  owesKill: isFlag,
  buysButton: isFlag,
  straddles: isFlag,
  wantsBombPot: isFlag,
  roundsOut: isCount,
  arrival: isCount,
});

const isPositions = shape({ button: isSeat, smallBlind: isSeat, bigBlind: isSeat });

const isHandInPlay = shape({
  turn: shape({ game: isCount, handsLeft: isPositive }),
  isBombPot: isFlag,
  positions: isPositions,
  smallBlind: orNull(isSeat),
  bigBlind: orNull(isSeat),
  extraBlinds: listOf(shape({ seat: isSeat, amount: isCount, what: oneOf('straddle', 'kill') })),
  seats: listOf(shape({ seat: isSeat, owesLive: isCount, owesDead: isCount, isAbsent: isFlag })),
  missedBigBlind: listOf(isSeat),
  missedSmallBlind: listOf(isSeat),
});

const isTable = shape({
  rules: isRules,
  seats: listOf(orNull(isTableSeat)),
  positions: orNull(isPositions),
  hand: orNull(isHandInPlay),
  turn: shape({ game: isCount, handsLeft: orNull(isPositive) }),
  chosen: orNull(isCount),
  played: isCount,
  leg: orNull(isPlayer),
  moves: listOf(shape({ player: isPlayer, to: isSeat, post: oneOf('now', 'wait') })),
  waiting: listOf(isPlayer),
});

/** A table from its JSON (`JSON.parse` of what `JSON.stringify` gave), or `null` when that is not a table of this release. */
export function parseTable(json: unknown): Table | null {
  if (!isTable(json)) return null;
  const table = json as Table;
  return isWhole(table) ? table : null;
}

/** What its fields say of each other is true: everybody is in one place, and every place and game that is named is there. */
function isWhole({ rules, seats, hand, turn, chosen, moves, waiting }: Table): boolean {
  const seated = seats.flatMap((at) => (at === null ? [] : [at.player]));
  const present = [...seated, ...waiting];
  const games = [turn.game, chosen ?? 0, hand?.turn.game ?? 0];
  return (
    seats.length === rules.seatCount &&
    new Set(present).size === present.length &&
    games.every((game) => game < rules.games.length) &&
    moves.every(({ player, to }) => seated.includes(player) && to < seats.length) &&
    (hand === null || hand.seats.every(({ seat }) => seats[seat]))
  );
}
