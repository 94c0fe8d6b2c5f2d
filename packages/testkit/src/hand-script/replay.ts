/**
 * Plays a hand script through the engine and holds it to every line.
 */
import {
  type Card,
  type Hand,
  type HandCommand,
  type HandEvent,
  type HandRefusal,
  handFrom,
  legalActions,
  nextStep,
  playHand,
  seatAt,
  startHand,
} from '@aboveboard/engine';
import { type Result, unreachable } from '@aboveboard/kit';
import { chipsAtTable } from '../chips-at-table.ts';
import { dealHoleCards } from './deal-cards.ts';
import { type HandScript, HandScriptError, parseScript, type ScriptLine } from './script.ts';

type PlayerLine = Extract<ScriptLine, { kind: 'player' }>;
/** What is wrong with a line, `null` for nothing. */
type Problem = string | null;

/** A hand as it stands after a script, with everything that happened. */
export interface Replayed {
  readonly hand: Hand;
  readonly events: readonly HandEvent[];
}

/**
 * Plays `text` (see `parseScript`) and returns the hand after its last line.
 *
 * @throws HandScriptError with the line that cannot be read, that is refused, or that says something else than happened.
 */
export function replay(text: string): Replayed {
  const script = parseScript(text);
  const game = new ScriptedHand(script);
  let last = { line: 1, text: 'the deal' };
  const hold = (problem: Problem): void => {
    if (problem !== null) throw new HandScriptError(last, problem);
  };
  hold(game.dealHoleCards(script));
  for (const line of script.lines) {
    last = line;
    hold(game.play(line));
  }
  hold(game.end(script));
  return { hand: game.hand, events: game.events };
}

/** The hand of a script while it is played. */
class ScriptedHand {
  hand: Hand;
  readonly events: HandEvent[];
  /** Board cards read and not yet dealt. */
  private readonly board: Card[] = [];
  private readonly chips: number;

  constructor({ setup }: HandScript) {
    this.events = startHand(setup);
    this.hand = handFrom(this.events);
    this.chips = setup.seats.reduce((sum, { stack }) => sum + stack, 0);
  }

  dealHoleCards(script: HandScript): Problem {
    const hole = dealHoleCards(script);
    let problem: Problem = null;
    for (const { seat } of this.hand.seats) problem ??= this.must({ kind: 'deal-hole', seat, cards: hole.get(seat) ?? [] });
    return problem;
  }

  play(line: ScriptLine): Problem {
    switch (line.kind) {
      case 'player':
        return this.playerLine(line);
      case 'board':
        this.board.push(...line.cards);
        return this.dealBoard();
      case 'pots':
        return differs('pots', potsText(this.hand), line.pots);
      case 'rake':
        return this.settle() ?? differs('rake', sumOf(this.events, 'rake-taken'), line.amount);
      case 'run-out':
        return this.must({ kind: 'run-out' });
      case 'ended':
        return differs('the hand', nextStep(this.hand).kind, 'ended');
      default:
        return unreachable(line);
    }
  }

  /** After the last line: no board card is left over, and whoever won was named. */
  end({ lines }: HandScript): Problem {
    if (this.board.length > 0) return `${this.board.length} board cards were not dealt`;
    const named = lines.filter((line) => line.kind === 'player' && line.doing.kind === 'wins').length;
    return named === 0 ? null : differs('winners', new Set(this.events.flatMap(winnersIn)).size, named);
  }

  private playerLine(line: PlayerLine): Problem {
    const command = commandOf(line);
    if (command === null) return this.check(line);
    const before = this.hand;
    const result = this.command(command);
    if (line.refused !== null) return differs('refusal', result.ok ? 'none' : refusalText(result.error), line.refused);
    return result.ok ? (this.chipsLost() ?? checkAction(before, line)) : `refused ${refusalText(result.error)}`;
  }

  private check({ seat, doing }: PlayerLine): Problem {
    const own = this.events.filter((event) => 'seat' in event && event.seat === seat);
    switch (doing.kind) {
      case 'wins':
        return this.settle() ?? differs('chips won', wonBy(this.events, seat), doing.amount);
      case 'gets back':
        return differs('uncalled bet', sumOf(own, 'uncalled-returned'), doing.amount);
      case 'has':
        return differs('stack', seatAt(this.hand, seat).stack, doing.amount);
      case 'posts':
        return differs(
          doing.what,
          sumOf(
            own.filter((event) => event.kind === 'posted' && event.what === doing.what),
            'posted',
          ),
          doing.amount,
        );
      case 'may':
        return differs('turn', legalActions(this.hand)?.seat, seat) ?? differs('legal', legalText(this.hand), doing.actions);
      case 'showed':
      case 'mucked':
        return this.settle() ?? differs('hand', seatAt(this.hand, seat).fate, doing.kind === 'showed' ? 'shown' : 'mucked');
      default:
        return null; // cards held were dealt before the first line
    }
  }

  private settle(): Problem {
    return nextStep(this.hand).kind === 'show-or-muck' ? this.must({ kind: 'settle-showdown' }) : null;
  }

  private dealBoard(): Problem {
    let problem: Problem = null;
    for (let step = nextStep(this.hand); step.kind === 'deal-board' && this.board.length > 0; step = nextStep(this.hand)) {
      problem ??= this.must({ kind: 'deal-board', board: step.board, cards: this.board.splice(0, step.count) });
    }
    return problem;
  }

  private must(command: HandCommand): Problem {
    const result = this.command(command);
    return result.ok ? this.chipsLost() : `refused ${refusalText(result.error)}`;
  }

  private command(command: HandCommand): Result<unknown, HandRefusal> {
    const result = playHand(this.hand, command);
    if (!result.ok) return result;
    this.hand = result.value.hand;
    this.events.push(...result.value.events);
    return result;
  }

  private chipsLost(): Problem {
    return differs('chips at the table', chipsAtTable(this.hand), this.chips);
  }
}

/** The amounts and words of an action that was accepted. */
function checkAction(before: Hand, { seat, doing, isAllIn }: PlayerLine): Problem {
  const turn = legalActions(before);
  const { stack, bet } = seatAt(before, seat);
  const putIn = 'to' in doing ? doing.to - bet : (turn?.call ?? 0);
  if (doing.kind === 'calls' && doing.amount !== null && doing.amount !== putIn) return differs('call', putIn, doing.amount);
  const verb = turn?.raise?.isBet ? 'bets' : 'raises';
  if ('to' in doing && doing.kind !== verb) return differs('action', verb, doing.kind);
  return isAllIn ? differs('chips behind', stack - putIn, 0) : null; // behind then: an uncalled bet may be back already
}

function differs(what: string, got: unknown, wanted: unknown): Problem {
  return got === wanted ? null : `${what}: expected ${wanted}, got ${got}`;
}

function commandOf({ seat, doing }: PlayerLine): HandCommand | null {
  switch (doing.kind) {
    case 'folds':
      return { kind: 'fold', seat };
    case 'checks':
      return { kind: 'check', seat };
    case 'calls':
      return { kind: 'call', seat };
    case 'bets':
    case 'raises':
      return { kind: 'raise-to', seat, to: doing.to };
    case 'times out':
      return { kind: 'time-out', seat };
    case 'shows':
      return { kind: 'show', seat };
    case 'mucks':
      return { kind: 'muck', seat };
    default:
      return null;
  }
}

/** "RAISE_TOO_SMALL smallest 600". */
function refusalText({ code, ...detail }: HandRefusal): string {
  return [code, ...Object.entries(detail).flat()].join(' ');
}

/** "fold, call 100, raise 600 to 10000". */
function legalText(hand: Hand): string {
  const legal = legalActions(hand);
  if (legal === null) return 'nothing';
  const { canFold, canCheck, call, raise } = legal;
  const bounds = raise && `${raise.isBet ? 'bet' : 'raise'} ${raise.smallest} to ${raise.largest}`;
  return [canFold && 'fold', canCheck && 'check', call !== null && `call ${call}`, bounds].filter(Boolean).join(', ');
}

function potsText({ pots }: Hand): string {
  return pots.map(({ amount, seats }) => `${amount} for ${seats.length}`).join(', ');
}

function sumOf(events: readonly HandEvent[], kind: 'rake-taken' | 'uncalled-returned' | 'posted'): number {
  return events.reduce((sum, event) => sum + (event.kind === kind ? event.amount : 0), 0);
}

function winnersIn(event: HandEvent): number[] {
  return event.kind === 'pot-awarded' ? event.winners.filter(({ amount }) => amount > 0).map(({ seat }) => seat) : [];
}

function wonBy(events: readonly HandEvent[], seat: number): number {
  const shares = events.flatMap((event) => (event.kind === 'pot-awarded' ? event.winners : []));
  return shares.reduce((sum, share) => sum + (share.seat === seat ? share.amount : 0), 0);
}
