/** A played hand as its text sees it: who sits where, under which name, and how amounts are written. */
import { formatCard, type HoleCard, type SeatIndex } from '@aboveboard/engine';
import { decimalsOf } from '../phh/amount.ts';
import type { PhhRecord } from '../phh/record.ts';
import type { PlayedRecord } from '../replay/play-record.ts';
import type { TextGame } from './games.ts';

export interface TextSettings {
  /** For a hand that has no number of its own; text knows hands by number. */
  readonly number: number;
}

export function textHand(record: PhhRecord, played: PlayedRecord, game: TextGame, { number }: TextSettings) {
  const { details } = record;
  const names = namesOf(record);
  const symbol = details.level === undefined ? (details.currency_symbol ?? '') : '';
  return {
    ...{ record, played, game },
    number: /^\d+$/.test(String(details.hand)) ? String(details.hand) : String(number),
    /** Of the player who has that seat in the engine's hand: p1 is seat 0. */
    name: (seat: SeatIndex): string => names[seat] ?? '',
    /** `units` are the played hand's. */
    money: (units: number): string => formatMoney(symbol, units / 10 ** played.decimals),
    ...seating(record),
  };
}

/** Seat numbers at the table, p1 first, and the button's: as recorded where they go round clockwise from it, else in order. */
function seating({ details, own, startingStacks }: PhhRecord): { readonly seats: readonly number[]; readonly button: number } {
  const { seats = [] } = details;
  const recorded = typeof own._button === 'number' ? own._button : seats.at(-1);
  const isSeat = (seat: unknown): boolean => Number.isInteger(seat) && (seat as number) >= 1 && (seat as number) < 100;
  if (recorded !== undefined && isSeat(recorded) && seats.length > 0 && seats.every(isSeat)) {
    const places = seats.map((seat) => (seat > recorded ? seat : seat + 100));
    if (places.every((place, i) => i === 0 || place > (places[i - 1] ?? 0))) return { seats, button: recorded };
  }
  return { seats: startingStacks.map((_, i) => i + 1), button: startingStacks.length };
}

export type TextOfHand = ReturnType<typeof textHand>;

/** Whole, or with two digits after the point as money is; finer only where it is. */
export function formatMoney(symbol: string, amount: number): string {
  return `${symbol}${Number.isInteger(amount) ? amount : amount.toFixed(Math.max(2, decimalsOf(amount)))}`;
}

/** `[As Kd]`; cards that nobody recorded are left out. */
export function bracketed(cards: readonly HoleCard[]): string {
  return `[${cards.flatMap((card) => (card === null ? [] : formatCard(card))).join(' ')}]`;
}

/** The record's names; a missing one, one that is there twice, or one that a line could not hold, is replaced by the player's number. */
function namesOf({ startingStacks, details: { players = [] } }: PhhRecord): string[] {
  const isPlain = (name: string): boolean => /^\S(?:[^\p{C}]*\S)?$/u.test(name);
  const isAlone = (name: string): boolean => players.indexOf(name) === players.lastIndexOf(name);
  return startingStacks.map((_, i) => {
    const name = players[i] ?? '';
    return isPlain(name) && isAlone(name) ? name : `Player ${i + 1}`;
  });
}
