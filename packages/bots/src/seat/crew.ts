/** How many of a table's bots should sit: enough to play with, and always room for people. */
import type { TableView } from '@aboveboard/client';

/**
 * @param keepFree seats left for people who come by
 * @param crew bots that belong to this table
 * @returns how many of them should have a seat now
 */
export function wantedBots(view: TableView, crew: number, keepFree: number): number {
  const people = view.seats.filter(({ player }) => player !== null && !player.isBot).length;
  const queue = view.waiting.filter(({ isBot }) => !isBot).length;
  const room = view.settings.seats - people - queue - (people > 0 ? 0 : keepFree);
  return Math.max(0, Math.min(crew, room));
}
