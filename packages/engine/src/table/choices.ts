/**
 * Dealer's choice: who has the button next says what is played.
 *
 * @see rules/MIX.md MIX-3.
 */
import { err, ok, type Result } from '@aboveboard/kit';
import type { PlayerId } from '../units.ts';
import type { TableEvent } from './event.ts';
import { nextHand } from './next-hand.ts';
import type { TableRefusal } from './refusal.ts';
import type { Table } from './state.ts';

/**
 * Who chooses the game of the next hand: the player who has the button then, as far as can be said now. `null` while a hand is
 * played or a turn is not over, with a dead button, and at a table where nobody chooses.
 */
export function nextChooser(table: Table): PlayerId | null {
  const isOpen = table.rules.mix.order === 'dealers-choice' && table.hand === null && table.turn.handsLeft === null;
  const next = isOpen ? nextHand(table, []) : null;
  return next === null ? null : (table.seats[next.positions.button]?.player ?? null);
}

/** It may be changed until the hand begins. */
export function decideChoice(table: Table, player: PlayerId, code: string): Result<readonly TableEvent[], TableRefusal> {
  if (table.rules.mix.order !== 'dealers-choice') return err({ code: 'NOT_OFFERED' });
  if (nextChooser(table) !== player) return err({ code: 'NOT_YOUR_CHOICE' });
  const game = table.rules.games.findIndex((one) => one.code === code);
  return game < 0 ? err({ code: 'NOT_OFFERED' }) : ok([{ kind: 'game-chosen', game }]);
}
