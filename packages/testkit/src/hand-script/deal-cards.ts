/**
 * Cards for those a script gives none: who wins holds better cards than who does not, in the order of the `wins` lines. So a
 * script about chips need not speak of cards. Ties and hands that matter are written out with `holds`.
 */
import { type Card, evaluate, orderedDeck, type SeatIndex } from '@aboveboard/engine';
import type { HandScript } from './script.ts';

/** Hole cards of every seat, by the script's `holds` and `wins` lines. */
export function dealHoleCards({ lines, setup }: HandScript): Map<SeatIndex, readonly Card[]> {
  const hole = new Map<SeatIndex, readonly Card[]>();
  const board: Card[] = [];
  const winners: SeatIndex[] = [];
  for (const line of lines) {
    if (line.kind === 'board') board.push(...line.cards);
    if (line.kind !== 'player') continue;
    if (line.doing.kind === 'holds') hole.set(line.seat, line.doing.cards);
    if (line.doing.kind === 'wins') winners.push(line.seat);
  }
  const isUnnamed = (seat: SeatIndex): boolean => !hole.has(seat);
  const losers = setup.seats.map(({ seat }) => seat).filter((seat) => !winners.includes(seat));
  const taken = new Set<Card>([...board, ...[...hole.values()].flat()]);
  const pairs = pairsByStrength(board, taken);
  for (const seat of winners.filter(isUnnamed)) hole.set(seat, takeBest(pairs, taken));
  pairs.reverse();
  for (const seat of losers.filter(isUnnamed)) hole.set(seat, takeBest(pairs, taken));
  return hole;
}

interface Pair {
  readonly cards: readonly Card[];
  readonly strength: number;
}

/** Every pair of the cards that are left, the best with this board first. */
function pairsByStrength(board: readonly Card[], taken: ReadonlySet<Card>): Pair[] {
  const left = orderedDeck().filter((card) => !taken.has(card));
  const pairs = left.flatMap((a, i) =>
    left.slice(i + 1).map((b) => ({ cards: [a, b], strength: strengthOf([a, b, ...board]) })),
  );
  return pairs.sort((a, b) => b.strength - a.strength);
}

/** Without a full board there is no showdown, and any order will do. */
function strengthOf(cards: readonly Card[]): number {
  return cards.length < 7 ? 0 : evaluate(cards);
}

/** Takes the first pair of which no card is out, and leaves none of the same strength: nobody ties by accident. */
function takeBest(pairs: Pair[], taken: Set<Card>): readonly Card[] {
  const at = pairs.findIndex(({ cards }) => cards.every((card) => !taken.has(card)));
  const [pair] = pairs.slice(at, at + 1);
  for (const card of pair?.cards ?? []) taken.add(card);
  const isNext = pairs.findIndex(({ strength }, i) => i > at && (strength !== pair?.strength || strength === 0));
  pairs.splice(0, isNext);
  return pair?.cards ?? [];
}
