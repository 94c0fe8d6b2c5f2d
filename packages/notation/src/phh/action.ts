/**
 * The action lines of the PHH notation. All of its actions are read; which of them a game plays is the replayer's business.
 */
import { type Card, type HoleCard, parseCard } from '@aboveboard/engine';
import { err, ok, type Result } from '@aboveboard/kit';

/** `player` counts from 1, as in the notation. */
export type PhhAction =
  | { readonly kind: 'deal-board'; readonly cards: readonly Card[] }
  | { readonly kind: 'deal-hole'; readonly player: number; readonly cards: readonly HoleCard[] }
  | { readonly kind: 'fold'; readonly player: number }
  | { readonly kind: 'check-or-call'; readonly player: number }
  /** `amount` is the whole bet of the street, in the record's own decimals. */
  | { readonly kind: 'bet-or-raise'; readonly player: number; readonly amount: number }
  | { readonly kind: 'bring-in'; readonly player: number }
  | { readonly kind: 'stand-pat-or-discard'; readonly player: number; readonly cards: readonly HoleCard[] }
  /** Without cards the hand is mucked. */
  | { readonly kind: 'show-or-muck'; readonly player: number; readonly cards: readonly HoleCard[] };

/** Reads one line; a comment may follow `#`. The error is a sentence for the person who wrote the file. */
export function parseAction(line: string): Result<PhhAction, string> {
  const words = (line.split('#')[0] ?? '').trim().split(/\s+/);
  const [who = '', verb = ''] = words;
  if (who === 'd') return parseDeal(line, verb, words.slice(2));
  const player = playerNumber(who);
  if (player === null) return err(`"${line}": a line begins with d or a player, p1 to p10`);
  return parsePlayerAction(line, player, verb, words.slice(2));
}

function parsePlayerAction(line: string, player: number, verb: string, rest: readonly string[]): Result<PhhAction, string> {
  const none = (action: PhhAction) => (rest.length === 0 ? ok(action) : err(`"${line}": nothing may follow ${verb}`));
  switch (verb) {
    case 'f':
      return none({ kind: 'fold', player });
    case 'cc':
      return none({ kind: 'check-or-call', player });
    case 'pb':
      return none({ kind: 'bring-in', player });
    case 'cbr': {
      const amount = Number(rest[0] ?? Number.NaN);
      const isGood = rest.length === 1 && /^\d+(\.\d+)?$/.test(rest[0] ?? '');
      return isGood ? ok({ kind: 'bet-or-raise', player, amount }) : err(`"${line}": cbr wants one amount`);
    }
    case 'sd':
    case 'sm': {
      const cards = parseHoleCards(rest[0] === '-' ? '' : rest.join(''));
      if (!cards) return err(`"${line}": ${rest.join(' ')} are not cards`);
      return ok({ kind: verb === 'sd' ? 'stand-pat-or-discard' : 'show-or-muck', player, cards });
    }
    default:
      return err(`"${line}": ${verb || 'nothing'} is no action; known are f, cc, cbr, pb, sd, sm`);
  }
}

function parseDeal(line: string, verb: string, rest: readonly string[]): Result<PhhAction, string> {
  if (verb === 'db') {
    const cards = parseHoleCards(rest.join(''));
    if (!cards || cards.length === 0 || cards.includes(null)) return err(`"${line}": not board cards`);
    return ok({ kind: 'deal-board', cards: cards as readonly Card[] });
  }
  const player = playerNumber(rest[0] ?? '');
  const cards = parseHoleCards(rest.slice(1).join(''));
  if (verb !== 'dh' || player === null || !cards || cards.length === 0) {
    return err(`"${line}": the dealer's lines are d db CARDS and d dh PLAYER CARDS`);
  }
  return ok({ kind: 'deal-hole', player, cards });
}

function playerNumber(text: string): number | null {
  const match = /^p([1-9]|10)$/.exec(text);
  return match ? Number(match[1]) : null;
}

/** Cards written together, `??` for one that nobody recorded; null when anything else stands there. */
function parseHoleCards(text: string): HoleCard[] | null {
  if (text.length % 2 !== 0) return null;
  const cards: HoleCard[] = [];
  for (let i = 0; i < text.length; i += 2) {
    const two = text.slice(i, i + 2);
    const card = two === '??' ? null : parseCard(two);
    if (two !== '??' && card === null) return null;
    cards.push(card);
  }
  return cards;
}
