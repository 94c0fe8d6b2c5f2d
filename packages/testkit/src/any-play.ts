/**
 * Whole hands for property tests: any game, any table, any stacks, and at each moment a choice among what is legal then. So a hand
 * shrinks towards fewer seats, smaller stacks and calmer play, and stays one that could really be played.
 */
import {
  type Card,
  chips,
  deckCards,
  type Game,
  type Hand,
  type HandCommand,
  type HandEvent,
  type HandSetup,
  handFrom,
  type LegalActions,
  legalActions,
  MAX_SEATS,
  mostSeats,
  NO_LIMIT_HOLDEM,
  NO_STAKES,
  nextStep,
  playHand,
  type SeatIndex,
  type Stakes,
  startHand,
} from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import fc from 'fast-check';
import { cardsFor } from './dealer.ts';

export interface Play {
  readonly setup: HandSetup;
  readonly commands: readonly HandCommand[];
  readonly events: readonly HandEvent[];
  /** Where the hand waited for somebody, in order; the last one has ended. */
  readonly waits: readonly Hand[];
  /** How many events lead to each of `waits`. */
  readonly told: readonly number[];
}

/** What a player does when the turn comes; `size` chooses within the bounds of a raise, and which cards are given up. */
interface Choice {
  readonly what: number;
  readonly size: number;
}

const anyChips = (max: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max }) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 }) });

const anyRake = fc.record({
  basisPoints: fc.constantFrom(0, 250, 500, 10_000),
  cap: fc.constantFrom(0, 3, 1000).map(chips),
  noFlopNoDrop: fc.boolean(),
});

const anyOptions = fc.record({
  bigBlindAnteFirst: fc.boolean(),
  tableAllIns: fc.boolean(),
  oddChip: fc.constantFrom(1, 1, 5).map(chips),
  raiseCap: fc.constantFrom(3, 3, 4, null),
  afterHalfBet: fc.constantFrom('next-bet' as const, 'bet-more' as const),
  openPairBigBet: fc.boolean(),
  straddleRaise: fc.constantFrom('big-blind' as const, 'straddle' as const),
  absentAllIn: fc.constantFrom('plays' as const, 'folds' as const),
});

/** A hand of a game with two seats to as many as it has cards for, anywhere at the table, with stakes and options as they come. */
export function anySetupOf(game: Game): fc.Arbitrary<HandSetup> {
  return fc
    .record({
      places: fc.uniqueArray(fc.nat({ max: MAX_SEATS - 1 }), { minLength: 2, maxLength: mostSeats(game) }),
      button: fc.nat({ max: MAX_SEATS - 1 }),
      isSmallBlindDead: fc.boolean(),
      stacks: fc.array(anyChips(2000), { minLength: MAX_SEATS, maxLength: MAX_SEATS }),
      owes: fc.array(fc.constantFrom('', '', '', 'live', 'dead', 'both'), { minLength: MAX_SEATS, maxLength: MAX_SEATS }),
      absent: fc.constantFrom(-1, -1, -1, 0, 1),
      smallBlind: fc.nat({ max: 10 }),
      more: fc.nat({ max: 10 }),
      extra: fc.constantFrom('', '', '', 'straddle' as const, 'kill' as const),
      ante: fc.constantFrom(0, 0, 1, 5),
      tableAnte: fc.constantFrom(0, 0, 10),
      rake: anyRake,
      options: anyOptions,
    })
    .map((any): HandSetup => {
      const big = any.smallBlind + any.more || 1;
      const { button, smallBlind, bigBlind } = positions(game, any.places, any.button, any.isSmallBlindDead);
      const isBlind = (seat: number): boolean => seat === smallBlind || seat === bigBlind;
      const seats = any.places.map((seat, i) => {
        const owes = isBlind(seat) || bigBlind === null ? '' : (any.owes[i] ?? '');
        return {
          seat: seat as SeatIndex,
          stack: chips(any.stacks[i] ?? 1),
          owesLive: chips(owes === 'live' || owes === 'both' ? big : 0),
          owesDead: chips(owes === 'dead' || owes === 'both' ? any.smallBlind : 0),
          ...(any.absent === i ? { isAbsent: true } : {}),
        };
      });
      const volunteer = seats.find(({ seat, owesLive }) => !isBlind(seat) && owesLive === 0);
      const what = bigBlind === null ? '' : any.extra;
      const extraBlinds = what && volunteer ? [{ seat: volunteer.seat, amount: chips(2 * big), what }] : [];
      return {
        game,
        stakes: stakesFor(game, big, any),
        options: any.options,
        button,
        smallBlind,
        bigBlind,
        extraBlinds,
        seats,
      };
    });
}

interface AnyStakes {
  readonly smallBlind: number;
  readonly ante: number;
  readonly tableAnte: number;
  readonly rake: Stakes['rake'];
}

function stakesFor({ forced }: Game, big: number, { smallBlind, ante, tableAnte, rake }: AnyStakes): Stakes {
  const bets = { smallBet: chips(big), bigBet: chips(2 * big) };
  if (forced === 'bring-in') {
    const bringIn = chips(Math.ceil(big / 2)); // of a bet one chip larger: the bring-in is less than a bet
    return { ...NO_STAKES, rake, smallBet: chips(big + 1), bigBet: chips(2 * big + 2), ante: chips(ante), bringIn };
  }
  if (forced === 'antes') return { ...NO_STAKES, ...bets, rake, ante: chips(ante + 1) };
  return {
    ...NO_STAKES,
    ...bets,
    rake,
    smallBlind: chips(smallBlind),
    bigBlind: chips(big),
    ante: chips(ante),
    bigBlindAnte: chips(ante === 0 ? tableAnte : 0),
    buttonAnte: chips(ante === 5 ? tableAnte : 0),
  };
}

/** Button and blinds as a table might have them: an empty button, a dead small blind, and heads-up the button as small blind. */
function positions(
  { forced }: Game,
  places: readonly number[],
  wanted: number,
  isDead: boolean,
): Pick<HandSetup, 'button' | 'smallBlind' | 'bigBlind'> {
  const clockwise = (from: number): SeatIndex[] =>
    [...places].sort((a, b) => ((a - from + 9) % MAX_SEATS) - ((b - from + 9) % MAX_SEATS)) as SeatIndex[];
  const [first = 0 as SeatIndex, second = 0 as SeatIndex] = clockwise(wanted);
  if (forced === 'button-blind') return { button: first, smallBlind: null, bigBlind: first };
  if (forced !== 'blinds') return { button: wanted as SeatIndex, smallBlind: null, bigBlind: null };
  if (places.length === 2) return { button: first, smallBlind: first, bigBlind: second };
  const button = wanted as SeatIndex;
  return isDead ? { button, smallBlind: null, bigBlind: first } : { button, smallBlind: first, bigBlind: second };
}

/** A hand of a game played to its end. */
export function anyPlayOf(game: Game): fc.Arbitrary<Play> {
  const cards = deckCards(game.deck).length;
  return fc
    .record({
      setup: anySetupOf(game),
      shuffle: fc.array(fc.nat({ max: 51 }), { minLength: cards, maxLength: cards }),
      choices: fc.array(fc.record({ what: fc.nat({ max: 15 }), size: fc.nat({ max: 1023 }) }), { maxLength: 60 }),
    })
    .map(({ setup, shuffle, choices }) => play(setup, drawn(game, shuffle), choices));
}

/** A hand of no-limit hold'em played to its end. */
export const anyPlay: fc.Arbitrary<Play> = anyPlayOf(NO_LIMIT_HOLDEM);

/** The deck of a game in an order of a Fisher–Yates shuffle by `picks`. */
function drawn(game: Game, picks: readonly number[]): Card[] {
  const deck = deckCards(game.deck);
  return picks.map((pick) => deck.splice(pick % deck.length, 1)[0] as Card);
}

function play(setup: HandSetup, deck: Card[], choices: readonly Choice[]): Play {
  const events = startHand(setup);
  let hand = handFrom(events);
  const waits = [hand];
  const told = [events.length];
  const commands: HandCommand[] = [];
  for (let turn = 0; nextStep(hand).kind !== 'ended'; ) {
    const { kind } = nextStep(hand);
    const isChoice = kind === 'act' || kind === 'draw';
    const command = nextCommand(hand, deck, isChoice ? choices[turn++] : undefined);
    const played = playHand(hand, command);
    assert(played.ok, `a legal ${command.kind} was refused`);
    hand = played.value.hand;
    events.push(...played.value.events);
    commands.push(command);
    waits.push(hand);
    told.push(events.length);
  }
  return { setup, commands, events, waits, told };
}

function nextCommand(hand: Hand, deck: Card[], choice: Choice = { what: 0, size: 0 }): HandCommand {
  const step = nextStep(hand);
  switch (step.kind) {
    case 'deal-hole':
      return { kind: 'deal-hole', seat: step.seat, cards: cardsFor(hand, step.seat, step.count, deck) };
    case 'deal-board':
      return { kind: 'deal-board', board: step.board, cards: cardsFor(hand, null, step.count, deck) };
    case 'draw': {
      if (choice.what === 3) return { kind: 'time-out', seat: step.seat };
      if (choice.what === 4 && choice.size < 50) return { kind: 'run-out' };
      return { kind: 'discard', seat: step.seat, cards: givenUp(hand, step, choice.size) };
    }
    case 'show-or-muck':
      return { kind: 'settle-showdown' };
    default: {
      const legal = legalActions(hand);
      assert(legal, 'a turn without legal actions');
      return chosen(legal, choice);
    }
  }
}

/** The cards whose bit is set in `size`, as many as are allowed. */
function givenUp(hand: Hand, { seat, least, most }: { seat: SeatIndex; least: number; most: number }, size: number) {
  const hole = hand.seats.find((one) => one.seat === seat)?.hole ?? [];
  const picked = hole.filter((_, i) => (size >> i) & 1);
  const rest = hole.filter((card) => !picked.includes(card));
  return [...picked, ...rest].slice(0, Math.min(most, Math.max(least, picked.length)));
}

/** 0, also when the choices have run out, checks or calls: every hand comes to its end. */
function chosen({ seat, canFold, canCheck, bringIn, raise }: LegalActions, { what, size }: Choice): HandCommand {
  if ((what === 1 || what === 2) && canFold) return { kind: 'fold', seat };
  if (what === 3) return { kind: 'time-out', seat };
  if (what === 4 && size < 50) return { kind: 'run-out' };
  if (raise && what >= 10) {
    const { smallest, largest, step } = raise;
    const between = chips(smallest + Math.floor(((largest - smallest) * size) / 2000 / step) * step);
    return { kind: 'raise-to', seat, to: what === 10 ? largest : what === 11 ? between : smallest };
  }
  if (bringIn !== null) return { kind: 'bring-in', seat };
  return canCheck ? { kind: 'check', seat } : { kind: 'call', seat };
}
