/**
 * Bodies of REST about chips: what players ask of the cashier under /api/v1/me, and what operators and approvers do under /api/v1/operator.
 * contracts/openapi.json has them; they are no part of the contract of play.
 */
import { z } from 'zod';
import { wallet } from './rest.ts';
import { chips, id, nickname, timeMs } from './units.ts';

const count = z.int().min(0);
/** For the audit log, and where a player's chips are adjusted, for the player. */
const why = z.string().trim().min(1, 'say why, for the audit log').max(500);
/** The sender's own; the same request again is answered again and moves nothing. */
const requestId = z.uuid();
const amount = chips.min(1);
const limit = (most: number, usual: number) => z.coerce.number<string>().int().min(1).max(most).default(usual);
/** `next` of the page before. */
const before = z.coerce.number<string>().int().min(1).optional();

export const approvalState = z.enum(['pending', 'approved', 'rejected', 'withdrawn', 'expired']);
export const approvalParams = z.strictObject({ no: z.coerce.number<string>().int().min(1) });

export const transferRequest = z.strictObject({ requestId, to: id, amount });
const named = z.strictObject({ playerId: id, name: z.string() });
export const transfer = z.strictObject({
  /** By which who asked, who gets it and who decides speak of it. */
  no: count,
  from: named,
  to: named,
  amount,
  state: approvalState,
  requestedAtMs: timeMs,
  expiresAtMs: timeMs,
  decidedAtMs: timeMs.nullable(),
});
export const transferPage = z.strictObject({ limit: limit(200, 50), before });
/** Newest first; `next` is null at the end. */
export const transfersReply = z.strictObject({ transfers: z.array(transfer), next: count.nullable() });

/** What a claim would bring now; else why it brings nothing, by the code and sentence of that refusal. */
export const freerollReply = z.strictObject({
  chips: count,
  refusal: z.strictObject({ code: z.string(), message: z.string(), retryAtMs: timeMs.nullable() }).nullable(),
});
export const freerollClaimed = z.strictObject({ chips: amount, wallet });

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
/** Milliseconds since 1970, or a date or time of ISO 8601; a day, by UTC, begins at `from` and ends at `to`. */
const moment = (dayEnds: boolean) =>
  z
    .string()
    .refine((text) => !Number.isNaN(momentOf(text, false)), 'a date such as 2026-11-21, a time, or milliseconds since 1970')
    .transform((text) => momentOf(text, dayEnds));

function momentOf(text: string, isDayEnd: boolean): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const atMs = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  return DAY.test(text) && isDayEnd ? atMs + DAY_MS : atMs;
}

export const statementQuery = z.strictObject({
  from: moment(false).optional(),
  /** Not included, but for a day, which is. */
  to: moment(true).optional(),
  /** As CSV it comes whole, and `limit` and `cursor` say nothing. */
  format: z.enum(['json', 'csv']).default('json'),
  limit: limit(1_000, 100),
  cursor: z.string().max(60).optional(),
});
export const statementLine = z.strictObject({
  atMs: timeMs,
  /** Number in the journal, and the key under which it was booked. */
  entry: count,
  key: z.string(),
  /** Why chips moved: grant, buy-in, hand … */
  what: z.string(),
  /** Whose stack it is; null for the wallet. */
  tableId: id.nullable(),
  handNo: count.nullable(),
  /** The other player of a transfer. */
  withPlayerId: id.nullable(),
  /** What left the account, and what came. */
  debit: chips,
  credit: chips,
  /** In the account afterwards. */
  balance: chips,
});
export type StatementLine = z.infer<typeof statementLine>;
export const statementReply = z.strictObject({ playerId: id, lines: z.array(statementLine), next: z.string().nullable() });

export const approvalsQuery = z.strictObject({
  state: z.enum(['pending', 'all']).default('pending'),
  limit: limit(200, 50),
  before,
});
export const approval = z.strictObject({
  no: count,
  kind: z.enum(['transfer', 'adjustment']),
  state: approvalState,
  /** The id of a principal, or `shell`: whoever uses the control socket is one person. */
  proposedBy: z.strictObject({ id: z.string(), name: z.string() }),
  why: z.string(),
  moves: z.array(z.strictObject({ from: z.string(), to: z.string(), amount })),
  /** Names of the players whose accounts these are, by id. */
  names: z.record(z.string(), z.string()),
  /** The key of the batch that it takes back. */
  undoes: z.string().nullable(),
  proposedAtMs: timeMs,
  expiresAtMs: timeMs,
  decided: z.strictObject({ by: z.string(), name: z.string(), why: z.string(), atMs: timeMs }).nullable(),
});
export type Approval = z.infer<typeof approval>;
/** Newest first. A page may have fewer than asked for; `next` is null at the end. */
export const approvalsReply = z.strictObject({ approvals: z.array(approval), next: count.nullable() });
export const decisionRequest = z.strictObject({ why });

/** So that a hundred moves are still a number of chips that can be counted. */
const adjusted = amount.max(1_000_000_000_000);
const accountName = z.string().min(1).max(200);
const moves = z
  .array(z.strictObject({ from: accountName, to: accountName, amount: adjusted }))
  .min(1)
  .max(100);
/** Moves between accounts, or the key of a batch to take back. */
export const adjustmentRequest = z.union(
  [z.strictObject({ requestId, why, moves }), z.strictObject({ requestId, why, undo: z.string().min(1).max(200) })],
  'requestId, why, and either moves ({ from, to, amount }) or undo (the key of a batch)',
);
export const bonusRequest = z.strictObject({ requestId, why, playerId: id, amount });
/** `isNew`: given now, and not by the same request before. */
export const bonusReply = z.strictObject({ isNew: z.boolean() });

export const staffRole = z.enum(['operator', 'approver']);
export const staffMember = z.strictObject({
  id,
  name: z.string(),
  roles: z.array(staffRole),
  createdMs: timeMs,
  /** To about a day. */
  seenMs: timeMs,
});
export const staffReply = z.strictObject({ staff: z.array(staffMember) });
export const newStaffRequest = z.strictObject({
  why,
  name: nickname,
  roles: z.array(staffRole).min(1).max(2),
});
/** The token is given once. */
export const newStaffReply = z.strictObject({ member: staffMember, token: z.string() });
export const staffParams = z.strictObject({ id });

export const playerParams = z.strictObject({ id });
/** `confirm` says the player's id again. */
export const eraseRequest = z.strictObject({ why, confirm: id });
