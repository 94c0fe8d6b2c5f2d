/**
 * Counting: every choice of cards from a deck, each rated by the engine, grouped by what it is.
 */
import { type Card, card, describeHand, type HandRank, NO_HAND, strength, type WinRule } from '@aboveboard/engine';

/** What is to be counted, and what is known to come out (design/engine.md, Frequencies). */
export interface Survey {
  readonly name: string;
  readonly title: string;
  readonly rule: WinRule;
  /** The deck's cards; 36 of them begin at the six. */
  readonly deck: 52 | 36;
  /** Cards in a hand. */
  readonly cards: number;
  /** Names of the groups a hand is counted in; `null` for cards that make no hand of the kind. */
  readonly groups: (rank: HandRank | null) => readonly string[];
  /** A fast evaluator that must rate every hand as `strength` does. */
  readonly fast?: () => (hand: readonly number[]) => number;
  /** The groups, how many hands there are in all, and how many different strengths. */
  readonly known: Readonly<Record<string, number>>;
}

export type Counts = Readonly<Record<string, number>>;

/** More than any strength there is. */
const STRENGTHS = 17 << 20;
/** Counts the hands that a survey's fast evaluator rates otherwise: none, or it is wrong. */
export const OTHERWISE = 'fast otherwise';
const PROGRESS_EVERY = 5_000_000;

/** Rates all hands of the survey; `onProgress` hears now and then how many are done. */
export function takeSurvey(survey: Survey, onProgress: (done: number) => void = () => undefined): Counts {
  const { rule, deck, cards } = survey;
  const held = new Uint32Array(STRENGTHS + 1); // by strength plus one, since no hand is -1
  const examples = new Map<number, readonly Card[]>();
  const rateFast = survey.fast?.();
  let total = 0;
  let otherwise = 0;
  forEachChoice(deck, cards, 52 - deck, (hand) => {
    const worth = strength(rule, hand, []);
    if (rateFast && rateFast(hand) !== worth) otherwise++;
    if (held[worth + 1] === 0) examples.set(worth, hand.map(card));
    held[worth + 1] = (held[worth + 1] as number) + 1;
    if (++total % PROGRESS_EVERY === 0) onProgress(total);
  });
  const counts = grouped(survey, held, examples, total);
  return rateFast ? { ...counts, [OTHERWISE]: otherwise } : counts;
}

/** Hands of one strength are alike, so one of them tells what they all are. */
function grouped(
  { rule, groups }: Survey,
  held: Uint32Array,
  examples: ReadonlyMap<number, readonly Card[]>,
  total: number,
): Counts {
  const counts: Record<string, number> = { total, distinct: 0 };
  for (const [worth, example] of examples) {
    if (worth !== NO_HAND) counts.distinct = (counts.distinct ?? 0) + 1;
    for (const group of groups(describeHand(rule, example, []))) {
      counts[group] = (counts[group] ?? 0) + (held[worth + 1] as number);
    }
  }
  return counts;
}

/** Lines saying where counts are not what is known; none when all agree. */
export function differences(known: Counts, counted: Counts): string[] {
  return Object.entries(known)
    .filter(([group, count]) => counted[group] !== count)
    .map(([group, count]) => `${group}: ${counted[group] ?? 0} counted, ${count} known`);
}

/** All choices of `k` of `n` numbers from `first` on, each written into one array that is used again. */
function forEachChoice(n: number, k: number, first: number, visit: (chosen: readonly number[]) => void): void {
  const chosen = Array.from({ length: k }, (_, i) => first + i);
  for (;;) {
    visit(chosen);
    let i = k - 1;
    while (i >= 0 && chosen[i] === first + n - k + i) i--;
    if (i < 0) return;
    chosen[i] = (chosen[i] as number) + 1;
    for (let j = i + 1; j < k; j++) chosen[j] = (chosen[j - 1] as number) + 1;
  }
}
