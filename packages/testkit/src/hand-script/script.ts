/**
 * Hands of any game written down as one would tell them, one action a line; `header.ts` and `lines.ts` have the patterns.
 *
 *     NLHE 50/100 | Ana 10000, button | Bo 10000 | Cy 450
 *     Ana  raises to 300
 *     Bo   folds
 *     Cy   raises to 450, all-in
 *     Ana  raises to 900            => refused RAISE_NOT_OPEN
 *     Ana  calls 150
 *     * board Qh 8s 3c 5d 2s
 *     Ana  wins 950
 *
 * `holds` names a seat's own cards in the order they are dealt, as far as they matter; `gets` deals some where it stands. All other
 * own cards come from what is left, and so that those win who are said to. A line that means nothing is an error with its number:
 * a script never tests less than it says.
 */
import type { Card, Chips, HandSetup, SeatIndex } from '@aboveboard/engine';
import { parseHeader } from './header.ts';
import { parseLine } from './lines.ts';

/** Which part of the pots a `wins` line speaks of; `null` stands for all. */
export interface WinPart {
  /** Counts from 0. */
  readonly board: number | null;
  readonly way: 'high' | 'low' | 'badugi' | null;
}

/** What a player's line says. Everything from `wins` on is looked for, not done. */
export type Doing =
  | { readonly kind: 'folds' | 'checks' | 'times out' | 'mucks' | 'shows' }
  | { readonly kind: 'calls'; readonly amount: Chips | null }
  | { readonly kind: 'bets' | 'raises' | 'completes'; readonly to: Chips }
  | { readonly kind: 'brings in'; readonly amount: Chips }
  | { readonly kind: 'discards'; readonly cards: readonly Card[] }
  /** Gives up its first cards, whatever they are; none stands pat. */
  | { readonly kind: 'draws'; readonly count: number }
  | { readonly kind: 'gets' | 'holds'; readonly cards: readonly Card[] }
  | { readonly kind: 'wins'; readonly amount: Chips; readonly part: WinPart }
  | { readonly kind: 'gets back' | 'has'; readonly amount: Chips }
  | { readonly kind: 'posts'; readonly amount: Chips; readonly what: string }
  | { readonly kind: 'may'; readonly actions: string }
  | { readonly kind: 'showed' | 'mucked' };

/** Where something stands in a script. */
export interface ScriptPlace {
  /** Counts from 1. */
  readonly line: number;
  readonly text: string;
}

export interface PlayerLine extends ScriptPlace {
  readonly kind: 'player';
  readonly seat: SeatIndex;
  readonly doing: Doing;
  readonly isAllIn: boolean;
  /** `CODE` or `CODE detail amount`. */
  readonly refused: string | null;
}

export type DealerLine = ScriptPlace &
  (
    | { readonly kind: 'board'; readonly board: number; readonly cards: readonly Card[] }
    /** Cards for each seat that waits for some, from left of the button. */
    | { readonly kind: 'street'; readonly cards: readonly (readonly Card[])[] }
    | { readonly kind: 'runs'; readonly times: number; readonly refused: string | null }
    | { readonly kind: 'pots'; readonly pots: string }
    | { readonly kind: 'rake'; readonly amount: Chips }
    | { readonly kind: 'run-out' | 'ended' }
  );

export type ScriptLine = PlayerLine | DealerLine;

export interface HandScript {
  readonly setup: HandSetup;
  readonly lines: readonly ScriptLine[];
}

/** Reads a script. `//` begins a comment; blank lines count in the numbering and mean nothing. */
export function parseScript(script: string): HandScript {
  const lines = script
    .split('\n')
    .map((text, i): ScriptPlace => ({ line: i + 1, text: text.replace(/\/\/.*$/, '').trim() }))
    .filter(({ text }) => text !== '');
  const { setup, seatOf } = parseHeader(lines[0] ?? { line: 1, text: '' });
  return { setup, lines: lines.slice(1).map((line) => parseLine(line, seatOf)) };
}
