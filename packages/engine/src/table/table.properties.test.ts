/** Tables of any kind, with whatever players and rooms may ask of them in any order. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handFrom } from '../poker/evolve.ts';
import { startHand } from '../poker/start.ts';
import { chips, playerId, type SeatIndex } from '../units.ts';
import type { TableCommand } from './command.ts';
import { decideTable } from './decide.ts';
import type { TableEvent } from './event.ts';
import { emptyTable, evolveTable } from './evolve.ts';
import type { TableOptions } from './options.ts';
import { parseTable } from './parse.ts';
import { isBetween, isOwing } from './places.ts';
import { handSetup } from './setup.ts';
import type { HandInPlay, Table, TableRules, TableSeat } from './state.ts';
import { rulesFor } from './told.fixture.ts';
import { isBlindTable } from './turns.ts';

const seed = Number(process.env.ABOVEBOARD_SEED ?? Date.now() % 2 ** 31);
console.info(`tables by seed ${seed}: ABOVEBOARD_SEED=${seed} repeats them`);

const RUNS = 300;

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(playerId);
const anyPlayer = fc.constantFrom(...NAMES);
const anySeat = fc.nat({ max: 6 }) as fc.Arbitrary<number> as fc.Arbitrary<SeatIndex>; // 6 is no seat
const anyPost = fc.constantFrom('now' as const, 'wait' as const, 'buy-button' as const);
const anyAmount = fc.integer({ min: 1, max: 40 }).map((n) => chips(n * 100));

const anyOptions: fc.Arbitrary<Partial<TableOptions>> = fc.record({
  isTournament: fc.constantFrom(false, false, false, true),
  button: fc.constantFrom('dead' as const, 'dead' as const, 'moving' as const, 'forward' as const),
  mayBuyButton: fc.boolean(),
  straddles: fc.constantFrom(null, { utg: true, button: true, most: 3 }, { utg: false, button: true, most: 1 }),
  kill: fc.constantFrom(
    null,
    { size: 'full' as const, trigger: 'two-in-a-row' as const, least: chips(100) },
    { size: 'half' as const, trigger: 'scoop' as const, least: chips(100) },
  ),
  bombPot: fc.constantFrom(null, { ante: chips(200), boards: 2 as const, every: 7, byVote: true }),
  roundsOut: fc.constantFrom(null, 2),
});

const anyRules: fc.Arbitrary<TableRules> = fc
  .record({
    codes: fc.constantFrom(['NT'], ['NT'], ['NS'], ['F7S'], ['FT', 'FO/8', 'FR', 'F7S', 'F7S/8'], ['NT', 'NS', 'F2L3D']),
    options: anyOptions,
    order: fc.constantFrom('in-turn' as const, 'dealers-choice' as const),
    each: fc.constantFrom('orbit' as const, 1, 3),
  })
  .map(({ codes, options, order, each }) => ({ ...rulesFor(codes, options), mix: { order, each }, minBuyIn: chips(100) }));

/** Everything but what the room does by itself: `begin-hand`, and then `settle-hand` or `void-hand`. */
const anyCommand: fc.Arbitrary<TableCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('sit'), player: anyPlayer, seat: anySeat, buyIn: anyAmount, post: anyPost }),
  },
  fc.record({ kind: fc.constant('leave'), player: anyPlayer }),
  fc.record({ kind: fc.constant('sit-out'), player: anyPlayer }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sit-in'), player: anyPlayer, post: anyPost }) },
  fc.record({ kind: fc.constant('top-up'), player: anyPlayer, amount: anyAmount }),
  fc.record({ kind: fc.constantFrom('join-wait-list', 'leave-wait-list', 'cancel-move'), player: anyPlayer }),
  fc.record({ kind: fc.constant('move-seat'), player: anyPlayer, seat: anySeat, post: fc.constantFrom('now', 'wait') }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('straddle', 'cancel-straddle', 'vote-bomb-pot', 'cancel-bomb-pot-vote'),
      player: anyPlayer,
    }),
  },
  fc.record({ kind: fc.constant('choose-game'), player: anyPlayer, game: fc.constantFrom('NT', 'NS', 'F7S', 'FT', 'XX') }),
) as fc.Arbitrary<TableCommand>;

/** A hand, and who of those in it wins how much of what: `take` of the stack of each other, from some of them. */
const anyHand = fc.record({
  kind: fc.constant('hand' as const),
  absent: fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 1 }),
  isVoid: fc.constantFrom(false, false, false, true),
  during: fc.array(anyCommand, { maxLength: 3 }),
  winner: fc.nat({ max: 5 }),
  take: fc.constantFrom(0, 0, 0.1, 0.5, 1),
});

const anySteps = fc.array(fc.oneof({ weight: 3, arbitrary: anyHand }, { weight: 2, arbitrary: anyCommand }), {
  minLength: 20,
  maxLength: 80,
});
type Step = typeof anySteps extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

/** Told of each event, with the table before and after it. */
type Watch = (before: Table, event: TableEvent, after: Table) => void;

function play(rules: TableRules, all: readonly Step[], watch: Watch): void {
  let table = emptyTable(rules);
  const attempt = (command: TableCommand): boolean => {
    const decided = decideTable(table, command);
    if (!decided.ok) return false;
    for (const event of decided.value) {
      const after = evolveTable(table, event);
      watch(table, event, after);
      table = after;
    }
    return true;
  };
  for (const step of all) {
    if (step.kind !== 'hand') {
      attempt(step);
      continue;
    }
    if (!attempt({ kind: 'begin-hand', absent: step.absent as SeatIndex[] })) continue;
    for (const command of step.during) attempt(command);
    expect(attempt(step.isVoid ? { kind: 'void-hand' } : settlement(table, step))).toBe(true);
  }
}

function settlement(table: Table, { winner, take }: Extract<Step, { kind: 'hand' }>): TableCommand {
  const { seats } = table.hand ?? expect.fail('no hand');
  const stack = (seat: SeatIndex): number => table.seats[seat]?.stack ?? 0;
  const won = seats[winner % seats.length]?.seat ?? expect.fail('nobody is in the hand');
  const lost = seats.map(({ seat }) => ({ seat, delta: seat === won ? 0 : -Math.floor(stack(seat) * take) }));
  const amount = chips(-lost.reduce((sum, { delta }) => sum + delta, 0));
  const results = lost.map(({ seat, delta }) => ({ seat, delta: seat === won ? amount : delta }));
  return { kind: 'settle-hand', results, pots: [{ amount, rake: chips(0), winners: [{ seat: won, amount }] }] };
}

const everyTable = (numRuns: number, watcher: (rules: TableRules) => Watch): void =>
  fc.assert(
    fc.property(anyRules, anySteps, (rules, all) => play(rules, all, watcher(rules))),
    { numRuns, seed },
  );

const chipsAt = ({ seats }: Table): number => seats.reduce((sum, at) => sum + (at ? at.stack + at.pendingTopUp : 0), 0);

/** Chips that come from a wallet with an event, less those that go to one. */
function fromWallets(event: TableEvent): number {
  if (event.kind === 'sat-down') return event.buyIn;
  if (event.kind === 'topped-up') return event.amount;
  return event.kind === 'left' ? 0 - event.amount : 0;
}

const occupants = ({ seats }: Table): string[] => seats.flatMap((at) => (at === null ? [] : [at.player])).sort();

test('[TABLE-17] whatever happens, no chip and no player is lost, and the table is what its JSON says', () => {
  everyTable(RUNS, () => (before, event, after) => {
    expect(chipsAt(after) - chipsAt(before)).toBe(fromWallets(event));
    const come = event.kind === 'sat-down' ? [event.player] : [];
    const gone = event.kind === 'left' ? event.player : null;
    expect(occupants(after)).toEqual([...occupants(before).filter((player) => player !== gone), ...come].sort());
    expect(parseTable(JSON.parse(JSON.stringify(after)))).toEqual(after);
  });
});

test('[TABLE-16] every hand that begins can be played, and void it has changed nothing', () => {
  everyTable(RUNS, () => {
    let begun: Table | null = null;
    let others = 0;
    return (before, event, after) => {
      if (event.kind === 'hand-begun') {
        const hand = handFrom(startHand(handSetup(after)));
        expect(hand.seats.length).toBe(event.hand.seats.length);
        begun = before;
        others = 0;
      } else if (event.kind === 'hand-voided') {
        if (others === 0) expect(after).toEqual(begun);
        begun = null;
      } else others++;
    };
  });
});

test('[TABLE-23] the big blind goes to the next who is ready, and to nobody twice running', () => {
  everyTable(2 * RUNS, (rules) => {
    const isDead = rules.tableOptions.button === 'dead' && !rules.games.some(({ code }) => code === 'NS');
    let last: { readonly player: string; readonly seat: SeatIndex } | null = null;
    let isMoved = false;
    return (before, event) => {
      if (event.kind === 'seat-moved' || event.kind === 'left') isMoved = true; // who comes back is a newcomer
      if (event.kind !== 'hand-settled') return;
      const hand = before.hand as HandInPlay;
      if (hand.bigBlind === null || hand.smallBlind === null) {
        if (hand.bigBlind !== null) last = null; // one blind alone: dead, bought, or the button's
        return;
      }
      const player = before.seats[hand.bigBlind]?.player as string;
      const isNewGame = hand.seats.every(({ seat }) => before.seats[seat] && isOwing(before.seats[seat]));
      if (last !== null && !isNewGame && !isMoved && player === last.player)
        expect.fail(`${player} is big blind twice running`);
      if (last !== null && !isNewGame && isDead && rules.games.length === 1)
        expect(jumpedOver(before, hand, last.seat)).toEqual([]);
      last = { player, seat: hand.bigBlind };
      isMoved = false;
    };
  });
});

/** Seats dealt in that lie between the last big blind and this one. */
function jumpedOver({ positions }: Table, { seats, bigBlind }: HandInPlay, last: SeatIndex): SeatIndex[] {
  if (positions === null || positions.bigBlind !== last) return [];
  return seats.map(({ seat }) => seat).filter((seat) => isBetween(last, seat, bigBlind as SeatIndex));
}

test('[TABLE-8] [TABLE-23] what is owed stays owed until it is posted', () => {
  everyTable(RUNS, (rules) => (before, event, after) => {
    if (rules.tableOptions.isTournament || !isBlindTable(rules)) {
      expect(after.seats.some((at) => at?.owesBigBlind || at?.owesSmallBlind)).toBe(false);
      return;
    }
    for (const at of before.seats) {
      const now = after.seats.find((other) => other?.player === at?.player);
      if (!at || !now) continue;
      if (at.owesBigBlind && !now.owesBigBlind) expectPaid(before, event, at.player);
      if (at.owesSmallBlind && !now.owesSmallBlind) expectPaid(before, event, at.player);
    }
  });
});

/** The debt was settled by a hand with blinds that the seat was dealt into: posted there, or settled by being a blind, or by a new game. */
function expectPaid(before: Table, event: TableEvent, player: string): void {
  const hand = before.hand as HandInPlay;
  expect(event.kind).toBe('hand-settled');
  const seat = before.seats.findIndex((at) => at?.player === player);
  const own = hand.seats.find((one) => one.seat === seat) ?? expect.fail(`${player} is not in the hand`);
  const isBlind = hand.bigBlind === seat || hand.smallBlind === seat;
  const isNewGame = before.positions === null || hand.seats.every((one) => isOwing(before.seats[one.seat] as TableSeat));
  const isKill = hand.extraBlinds.some((extra) => extra.seat === seat);
  expect(isBlind || isNewGame || isKill || own.owesLive > 0 || own.owesDead > 0).toBe(true);
  expect(hand.bigBlind).not.toBeNull();
}

test('[TABLE-2] [TABLE-18] the button never goes backwards, nor past a player of the game', () => {
  everyTable(2 * RUNS, (rules) => {
    let hasMoved = false; // somebody has another place in the order than before
    let isLeft = false;
    let lastIn: readonly string[] = [];
    return (before, event, after) => {
      if (event.kind === 'seat-moved') hasMoved = true;
      if (event.kind === 'left') isLeft = true; // who comes back is a newcomer
      const { positions: last, hand } = before;
      if (event.kind !== 'hand-settled' || hand === null) return;
      const playerIn = ({ seat }: { readonly seat: SeatIndex }): TableSeat => before.seats[seat] as TableSeat;
      // Whoever owes is dealt in behind the button; in a tournament nobody owes, and newcomers may sit down behind it.
      const isRegular = (at: TableSeat): boolean =>
        rules.tableOptions.isTournament ? lastIn.includes(at.player) : !isOwing(at);
      // Where a game with the button's blind alone takes turns with others, who was away for a hand of it may be passed for nothing.
      const isMixed = rules.games.length > 1 && rules.games.some(({ code }) => code === 'NS');
      const isHeadsUp = hand.seats.length === 2 || last?.button === last?.smallBlind; // which has a rule of its own (TABLE-5)
      // Who would have had the button is big blind, all others having gone: blinds come first.
      const isOut = last?.smallBlind === hand.bigBlind;
      if (last !== null && after.positions !== last && !isHeadsUp && !isOut && !hasMoved && !isLeft && !isMixed) {
        const passed = hand.seats.filter(({ seat }) => isBetween(last.button, seat, hand.positions.button));
        expect(passed.map(playerIn).filter(isRegular)).toEqual([]);
      }
      if (after.positions === last) return; // a bomb pot deals newcomers in
      isLeft = false;
      lastIn = hand.seats.map(playerIn).map(({ player }) => player);
    };
  });
});
