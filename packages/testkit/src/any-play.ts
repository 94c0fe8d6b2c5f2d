/**
 * Whole hands for property tests: any table, any stacks, and at each moment a choice among what is legal then. So a hand shrinks
 * towards fewer seats, smaller stacks and calmer play, and stays one that could really be played.
 */
import {
  type Card,
  chips,
  DEFAULT_OPTIONS,
  type Hand,
  type HandCommand,
  type HandEvent,
  type HandSetup,
  handFrom,
  type LegalActions,
  legalActions,
  MAX_SEATS,
  NO_LIMIT_HOLDEM,
  NO_STAKES,
  nextStep,
  orderedDeck,
  playHand,
  type SeatIndex,
  startHand,
} from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import fc from 'fast-check';

export interface Play {
  readonly setup: HandSetup;
  readonly commands: readonly HandCommand[];
  readonly events: readonly HandEvent[];
  /** Where the hand waited for somebody, in order; the last one has ended. */
  readonly waits: readonly Hand[];
}

/** What a player does when the turn comes; `size` chooses within the bounds of a raise. */
interface Choice {
  readonly what: number;
  readonly size: number;
}

const anyChips = (max: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max }) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 }) });

/** A hand of two to ten seats, anywhere at the table, with antes, owed blinds, rake and options as they come. */
export const anySetup: fc.Arbitrary<HandSetup> = fc
  .record({
    places: fc.uniqueArray(fc.nat({ max: MAX_SEATS - 1 }), { minLength: 2, maxLength: MAX_SEATS }),
    button: fc.nat({ max: MAX_SEATS - 1 }),
    isSmallBlindDead: fc.boolean(),
    stacks: fc.array(anyChips(2000), { minLength: MAX_SEATS, maxLength: MAX_SEATS }),
    owes: fc.array(fc.constantFrom('', '', '', 'live', 'dead', 'both'), { minLength: MAX_SEATS, maxLength: MAX_SEATS }),
    smallBlind: fc.nat({ max: 10 }),
    more: fc.nat({ max: 10 }),
    ante: fc.constantFrom(0, 0, 1, 5),
    bigBlindAnte: fc.constantFrom(0, 0, 10),
    rake: fc.record({
      basisPoints: fc.constantFrom(0, 250, 500, 10_000),
      cap: fc.constantFrom(0, 3, 1000).map(chips),
      noFlopNoDrop: fc.boolean(),
    }),
    bigBlindAnteFirst: fc.boolean(),
    tableAllIns: fc.boolean(),
    oddChip: fc.constantFrom(1, 1, 5).map(chips),
  })
  .map((any) => {
    const { bigBlindAnteFirst, tableAllIns, oddChip, rake } = any;
    const { button, smallBlind, bigBlind } = positions(any.places, any.button, any.isSmallBlindDead);
    const big = chips(any.smallBlind + any.more || 1);
    const stakes = {
      ...NO_STAKES,
      smallBlind: chips(any.smallBlind),
      bigBlind: big,
      smallBet: big,
      ante: chips(any.ante),
      bigBlindAnte: chips(any.bigBlindAnte),
      rake,
    };
    const seats = any.places.map((seat, i) => {
      const owes = seat === smallBlind || seat === bigBlind ? '' : any.owes[i];
      return {
        seat: seat as SeatIndex,
        stack: chips(any.stacks[i] ?? 1),
        owesLive: chips(owes === 'live' || owes === 'both' ? big : 0),
        owesDead: chips(owes === 'dead' || owes === 'both' ? any.smallBlind : 0),
      };
    });
    const options = { ...DEFAULT_OPTIONS, bigBlindAnteFirst, tableAllIns, oddChip };
    return { game: NO_LIMIT_HOLDEM, stakes, options, button, smallBlind, bigBlind, extraBlinds: [], seats };
  });

/** Button and blinds as a table might have them: an empty button, a dead small blind, and heads-up the button as small blind. */
function positions(
  places: readonly number[],
  wanted: number,
  isDead: boolean,
): Pick<HandSetup, 'button' | 'smallBlind' | 'bigBlind'> {
  const clockwise = (from: number): SeatIndex[] =>
    [...places].sort((a, b) => ((a - from + 9) % MAX_SEATS) - ((b - from + 9) % MAX_SEATS)) as SeatIndex[];
  const [first = 0 as SeatIndex, second = 0 as SeatIndex] = clockwise(wanted);
  if (places.length === 2) return { button: first, smallBlind: first, bigBlind: second };
  const button = wanted as SeatIndex;
  return isDead ? { button, smallBlind: null, bigBlind: first } : { button, smallBlind: first, bigBlind: second };
}

/** A hand played to its end. */
export const anyPlay: fc.Arbitrary<Play> = fc
  .record({
    setup: anySetup,
    shuffle: fc.array(fc.nat({ max: 51 }), { minLength: 25, maxLength: 25 }),
    choices: fc.array(fc.record({ what: fc.nat({ max: 15 }), size: fc.nat({ max: 1000 }) }), { maxLength: 60 }),
  })
  .map(({ setup, shuffle, choices }) => play(setup, drawn(shuffle), choices));

/** The 25 cards that ten seats and a board need at most: the first ones of a Fisher–Yates shuffle by `picks`. */
function drawn(picks: readonly number[]): Card[] {
  const deck = orderedDeck();
  return picks.map((pick) => deck.splice(pick % deck.length, 1)[0] as Card);
}

function play(setup: HandSetup, deck: Card[], choices: readonly Choice[]): Play {
  const events = startHand(setup);
  let hand = handFrom(events);
  const waits = [hand];
  const commands: HandCommand[] = [];
  for (let turn = 0; nextStep(hand).kind !== 'ended'; ) {
    const isChoice = nextStep(hand).kind === 'act';
    const command = nextCommand(hand, deck, isChoice ? choices[turn++] : undefined);
    const played = playHand(hand, command);
    assert(played.ok, `a legal ${command.kind} was refused`);
    hand = played.value.hand;
    events.push(...played.value.events);
    commands.push(command);
    waits.push(hand);
  }
  return { setup, commands, events, waits };
}

function nextCommand(hand: Hand, deck: Card[], choice: Choice = { what: 0, size: 0 }): HandCommand {
  const step = nextStep(hand);
  switch (step.kind) {
    case 'deal-hole':
      return { kind: 'deal-hole', seat: step.seat, cards: deck.splice(0, step.count) };
    case 'deal-board':
      return { kind: 'deal-board', board: step.board, cards: deck.splice(0, step.count) };
    case 'show-or-muck':
      return { kind: 'settle-showdown' };
    default: {
      const legal = legalActions(hand);
      assert(legal, 'a turn without legal actions');
      return chosen(legal, choice);
    }
  }
}

/** 0, also when the choices have run out, checks or calls: every hand comes to its end. */
function chosen({ seat, canCheck, raise }: LegalActions, { what, size }: Choice): HandCommand {
  if (what === 1 || what === 2) return { kind: 'fold', seat };
  if (what === 3) return { kind: 'time-out', seat };
  if (what === 4 && size < 50) return { kind: 'run-out' };
  if (raise && what >= 10) {
    const { smallest, largest } = raise;
    const between = chips(smallest + Math.floor(((largest - smallest) * size) / 2000));
    return { kind: 'raise-to', seat, to: what === 10 ? largest : what === 11 ? between : smallest };
  }
  return canCheck ? { kind: 'check', seat } : { kind: 'call', seat };
}
