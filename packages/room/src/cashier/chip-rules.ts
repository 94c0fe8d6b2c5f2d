/** What the cashier of a room allows, by its settings. In chips. */
import type { Clock } from '@aboveboard/kit';
import type { FreerollPolicy } from '@aboveboard/ledger';
import type { Db } from '@aboveboard/storage';

export interface ChipRules {
  /** Of one transfer from player to player; 0: there are none. */
  readonly transferMost: number;
  /** What a player may give on one day (UTC), what waits included. */
  readonly transferMostPerDay: number;
  /** How long an approver has to answer. */
  readonly approvalMs: number;
  /** What operators may give a player as bonuses on one day (UTC), each of them alone. */
  readonly bonusPerDay: number;
  /** None are given where a player gets none. */
  readonly freeroll: FreerollPolicy;
}

export interface ChipPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly chips: ChipRules;
}
