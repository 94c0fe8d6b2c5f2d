/**
 * The action lines of the PHH notation, read and written. Which of them a game plays is the replayer's business.
 */
import type { HoleCard } from '@aboveboard/engine';
import { err, ok, type Result, unreachable } from '@aboveboard/kit';
import { formatAmount } from './amount.ts';
import { formatHoleCards, parseHoleCards } from './cards.ts';

/** `player` counts from 1, as in the notation. `comment` is what stands after `#` in the line itself, which the notation keeps. */
export type PhhAction = PhhMove & { readonly comment?: string };

type PhhMove =
  | { readonly kind: 'deal-board'; readonly cards: readonly HoleCard[] }
  | { readonly kind: 'deal-hole'; readonly player: number; readonly cards: readonly HoleCard[] }
  | { readonly kind: 'fold'; readonly player: number }
  | { readonly kind: 'check-or-call'; readonly player: number }
  /** `amount` is the whole bet of the street, in the record's own decimals. */
  | { readonly kind: 'bet-or-raise'; readonly player: number; readonly amount: number }
  | { readonly kind: 'bring-in'; readonly player: number }
  /** Without cards the player stands pat. */
  | { readonly kind: 'discard'; readonly player: number; readonly cards: readonly HoleCard[] }
  /** `as-dealt` is the notation's dash: the cards stand in the dealer's lines already. */
  | { readonly kind: 'show'; readonly player: number; readonly cards: readonly HoleCard[] | 'as-dealt' }
  | { readonly kind: 'muck'; readonly player: number }
  /** Nothing but its comment, or not even that. */
  | { readonly kind: 'no-op' };

/** Reads one line. The error is a sentence for the person who wrote the file. */
export function parseAction(line: string): Result<PhhAction, string> {
  const hash = line.indexOf('#');
  const move = parseMove(line, (hash < 0 ? line : line.slice(0, hash)).trim());
  const comment = hash < 0 ? '' : line.slice(hash + 1).trim();
  return move.ok && comment !== '' ? ok({ ...move.value, comment }) : move;
}

/** Writes the line that `parseAction` reads as the same action. */
export function formatAction(action: PhhAction): string {
  const move = formatMove(action);
  return action.comment === undefined ? move : `${move} # ${action.comment}`.trimStart();
}

function parseMove(line: string, move: string): Result<PhhMove, string> {
  if (move === '') return ok({ kind: 'no-op' });
  const words = move.split(/\s+/);
  const [who = '', verb = ''] = words;
  if (who === 'd') return parseDeal(line, verb, words.slice(2));
  const player = playerNumber(who);
  if (player === null) return err(`"${line}": a line begins with d or a player, p1 to p99`);
  return parsePlayerAction(line, player, verb, words.slice(2));
}

function parsePlayerAction(line: string, player: number, verb: string, rest: readonly string[]): Result<PhhMove, string> {
  const alone = (move: PhhMove) => (rest.length === 0 ? ok(move) : err(`"${line}": nothing may follow ${verb}`));
  switch (verb) {
    case 'f':
      return alone({ kind: 'fold', player });
    case 'cc':
      return alone({ kind: 'check-or-call', player });
    case 'pb':
      return alone({ kind: 'bring-in', player });
    case 'cbr': {
      const isGood = rest.length === 1 && /^\d+(\.\d+)?$/.test(rest[0] ?? '');
      return isGood ? ok({ kind: 'bet-or-raise', player, amount: Number(rest[0]) }) : err(`"${line}": cbr wants one amount`);
    }
    case 'sd':
    case 'sm': {
      if (verb === 'sm' && rest.length === 1 && rest[0] === '-') return ok({ kind: 'show', player, cards: 'as-dealt' });
      const cards = rest.length > 1 ? null : parseHoleCards(rest.join(''));
      if (!cards) return err(`"${line}": ${rest.join(' ')} are not cards`);
      if (verb === 'sd') return ok({ kind: 'discard', player, cards });
      return ok(cards.length === 0 ? { kind: 'muck', player } : { kind: 'show', player, cards });
    }
    default:
      return err(`"${line}": ${verb || 'nothing'} is no action; known are f, cc, cbr, pb, sd, sm`);
  }
}

function parseDeal(line: string, verb: string, rest: readonly string[]): Result<PhhMove, string> {
  if (verb === 'db') {
    const cards = rest.length === 1 ? parseHoleCards(rest.join('')) : null;
    return cards ? ok({ kind: 'deal-board', cards }) : err(`"${line}": not board cards`);
  }
  const player = playerNumber(rest[0] ?? '');
  const cards = rest.length === 2 ? parseHoleCards(rest[1] ?? '') : null;
  if (verb !== 'dh' || player === null || !cards)
    return err(`"${line}": the dealer's lines are d db CARDS and d dh PLAYER CARDS`);
  return ok({ kind: 'deal-hole', player, cards });
}

function playerNumber(text: string): number | null {
  const match = /^p([1-9]\d?)$/.exec(text);
  return match ? Number(match[1]) : null;
}

function formatMove(action: PhhAction): string {
  switch (action.kind) {
    case 'deal-board':
      return `d db ${formatHoleCards(action.cards)}`;
    case 'deal-hole':
      return `d dh p${action.player} ${formatHoleCards(action.cards)}`;
    case 'fold':
      return `p${action.player} f`;
    case 'check-or-call':
      return `p${action.player} cc`;
    case 'bet-or-raise':
      return `p${action.player} cbr ${formatAmount(action.amount)}`;
    case 'bring-in':
      return `p${action.player} pb`;
    case 'discard':
      return `p${action.player} sd ${formatHoleCards(action.cards)}`.trimEnd();
    case 'show':
      return `p${action.player} sm ${action.cards === 'as-dealt' ? '-' : formatHoleCards(action.cards)}`;
    case 'muck':
      return `p${action.player} sm`;
    case 'no-op':
      return '';
    default:
      return unreachable(action);
  }
}
