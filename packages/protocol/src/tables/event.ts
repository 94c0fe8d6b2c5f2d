/** The events of a table, in the order in which they happen; each has one sequence number. */
import { z } from 'zod';
import * as deal from './deal.ts';
import * as hand from './hand.ts';
import * as seating from './seating.ts';
import { upNextChangedEvent } from './up-next.ts';

export const tableEvent = z.discriminatedUnion('kind', [
  seating.seatChangedEvent,
  seating.waitListChangedEvent,
  upNextChangedEvent,
  seating.tablePausedEvent,
  seating.tableResumedEvent,
  seating.tableClosedEvent,
  deal.dealOpenedEvent,
  deal.dealVoidedEvent,
  deal.dealCutEvent,
  hand.handStartedEvent,
  hand.postedEvent,
  hand.holeDealtEvent,
  hand.discardedEvent,
  hand.turnEvent,
  hand.drawTurnEvent,
  hand.timeBankEvent,
  hand.foldedEvent,
  hand.checkedEvent,
  hand.calledEvent,
  hand.raisedEvent,
  hand.uncalledReturnedEvent,
  hand.potsGatheredEvent,
  hand.runsAgreedEvent,
  hand.boardDealtEvent,
  hand.shownEvent,
  hand.muckedEvent,
  hand.rakeTakenEvent,
  hand.potAwardedEvent,
  hand.handEndedEvent,
]);
export type TableEvent = z.infer<typeof tableEvent>;
export type TableEventOf<Kind extends TableEvent['kind']> = Extract<TableEvent, { kind: Kind }>;
