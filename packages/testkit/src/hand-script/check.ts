/** What a script's line says, beside what happened. */
import {
  type Award,
  type Game,
  type Hand,
  type HandEvent,
  type HandRefusal,
  legalActions,
  legalDraw,
  type SeatIndex,
  seatAt,
} from '@aboveboard/engine';
import type { PlayerLine, ScriptLine, WinPart } from './script.ts';

/** What is wrong with a line, `null` for nothing. */
export type Problem = string | null;

export function differs(what: string, got: unknown, wanted: unknown): Problem {
  return got === wanted ? null : `${what}: expected ${wanted}, got ${got}`;
}

/** The amounts and words of an action that was accepted. */
export function checkAction(before: Hand, { seat, doing, isAllIn }: PlayerLine): Problem {
  const turn = legalActions(before);
  const { stack, bet } = seatAt(before, seat);
  const due = turn?.bringIn ?? turn?.call ?? 0;
  const putIn = 'to' in doing ? doing.to - bet : due;
  if (doing.kind === 'calls' && doing.amount !== null && doing.amount !== putIn) return differs('call', putIn, doing.amount);
  if (doing.kind === 'brings in') return differs('bring-in', putIn, doing.amount);
  const verb = isCompletion(before) ? 'completes' : turn?.raise?.isBet ? 'bets' : 'raises';
  if ('to' in doing && doing.kind !== verb) return differs('action', verb, doing.kind);
  return isAllIn ? differs('chips behind', stack - putIn, 0) : null; // behind then: an uncalled bet may be back already
}

/** Nothing but the bring-in has been bet on the first street of stud. */
function isCompletion({ setup, street, lastAggressor, betToMatch }: Hand): boolean {
  return setup.game.forced === 'bring-in' && street === 0 && lastAggressor === null && betToMatch > 0;
}

/** A line that is looked for, not done. */
export function checkLine(hand: Hand, events: readonly HandEvent[], { seat, doing }: PlayerLine): Problem {
  const own = events.filter((event) => 'seat' in event && event.seat === seat);
  switch (doing.kind) {
    case 'wins':
      return differs('chips won', wonBy(hand, seat, doing.part), doing.amount);
    case 'gets back':
      return differs('uncalled bet', sumOf(own, 'uncalled-returned'), doing.amount);
    case 'has':
      return differs('stack', seatAt(hand, seat).stack, doing.amount);
    case 'posts': {
      const posts = own.filter((event) => event.kind === 'posted' && event.what === doing.what);
      return differs(doing.what, sumOf(posts, 'posted'), doing.amount);
    }
    case 'may':
      return differs('turn', hand.toAct, seat) ?? differs('legal', legalText(hand), doing.actions);
    case 'showed':
    case 'mucked':
      return differs('hand', seatAt(hand, seat).fate, doing.kind === 'showed' ? 'shown' : 'mucked');
    default:
      return null; // cards held are dealt when their turn comes
  }
}

/** "RAISE_TOO_SMALL smallest 600". */
export function refusalText({ code, ...detail }: HandRefusal): string {
  return [code, ...Object.entries(detail).flat()].join(' ');
}

/** "fold, call 100, raise 600 to 10000", "bring in 20, bet 60", "draw 0 to 5", "discard 1"; one amount where there is only one. */
function legalText(hand: Hand): string {
  const draw = legalDraw(hand);
  if (draw) return draw.least === draw.most ? `discard ${draw.least}` : `draw ${draw.least} to ${draw.most}`;
  const legal = legalActions(hand);
  if (legal === null) return 'nothing';
  const { canFold, canCheck, call, bringIn, raise } = legal;
  const name = isCompletion(hand) ? 'complete' : raise?.isBet ? 'bet' : 'raise';
  const step = raise && raise.step > 1 ? ` by ${raise.step}` : '';
  const bounds = raise && `${name} ${raise.smallest} to ${raise.largest}${step}`;
  const owed = [call !== null && `call ${call}`, bringIn !== null && `bring in ${bringIn}`];
  return [canFold && 'fold', canCheck && 'check', ...owed, bounds].filter(Boolean).join(', ');
}

/** "1050 for 3, 1300 for 2". */
export function potsText({ pots }: Hand): string {
  return pots.map(({ amount, seats }) => `${amount} for ${seats.length}`).join(', ');
}

export function sumOf(events: readonly HandEvent[], kind: 'rake-taken' | 'uncalled-returned' | 'posted'): number {
  return events.reduce((sum, event) => sum + (event.kind === kind ? event.amount : 0), 0);
}

/** All seats that won a chip. */
export function winnersIn(events: readonly HandEvent[]): Set<SeatIndex> {
  const shares = events.flatMap((event) => (event.kind === 'pot-awarded' ? event.winners : []));
  return new Set(shares.filter(({ amount }) => amount > 0).map(({ seat }) => seat));
}

/** Those won who are said to, whatever they won. */
export function fitsWinners(events: readonly HandEvent[], lines: readonly ScriptLine[]): boolean {
  const winners = winnersIn(events);
  const named = lines.flatMap((line) => (line.kind === 'player' && line.doing.kind === 'wins' ? [line.seat] : []));
  return named.every((seat) => winners.has(seat)) && new Set(named).size === winners.size;
}

function wonBy({ awards, setup }: Hand, seat: SeatIndex, part: WinPart): number {
  let won = 0;
  for (const award of awards.filter((one) => isPart(setup.game, one, part))) {
    for (const share of award.winners) if (share.seat === seat) won += share.amount;
  }
  return won;
}

function isPart(game: Game, { board, win }: Award, part: WinPart): boolean {
  if (part.board !== null && part.board !== board) return false;
  return part.way === null || part.way === wayOf(game, win);
}

/** How a part of a pot was won; `null` where the pot was not divided by ways to win. */
function wayOf({ wins }: Game, win: number | null): WinPart['way'] {
  if (win === null) return null;
  const { type } = wins[win] ?? { type: '' };
  if (type.startsWith('low')) return 'low';
  return type.startsWith('badugi') ? 'badugi' : 'high';
}
