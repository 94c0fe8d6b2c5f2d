import { Table } from 'poker-ts';
import type { Outcome } from './aboveboard.ts';
import { BIG_BLIND, type Chance, choose, SEATS, SMALL_BLIND, stack } from './random-player.ts';

/** The same hand through poker-ts, which shuffles and deals by itself. */
export function playPokerTs(chance: Chance): Outcome {
  const table = new Table({ smallBlind: SMALL_BLIND, bigBlind: BIG_BLIND }, SEATS);
  for (let seat = 0; seat < SEATS; seat++) table.sitDown(seat, stack(chance));
  const chipsBefore = total(table);
  table.startHand(chance.below(SEATS));
  let actions = 0;
  while (table.isHandInProgress()) {
    while (table.isBettingRoundInProgress()) {
      act(table, chance);
      actions++;
    }
    table.endBettingRound();
    if (table.areBettingRoundsCompleted()) table.showdown();
  }
  return { actions, chipsBefore, chipsAfter: total(table) };
}

function act(table: InstanceType<typeof Table>, chance: Chance): void {
  const { actions, chipRange } = table.legalActions();
  const verb = actions.find((action) => action === 'bet' || action === 'raise');
  const raise = verb && chipRange ? { smallest: chipRange.min, largest: chipRange.max } : null;
  const choice = choose(chance, actions.includes('check'), raise);
  if (choice.kind === 'raise-to') table.actionTaken(verb ?? 'raise', choice.to);
  else table.actionTaken(choice.kind);
}

function total(table: InstanceType<typeof Table>): number {
  return table.seats().reduce((sum, seat) => sum + (seat?.totalChips ?? 0), 0);
}
