import { expect, test } from 'vitest';
import { fan } from './fan.ts';
import { measuresFor } from './measures.ts';

const STUD = { held: 7, open: 4, boards: 0 };
const DOWN = false;
const OPEN = true;

/** On the phone and on the desktop, as hero and as another. */
const SPREADS = (['tall', 'wide'] as const).flatMap((mode) =>
  [true, false].map((isHero) => {
    const at = (deal: typeof STUD) => {
      const { strip, heroStrip, hole, holeStep, hero, heroStep } = measuresFor(mode, deal, 8);
      return isHero ? { strip: heroStrip, card: hero, step: heroStep, isHero } : { strip, card: hole, step: holeStep, isHero };
    };
    return { name: `${mode}, ${isHero ? 'hero' : 'another'}`, at };
  }),
);

for (const { name, at } of SPREADS) {
  test(`${name}: no card of stud moves while more are dealt, and all of them stay in the strip`, () => {
    const spread = at(STUD);
    const third = fan([DOWN, DOWN, OPEN], STUD, spread);
    const sixth = fan([DOWN, DOWN, OPEN, OPEN, OPEN, OPEN], STUD, spread);
    const seventh = fan([DOWN, DOWN, DOWN, OPEN, OPEN, OPEN, OPEN], STUD, spread);
    expect(sixth.slice(0, 3)).toEqual(third);
    expect([...seventh.slice(0, 2), ...seventh.slice(3)]).toEqual(sixth);
    expect(Math.max(...seventh) + spread.card).toBeLessThanOrEqual(spread.strip + 0.01);
  });

  test(`${name}: the index of every card that is seen is seen whole`, () => {
    for (const held of [4, 5, 6, 7]) {
      const deal = { held, open: held === 7 ? 4 : 0, boards: 1 };
      const spread = at(deal);
      const lefts = fan(
        Array.from({ length: held }, () => OPEN),
        deal,
        spread,
      );
      const steps = lefts.slice(1).map((left, i) => left - (lefts[i] ?? 0));
      expect(Math.min(...steps) / spread.card, `${held} cards`).toBeGreaterThan(0.5);
    }
  });
}
