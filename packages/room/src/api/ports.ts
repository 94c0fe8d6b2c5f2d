/** What the api is given, and how it says no. */
import type { Clock, Ids, Result } from '@aboveboard/kit';
import type { TableSettings } from '@aboveboard/protocol';
import type { Db } from '@aboveboard/storage';
import type { Cashier, Wallet } from '../cashier/cashier.ts';
import type { ChipRules } from '../cashier/chip-rules.ts';
import type { SealedHands } from '../hands/sealed-record.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { TableDesk } from './table-desk.ts';

export interface ApiPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly sessions: Sessions;
  readonly tables: TableDesk;
  readonly cashier: Cashier;
  readonly chips: ChipRules;
  readonly fairness: FairnessKeys;
  /** Opens cards that nobody showed, for whoever they belong to; its keys stay where they are. */
  readonly sealedHands: SealedHands;
  /** Times of a table that a player makes. */
  readonly tableTimes: Pick<TableSettings, 'turnMs' | 'timeBankMs' | 'rejoinMs'>;
  /** Tells a player's connections what is in the wallet now. */
  readonly walletChanged: (playerId: string, wallet: Wallet) => Promise<void>;
  /** Ends all connections of a principal, whose sessions are over. */
  readonly endConnections: (principalId: string) => void;
}

/** What deals are verified against. */
export interface FairnessKeys {
  readonly origin: string;
  readonly dealKeyName: string;
  /** Ed25519 public key, lower-case hex. */
  readonly dealKey: string;
}

export interface ApiRefusal {
  readonly code:
    | 'NOT_ALLOWED'
    | 'TABLE_NOT_FOUND'
    | 'HAND_NOT_FOUND'
    | 'HAND_NOT_PLAYED'
    | 'HAND_NOT_REFUSED'
    | 'HAND_KEY_USED'
    | 'BOOKS_NOT_MENDED'
    | 'TABLE_STANDS_STILL'
    | 'STATE_NOT_FOUND'
    | 'WHOSE_HANDS'
    | 'CARDS_UNREADABLE'
    | 'RATED_BY_DAY'
    | 'REASON_MISSING'
    | 'NOT_BUSTED'
    | 'GRANT_TOO_SOON'
    | 'BLINDS_OUT_OF_ORDER'
    | 'OPTION_NOT_FOR_GAME'
    | 'HALF_KILL_UNEVEN'
    | 'TOO_MANY_SEATS'
    | 'TOO_MANY_TABLES';
  /** What to do, in English. */
  readonly message: string;
  readonly detail?: Record<string, number | string>;
}

export type ApiResult<T> = Promise<Result<T, ApiRefusal>>;
