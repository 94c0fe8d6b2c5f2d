/** How large things on the table are, in units of the design size: they give way to many cards and several boards. */

/** What of a game decides how much room it needs. */
export type Deal = {
  /** Cards a seat holds at most. */
  readonly held: number;
  /** How many of them end up open before the seat: four in stud. */
  readonly open: number;
  /** Boards side by side, 0 in stud and draw. */
  readonly boards: number;
};

export type Measures = {
  readonly plate: readonly [number, number];
  readonly heroPlate: readonly [number, number];
  /** Widths of cards before a seat and before the hero, and from one to the next. */
  readonly hole: number;
  readonly holeStep: number;
  readonly hero: number;
  readonly heroStep: number;
  /** Room for the cards of a seat, and how much of their height is seen. */
  readonly strip: number;
  readonly heroStrip: number;
  readonly showing: number;
  readonly heroShowing: number;
  readonly bet: readonly [number, number];
  readonly button: number;
  readonly boardCard: number;
  readonly boardGap: number;
  readonly rowGap: number;
  readonly boardColumns: number;
  readonly pot: readonly [number, number];
  readonly sidePots: readonly [number, number];
  readonly gap: number;
};

const SIZES = {
  wide: {
    plate: [156, 54], heroPlate: [168, 54], hole: 46, holeStep: 36, strip: 154, hero: 74, heroStep: 80, heroStrip: 350, showing: 44,
    heroShowing: 108, bet: [112, 26], button: 26, boardCards: [66, 50, 42], boardGap: 8, rowGap: 8, pot: [260, 34], sidePots: [420, 26], gap: 5,
    stud: { strip: 190, showing: 50, hole: 46, bet: [112, 26], sidePots: [420, 26] },
  },
  tall: {
    plate: [80, 38], heroPlate: [92, 46], hole: 30, holeStep: 24, strip: 80, hero: 52, heroStep: 54, heroStrip: 254, showing: 22,
    heroShowing: 73, bet: [70, 18], button: 18, boardCards: [35, 35, 30], boardGap: 3, rowGap: 4, pot: [116, 24], sidePots: [188, 18], gap: 1,
    stud: { strip: 114, showing: 34, hole: 27, bet: [60, 18], sidePots: [124, 30] },
  },
} as const; // biome-ignore format: one line a size class keeps the two comparable

/** Share of a card's width from one card to the next that still shows its whole index. */
const LEGIBLE = 0.54;
/** Nine or ten seats leave the hero less room on a wide screen, and the others less on a phone. */
const CROWDED_SEATS = 9;
const CROWDED = { wide: { strip: 154, heroStrip: 280 }, tall: { strip: 66, heroStrip: 254 } } as const;

export function measuresFor(mode: 'wide' | 'tall', { held, open, boards }: Deal, seatCount: number): Measures {
  const isCrowded = seatCount >= CROWDED_SEATS;
  const base = { ...SIZES[mode], ...(isCrowded ? CROWDED[mode] : {}) };
  const { strip, showing, hole: widest, bet, sidePots } = open > 0 ? base.stud : base;
  const hole = open > 0 ? widest : Math.min(widest, strip / (1 + LEGIBLE * (held - 1)));
  const holeStep = Math.min(base.holeStep, (strip - hole) / Math.max(held - 1, 1));
  const heroStep = Math.min(base.heroStep, (base.heroStrip - base.hero) / Math.max(held - 1, 1));
  return {
    ...base,
    hole,
    holeStep,
    heroStep,
    showing,
    bet,
    sidePots,
    strip: open > 0 ? strip : hole + holeStep * (held - 1),
    heroStrip: base.hero + heroStep * (held - 1),
    boardCard: base.boardCards[Math.min(Math.max(boards, 1), 3) - 1] ?? base.boardCards[2],
    boardColumns: open > 0 ? 1 : 5,
  };
}
