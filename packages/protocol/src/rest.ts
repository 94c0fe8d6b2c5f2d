/** Bodies of the REST interface under /api/v1. */
import { z } from 'zod';
import { lobbyTable } from './down/lobby.ts';
import { logged } from './tables/deal.ts';
import { offeredGame, tableSettings } from './tables/game.ts';
import { recordedEndReason } from './tables/hand.ts';
import { wantedHouseRules } from './tables/house-rules.ts';
import { chips, handNo, hex, hexOf, id, nickname, timeMs } from './units.ts';

/** Any answer that is not 2xx. `message` says what to do, in English; programs read `code`. */
export const restError = z.strictObject({
  code: z.string(),
  message: z.string(),
  detail: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
});

export const wallet = z.strictObject({ available: chips, inPlay: chips });

export const profile = z.strictObject({
  player: z.strictObject({ playerId: id, name: z.string(), isBot: z.boolean(), roles: z.array(z.string()) }),
  wallet,
  /** Where the player has a seat. */
  seatedAt: z.array(id),
  /** When a new grant may be claimed; null: not while chips are left. */
  nextGrantAtMs: timeMs.nullable(),
});
export type Profile = z.infer<typeof profile>;

export const guestRequest = z.strictObject({ nickname });
/** The token is given once, for clients that are not browsers; browsers get a cookie as well. */
export const guestReply = z.strictObject({ token: z.string(), profile });

export const lobbyReply = z.strictObject({ tables: z.array(lobbyTable) });

/** A public table, or a private one for somebody with its invite, its owner, or a player with a seat. */
export const tableReply = z.strictObject({ settings: tableSettings });

export const newTableRequest = z.strictObject({
  name: z.string().trim().min(1).max(40),
  /** Most seats depend on the game: stud has eight at most. */
  seats: z.int().min(2).max(10),
  game: offeredGame.default('NT'),
  /** All other stakes of the game follow from the blinds: the small bet is the big blind. */
  smallBlind: chips.min(1).max(100_000),
  bigBlind: chips.min(2).max(200_000),
  isPrivate: z.boolean(),
  straddles: z.int().min(0).max(4).default(0),
  house: wantedHouseRules.prefault({}),
});
/** `invite` opens a private table: part of the link to share, given once. */
export const newTableReply = z.strictObject({ settings: tableSettings, invite: z.string().nullable() });

/** A hand that is over, as anybody may check it: what was logged, and the history whose hash stands in CLOSE. */
export const handReply = z.strictObject({
  tableId: id,
  handNo,
  status: z.enum(['ended', 'void']),
  /** A hand is void for want of a player's seed, or by the room's fault. */
  endReason: z.enum([...recordedEndReason.options, 'SEED_MISSING']).nullable(),
  open: logged,
  /** Null in the moment between the settlement and the log's answer. */
  close: logged.nullable(),
  startState: z.json(),
  /** Null for a hand without cards. */
  history: z.json().nullable(),
  startedMs: timeMs,
  endedMs: timeMs,
  /** When the table stood still in the hand by a fault of the room's, why, and for how long; no clock of a player ran meanwhile. */
  pauses: z.array(z.strictObject({ atMs: timeMs, reason: z.string(), ms: z.int().min(0) })),
});
export type HandReply = z.infer<typeof handReply>;

export const logEntry = z.strictObject({
  index: z.int().min(0),
  /** First byte after the version: 1 OPEN, 2 CLOSE, 5 RULES … */
  type: z.int().min(0).max(255),
  /** Null for what concerns the whole room. */
  tableId: id.nullable(),
  /** 0 for what concerns the whole table. */
  handNo: z.int().min(0),
  bytes: hex,
  promise: hexOf(64),
});
export type LogEntryReply = z.infer<typeof logEntry>;
/** `size` is the number of entries there are: page on from `entries.length` further until `from` reaches it. */
export const logEntriesReply = z.strictObject({ origin: z.string(), size: z.int().min(0), entries: z.array(logEntry) });

/** What promises, cutnotes and hands are checked against. Ed25519, 32 bytes. */
export const logKeyReply = z.strictObject({ origin: z.string(), dealKeyName: z.string(), dealKey: hexOf(32) });

/** A disagreement of the books, in chips; what is in it depends on its code. */
export const difference = z.looseObject({ code: z.string() });
export const reconcileReply = z.strictObject({
  issued: z.int(),
  /** All accounts but issuance together; equals `issued` when the books hold. */
  held: z.int(),
  accounts: z.int().min(0),
  hands: z.int().min(0),
  /** Empty: no chip was made or lost. */
  differences: z.array(difference),
});

/** Every open table, private ones too, as the operator sees it. */
export const operatorTable = z.strictObject({
  settings: tableSettings,
  ownerId: id.nullable(),
  incarnation: z.int().min(0),
  nextHandNo: handNo,
  openedMs: timeMs,
});
export type OperatorTable = z.infer<typeof operatorTable>;
export const operatorTablesReply = z.strictObject({ tables: z.array(operatorTable) });

export const botRequest = z.strictObject({ name: nickname });
/** `token` is given once; the bot says it in its `hello`. */
export const botReply = z.strictObject({ token: z.string(), profile });

/** `reasons` says what is missing, by name; empty when all is there. */
export const healthReply = z.strictObject({ status: z.enum(['ok', 'not-ready']), reasons: z.record(z.string(), z.string()) });
