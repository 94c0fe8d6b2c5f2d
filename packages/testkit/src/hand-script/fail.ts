/** What is wrong with a script, and amounts and cards as scripts write them. */
import { type Card, type Chips, chips, parseCards } from '@aboveboard/engine';
import type { ScriptPlace } from './script.ts';

/** A script that cannot be read, or a hand that does not go as it says. */
export class HandScriptError extends Error {
  override readonly name = 'HandScriptError';
  constructor(at: ScriptPlace, problem: string) {
    super(`line ${at.line}: ${at.text}\n  ${problem}`);
  }
}

export function fail(at: ScriptPlace, problem: string): never {
  throw new HandScriptError(at, problem);
}

/** Blanks may group digits: "1 370". */
export function amountOf(at: ScriptPlace, text: string): Chips {
  const digits = text.replace(/ /g, '');
  return /^\d+$/.test(digits) ? chips(Number(digits)) : fail(at, `not an amount: "${text}"`);
}

/** Cards with or without blanks between them. */
export function cardsOf(at: ScriptPlace, text: string): readonly Card[] {
  return parseCards(text) ?? fail(at, `not cards: "${text}"`);
}
