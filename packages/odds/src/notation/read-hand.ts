/**
 * A hand as people write it: its cards ("AsAh", "As??", "random"), or a range of them ("QQ+, AKs, 76s-54s, KQo:0.5").
 */
import type { Card } from '@aboveboard/engine';
import { err, ok, type Result } from '@aboveboard/kit';
import { choices, choose } from '../exact/choose.ts';
import type { OddsGame } from '../question/odds-game.ts';
import type { Combo, HandSpec } from '../question/question.ts';
import type { TextFault } from './fault.ts';
import { readCards } from './read-cards.ts';
import { looksLikeRange, readRange } from './read-range.ts';

/** Weights are written with three decimals at most and kept as thousandths. */
const WEIGHT_UNIT = 1000;
/** An item of a list stands for no more hands than this; a list is for picking hands, `random` alone needs none. */
const MOST_WAYS = 20_000;

/** One item of a list, its place, and its weight in thousandths. */
interface Item {
  readonly text: string;
  readonly at: number;
  readonly weight: number;
}

/**
 * Reads one hand of a game.
 *
 * A list holds each hand once: where two items name the same one, the later item's weight stands.
 *
 * @see rules/ODDS.md ODDS-4 to ODDS-6
 */
export function readHand(text: string, game: OddsGame): Result<HandSpec, TextFault> {
  const items = splitItems(text);
  if (!items.ok) return items;
  const [only, ...others] = items.value;
  if (only && others.length === 0 && only.weight === WEIGHT_UNIT && !looksLikeRange(only.text)) {
    const cards = readItemCards(only, game);
    return cards.ok ? ok({ kind: 'cards', cards: cards.value }) : cards;
  }
  const byKey = new Map<string, Combo>();
  for (const item of items.value) {
    const ways = waysOf(item, game);
    if (!ways.ok) return ways;
    for (const cards of ways.value) {
      const sorted = cards.toSorted((a, b) => b - a);
      byKey.set(sorted.join(), { cards: sorted, weight: item.weight });
    }
  }
  return ok({ kind: 'range', combos: simplest([...byKey.values()]) });
}

function splitItems(text: string): Result<Item[], TextFault> {
  const items: Item[] = [];
  let at = 0;
  for (const part of text.split(',')) {
    const body = part.trim();
    const start = at + part.length - part.trimStart().length;
    at += part.length + 1;
    const [hand = '', weight, ...more] = body.split(':');
    if (hand.trim() === '') return err({ code: 'EMPTY', at: start, text: body });
    const thousandths = weight === undefined ? WEIGHT_UNIT : readWeight(weight.trim());
    if (thousandths === null || more.length > 0)
      return err({ code: 'BAD_WEIGHT', at: start + hand.length, text: body.slice(hand.length) });
    items.push({ text: hand.trim(), at: start, weight: thousandths });
  }
  return ok(items);
}

/** "1", "0.5", ".125": above 0, at most 1. */
function readWeight(text: string): number | null {
  if (!/^[01]?(\.\d{1,3})?$/.test(text) || text === '') return null;
  const weight = Math.round(Number(text) * WEIGHT_UNIT);
  return weight > 0 && weight <= WEIGHT_UNIT ? weight : null;
}

/** The known cards of "AsKd", "As??" or "random". */
function readItemCards({ text, at }: Item, game: OddsGame): Result<Card[], TextFault> {
  if (text.toLowerCase() === 'random') return ok([]);
  const cards = readCards(text, game.deck, at);
  if (!cards.ok) return cards.error.code === 'NOT_A_CARD' ? err({ ...cards.error, code: 'NOT_A_HAND', at, text }) : cards;
  if (cards.value.length > game.holeCards) return err({ code: 'TOO_MANY_CARDS', at, text });
  return ok(cards.value.filter((card) => card !== null));
}

/** All hands in full that an item stands for. */
function waysOf(item: Item, game: OddsGame): Result<(readonly Card[])[], TextFault> {
  if (looksLikeRange(item.text)) return readRange(item.text, item.at, game);
  const known = readItemCards(item, game);
  if (!known.ok) return known;
  const rest = game.deck.filter((card) => !known.value.includes(card));
  const missing = game.holeCards - known.value.length;
  if (choose(rest.length, missing) > MOST_WAYS) return err({ code: 'TOO_MANY_WAYS', at: item.at, text: item.text });
  return ok(Array.from(choices(rest, missing), (more) => [...known.value, ...more]));
}

/** The same weights in the smallest whole numbers. */
function simplest(combos: readonly Combo[]): Combo[] {
  const divisor = combos.reduce((gcd, { weight }) => greatestDivisor(gcd, weight), 0);
  return combos.map(({ cards, weight }) => ({ cards, weight: weight / divisor }));
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
