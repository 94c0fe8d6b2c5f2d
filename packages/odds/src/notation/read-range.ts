/**
 * Ranges of two-card hands as the field writes them: "QQ+", "22-55", "AKs", "AK", "A5s-A2s", "76s-54s", "KTo+".
 */
import type { Card } from '@aboveboard/engine';
import { rankOf, suitOf } from '@aboveboard/engine';
import { err, ok, type Result } from '@aboveboard/kit';
import type { OddsGame } from '../question/odds-game.ts';
import type { TextFault } from './fault.ts';

const RANKS = '23456789TJQKA';
const RANGE = /^([2-9tjqka])([2-9tjqka])([so]?)(?:(\+)|\s*-\s*([2-9tjqka])([2-9tjqka])([so]?))?$/i;

/** Two ranks, the higher first, and whether of one suit, of two, or either. */
interface Kind {
  readonly high: number;
  readonly low: number;
  readonly suits: '' | 's' | 'o';
}

/** Whether a text begins with two ranks, as no card does. */
export function looksLikeRange(text: string): boolean {
  return /^[2-9tjqka]{2}/i.test(text);
}

/** All hands of a range, each once. A range that the game's deck has no hand of is empty. */
export function readRange(text: string, at: number, game: OddsGame): Result<(readonly Card[])[], TextFault> {
  if (game.holeCards !== 2) return err({ code: 'TWO_CARD_GAMES_ONLY', at, text });
  const found = RANGE.exec(text);
  if (!found) return err({ code: 'NOT_A_HAND', at, text });
  const [, a = '', b = '', suits = '', plus, c, d, endSuits = ''] = found;
  const from = kind(a, b, suits);
  const to = c && d ? kind(c, d, endSuits) : null;
  const kinds = to ? between(from, to) : plus ? upFrom(from) : [from];
  if (!kinds || [from, to].some((one) => one?.high === one?.low && one?.suits))
    return err({ code: to ? 'ENDS_DO_NOT_MATCH' : 'NOT_A_HAND', at, text });
  return ok(kinds.flatMap((one) => handsOf(one, game.deck)));
}

function kind(a: string, b: string, suits: string): Kind {
  const [low, high] = [a, b].map((rank) => RANKS.indexOf(rank.toUpperCase())).sort((x, y) => x - y) as [number, number];
  return { high, low, suits: suits.toLowerCase() as Kind['suits'] };
}

/** "QQ+" is every pair from queens up; "A5s+" every better kicker to the same top card. */
function upFrom(from: Kind): Kind[] {
  const isPair = from.high === from.low;
  const count = isPair ? RANKS.length - from.low : from.high - from.low;
  return Array.from({ length: count }, (_, up) => ({ ...from, high: isPair ? from.high + up : from.high, low: from.low + up }));
}

/** The hands from one end to the other: pairs, kickers to one top card, or both ranks going down together; `null` when neither. */
function between(a: Kind, b: Kind): Kind[] | null {
  const [top, end] = a.low > b.low ? [a, b] : [b, a];
  const steps = top.low - end.low;
  const moved = top.high - end.high;
  const isPair = top.high === top.low;
  if (a.suits !== b.suits || isPair !== (end.high === end.low) || (moved !== 0 && moved !== steps)) return null;
  return Array.from({ length: steps + 1 }, (_, down) => ({
    ...top,
    high: top.high - (moved === 0 ? 0 : down),
    low: top.low - down,
  }));
}

function handsOf({ high, low, suits }: Kind, deck: readonly Card[]): Card[][] {
  const highs = deck.filter((card) => rankOf(card) === high);
  const lows = deck.filter((card) => rankOf(card) === low);
  return highs.flatMap((one) =>
    lows
      .filter((other) => (high === low ? other < one : suits === '' || (suitOf(other) === suitOf(one)) === (suits === 's')))
      .map((other) => [one, other]),
  );
}
