/**
 * The sizes a bet control offers. What is legal comes with the turn, from the engine: here sizes are only suggested, and every
 * suggestion, wheel step and typed value ends within those bounds.
 */
import type { WireLegalActions } from '@aboveboard/protocol';

export type RaiseBounds = NonNullable<WireLegalActions['raise']>;

export type Spot = {
  readonly raise: RaiseBounds;
  /** Chips needed to call. */
  readonly toCall: number;
  /** The own bet of this street. */
  readonly ownBet: number;
  /** Pots and bets together. */
  readonly pot: number;
  /** The big blind, in games without one the small bet: what a step is worth. */
  readonly bigBlind: number;
  readonly isPreflop: boolean;
  /** The whole stack may go in; else `largest` is what the limit allows. */
  readonly isUpToStack: boolean;
  readonly isPotLimit: boolean;
};

export type PresetName = 'x2.5' | 'x3' | 'half-pot' | 'two-thirds-pot' | 'pot' | 'most' | 'all-in';
export type Preset = { readonly name: PresetName; readonly to: number };

/** The nearest size the limit allows: whole steps above the smallest, and the largest. */
export function withinBounds(to: number, { smallest, largest, step }: RaiseBounds): number {
  const stepped = smallest + Math.round((to - smallest) / step) * step;
  return to >= largest ? largest : Math.min(Math.max(stepped, smallest), largest);
}

/** A bet of `share` of the pot as it would be after calling: the whole bet of the street. */
export function shareOfPot(share: number, { ownBet, toCall, pot }: Spot): number {
  return ownBet + toCall + share * (pot + toCall);
}

/** What the largest size is called: the stack, or the limit. */
function largestName({ isUpToStack, isPotLimit }: Spot): PresetName {
  if (isUpToStack) return 'all-in';
  return isPotLimit ? 'pot' : 'most';
}

/** Before the flop in multiples of the bet to match (at least the big blind), after it in shares of the pot; each size once. */
export function presets(spot: Spot): Preset[] {
  const toMatch = Math.max(spot.ownBet + spot.toCall, spot.bigBlind);
  const wanted: Preset[] = spot.isPreflop
    ? [
        { name: 'x2.5', to: toMatch * 2.5 },
        { name: 'x3', to: toMatch * 3 },
        { name: 'pot', to: shareOfPot(1, spot) },
      ]
    : [
        { name: 'half-pot', to: shareOfPot(1 / 2, spot) },
        { name: 'two-thirds-pot', to: shareOfPot(2 / 3, spot) },
        { name: 'pot', to: shareOfPot(1, spot) },
      ];
  const allIn: Preset = { name: largestName(spot), to: spot.raise.largest };
  const offered: Preset[] = [];
  for (const { name, to } of wanted) {
    const size = withinBounds(to, spot.raise);
    if (size < allIn.to && !offered.some((other) => other.to === size)) offered.push({ name, to: size });
  }
  return [...offered, allIn];
}

/** One big blind up or down, on whole big blinds where the bounds allow it. */
export function step(to: number, direction: 1 | -1, spot: Pick<Spot, 'raise' | 'bigBlind'>): number {
  const blinds = direction === 1 ? Math.floor(to / spot.bigBlind) + 1 : Math.ceil(to / spot.bigBlind) - 1;
  return withinBounds(blinds * spot.bigBlind, spot.raise);
}

/** Slider positions 0–100 follow the square of the way, so that small sizes, used most, are finely told apart. */
export function sizeAt(position: number, raise: RaiseBounds, bigBlind: number): number {
  const { smallest, largest } = raise;
  if (position >= 100) return largest;
  const exact = smallest + (largest - smallest) * (position / 100) ** 2;
  const snapped = Math.round((exact - smallest) / (bigBlind / 2)) * (bigBlind / 2) + smallest;
  return withinBounds(snapped, raise);
}

export function positionOf(to: number, { smallest, largest }: Pick<RaiseBounds, 'smallest' | 'largest'>): number {
  if (largest === smallest) return 100;
  return Math.sqrt((to - smallest) / (largest - smallest)) * 100;
}

/**
 * Reads what was typed: chips, or big blinds when `unit` says so or `bb` follows.
 *
 * @returns chips, not yet within bounds; null for anything that is no amount
 */
export function parseSize(text: string, unit: 'chips' | 'bb', bigBlind: number, decimal: '.' | ','): number | null {
  const match = /^([0-9.,'\s]+)(bb)?$/i.exec(text.trim());
  if (!match?.[1]) return null;
  const thousands = decimal === '.' ? /[,'\s]/g : /[.'\s]/g;
  const amount = Number(match[1].replace(thousands, '').replace(decimal, '.'));
  if (!Number.isFinite(amount)) return null;
  return Math.round(match[2] || unit === 'bb' ? amount * bigBlind : amount);
}
