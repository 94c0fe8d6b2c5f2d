/** How many of a table's bots should sit: enough to play with, and always room for people. */
import type { TableView } from '@aboveboard/client';

export interface CrewRules {
  /** Bots that belong to this table. */
  readonly crew: number;
  /** Seats left for people who come by. */
  readonly keepFree: number;
  /** Bots sit only where a person sits or waits. */
  readonly isOnDemand: boolean;
}

/** @returns how many of the crew should have a seat now */
export function wantedBots(view: TableView, { crew, keepFree, isOnDemand }: CrewRules): number {
  const people = view.seats.filter(({ player }) => player !== null && !player.isBot).length;
  const queue = view.waiting.filter(({ isBot }) => !isBot).length;
  if (isOnDemand && people + queue === 0) return 0;
  const room = view.settings.seats - people - queue - (people > 0 ? 0 : keepFree);
  return Math.max(0, Math.min(crew, room));
}
