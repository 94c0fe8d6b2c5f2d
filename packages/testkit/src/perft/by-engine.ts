/** Counts the sequences that the engine offers: it asks for the legal actions and plays each of them. */
import {
  chips,
  DEFAULT_OPTIONS,
  deckCards,
  gameOf,
  type Hand,
  type HandCommand,
  type HandSetup,
  handFrom,
  type LegalActions,
  legalActions,
  NO_STAKES,
  nextStep,
  playHand,
  seatIndex,
  startHand,
} from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import { countAction, type PerftCase, type PerftCount, type PerftTally } from './perft-case.ts';

export function perftByEngine(perft: PerftCase): PerftCount {
  const tally: PerftTally = { byLength: [], complete: 0 };
  walk(handFrom(startHand(setupOf(perft))), 0, tally);
  return tally;
}

function setupOf({ game: code, stacks, ante, smallBlind, bigBlind, smallBet, bigBet }: PerftCase): HandSetup {
  const game = gameOf(code);
  assert(game, `no game has the code ${code}`);
  const last = stacks.length - 1;
  const hasBlinds = game.forced === 'blinds';
  const blinds = stacks.length === 2 ? { small: last, big: 0 } : { small: 0, big: 1 };
  return {
    game,
    stakes: {
      ...NO_STAKES,
      ...{ ante: chips(ante), smallBlind: chips(smallBlind), bigBlind: chips(bigBlind) },
      ...{ smallBet: chips(smallBet), bigBet: chips(bigBet) },
    },
    options: DEFAULT_OPTIONS,
    button: seatIndex(last),
    smallBlind: hasBlinds ? seatIndex(blinds.small) : null,
    bigBlind: hasBlinds ? seatIndex(blinds.big) : null,
    extraBlinds: [],
    seats: stacks.map((stack, seat) => ({
      ...{ seat: seatIndex(seat), stack: chips(stack), owesLive: chips(0), owesDead: chips(0) },
    })),
  };
}

function walk(start: Hand, length: number, tally: PerftTally): void {
  const hand = dealt(start);
  const legal = legalActions(hand);
  if (legal === null) {
    tally.complete += 1;
    return;
  }
  for (const command of commandsOf(legal)) {
    countAction(tally, length + 1);
    walk(after(hand, command), length + 1, tally);
  }
}

/** Deals until a player has the turn or the hand is over; the cards do not matter, so they come in order. */
function dealt(start: Hand): Hand {
  let hand = start;
  for (let step = nextStep(hand); step.kind !== 'act' && step.kind !== 'ended'; step = nextStep(hand)) {
    const rest = deckCards(hand.setup.game.deck).slice(hand.dealt);
    if (step.kind === 'deal-hole') hand = after(hand, { kind: 'deal-hole', seat: step.seat, cards: rest.slice(0, step.count) });
    else if (step.kind === 'deal-board')
      hand = after(hand, { kind: 'deal-board', board: step.board, cards: rest.slice(0, step.count) });
    else hand = after(hand, { kind: 'settle-showdown' });
  }
  return hand;
}

function after(hand: Hand, command: HandCommand): Hand {
  const played = playHand(hand, command);
  assert(played.ok, `a legal ${command.kind} was refused`);
  return played.value.hand;
}

function commandsOf({ seat, canCheck, call, raise }: LegalActions): HandCommand[] {
  const commands: HandCommand[] = canCheck ? [{ kind: 'check', seat }] : [{ kind: 'fold', seat }];
  if (call !== null) commands.push({ kind: 'call', seat });
  if (raise === null) return commands;
  for (let to = raise.smallest as number; to <= raise.largest; to += raise.step) {
    commands.push({ kind: 'raise-to', seat, to: chips(to) });
  }
  return commands;
}
