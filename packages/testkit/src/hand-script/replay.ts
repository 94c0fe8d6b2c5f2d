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
  nextStep,
  playHand,
  type SeatIndex,
  seatAt,
  startHand,
} from '@aboveboard/engine';
import { type Result, unreachable } from '@aboveboard/kit';
import { chipsAtTable } from '../chips-at-table.ts';
import { cardsFor } from '../dealer.ts';
import {
  checkAction,
  checkLine,
  differs,
  fitsWinners,
  type Problem,
  potsText,
  refusalText,
  sumOf,
  winnersIn,
} from './check.ts';
import { type Deal, dealsFor } from './deal-cards.ts';
import { HandScriptError } from './fail.ts';
import { type DealerLine, type HandScript, type PlayerLine, parseScript, type ScriptLine, type ScriptPlace } from './script.ts';

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
  let failed: { readonly error: HandScriptError; readonly isFit: boolean } | null = null;
  for (const deal of dealsFor(script)) {
    const game = new ScriptedHand(script, deal);
    const error = game.playAll(script);
    if (error === null) return { hand: game.hand, events: game.events };
    if (game.hand.phase !== 'ended') throw error; // cards that others get do not change it
    const isFit = fitsWinners(game.events, script.lines);
    if (!failed || (isFit && !failed.isFit)) failed = { error, isFit };
  }
  throw failed?.error;
}

/** The hand of a script while it is played. */
class ScriptedHand {
  hand: Hand;
  readonly events: HandEvent[];
  private readonly deal: Deal;
  /** Board cards read and not yet dealt, by board. */
  private readonly boards: Card[][] = [];
  private readonly chips: number;

  constructor({ setup }: HandScript, deal: Deal) {
    this.deal = deal;
    this.events = startHand(setup);
    this.hand = handFrom(this.events);
    this.chips = setup.seats.reduce((sum, { stack }) => sum + stack, 0);
  }

  playAll({ lines }: HandScript): HandScriptError | null {
    let last: ScriptPlace = { line: 1, text: 'the deal' };
    for (const line of lines) {
      last = line;
      const problem = this.play(line);
      if (problem !== null) return new HandScriptError(last, problem);
    }
    const problem = this.end(lines);
    return problem === null ? null : new HandScriptError(last, problem);
  }

  private play(line: ScriptLine): Problem {
    if (line.kind !== 'player') return this.dealerLine(line);
    const { seat, doing } = line;
    if (doing.kind === 'gets') return this.act(line, { kind: 'deal-hole', seat, cards: doing.cards });
    const early = mayWaitForCards(this.hand, line) ? null : this.dealHoleCards();
    if (early !== null) return early;
    const command = commandOf(this.hand, line);
    return command === null ? this.look(line) : this.act(line, command);
  }

  private dealerLine(line: DealerLine): Problem {
    switch (line.kind) {
      case 'street':
        return this.dealStreet(line.cards);
      case 'board':
        this.boards[line.board] = [...(this.boards[line.board] ?? []), ...line.cards];
        return this.dealHoleCards() ?? this.dealBoards();
      case 'runs': {
        const result = this.dealHoleCards() ?? this.command({ kind: 'run-it', times: line.times });
        return typeof result === 'string'
          ? result
          : differs('refusal', result.ok ? null : refusalText(result.error), line.refused);
      }
      case 'pots':
        return differs('pots', potsText(this.hand), line.pots);
      case 'rake':
        return this.settle() ?? differs('rake', sumOf(this.events, 'rake-taken'), line.amount);
      case 'run-out':
        return this.dealHoleCards() ?? this.must({ kind: 'run-out' });
      case 'ended':
        return differs('the hand', nextStep(this.hand).kind, 'ended');
      default:
        return unreachable(line);
    }
  }

  /** After the last line: no board card is left over, whoever won was named, and a script of no lines has dealt its first cards. */
  private end(lines: readonly ScriptLine[]): Problem {
    const left = this.boards.flat().length;
    if (left > 0) return `${left} board cards were not dealt`;
    const named = new Set(lines.flatMap((line) => (line.kind === 'player' && line.doing.kind === 'wins' ? [line.seat] : [])));
    const early = this.hand.street === 0 ? this.dealHoleCards() : null;
    return early ?? (named.size === 0 ? null : differs('winners', winnersIn(this.events).size, named.size));
  }

  private act(line: PlayerLine, command: HandCommand): Problem {
    const before = this.hand;
    const result = this.command(command);
    if (line.refused !== null) return differs('refusal', result.ok ? 'none' : refusalText(result.error), line.refused);
    return result.ok ? (this.chipsLost() ?? checkAction(before, line)) : `refused ${refusalText(result.error)}`;
  }

  private look(line: PlayerLine): Problem {
    const { kind } = line.doing;
    const settled = kind === 'wins' || kind === 'showed' || kind === 'mucked' ? this.settle() : null;
    return settled ?? checkLine(this.hand, this.events, line);
  }

  private settle(): Problem {
    return nextStep(this.hand).kind === 'show-or-muck' ? this.must({ kind: 'settle-showdown' }) : null;
  }

  /** Own cards that are due: those named with `holds`, then any. */
  private dealHoleCards(): Problem {
    for (let step = nextStep(this.hand); step.kind === 'deal-hole'; step = nextStep(this.hand)) {
      const { seat, count } = step;
      const cards = this.deal.held.get(seat)?.splice(0, count) ?? [];
      const problem = this.dealTo(seat, [...cards, ...cardsFor(this.hand, seat, count - cards.length, this.deal.deck)]);
      if (problem !== null) return problem;
    }
    return null;
  }

  private dealStreet(cards: readonly (readonly Card[])[]): Problem {
    for (const own of cards) {
      const step = nextStep(this.hand);
      if (step.kind !== 'deal-hole') return 'no seat waits for cards';
      const problem = this.dealTo(step.seat, own);
      if (problem !== null) return problem;
    }
    return null;
  }

  private dealTo(seat: SeatIndex, cards: readonly Card[]): Problem {
    return this.must({ kind: 'deal-hole', seat, cards });
  }

  private dealBoards(): Problem {
    for (let step = nextStep(this.hand); step.kind === 'deal-board'; step = nextStep(this.hand)) {
      const { board, count } = step;
      const cards = this.boards[board]?.splice(0, count) ?? [];
      if (cards.length === 0) return null;
      const problem = this.must({ kind: 'deal-board', board, cards });
      if (problem !== null) return problem;
    }
    return null;
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

/** What is looked at where it stands, so that the script itself may name the cards that come next. */
function mayWaitForCards({ street }: Hand, { doing }: PlayerLine): boolean {
  if (doing.kind === 'has' || doing.kind === 'gets back') return street > 0;
  return doing.kind === 'holds' || doing.kind === 'posts';
}

function commandOf(hand: Hand, { seat, doing }: PlayerLine): HandCommand | null {
  switch (doing.kind) {
    case 'folds':
      return { kind: 'fold', seat };
    case 'checks':
      return { kind: 'check', seat };
    case 'calls':
      return { kind: 'call', seat };
    case 'brings in':
      return { kind: 'bring-in', seat };
    case 'bets':
    case 'raises':
    case 'completes':
      return { kind: 'raise-to', seat, to: doing.to };
    case 'discards':
      return { kind: 'discard', seat, cards: doing.cards };
    case 'draws':
      return { kind: 'discard', seat, cards: seatAt(hand, seat).hole.slice(0, doing.count) };
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
