/**
 * Sessions: who a token belongs to.
 *
 * A token is 32 random bytes that only its holder knows; the database keeps its hash, so a stolen database opens no session.
 * It lives a year from its last use and can be ended at once. See design/adr/0002-own-session-tokens.md.
 */
import { toHex } from '@aboveboard/fairness';
import { type Clock, gather, ok, type Random } from '@aboveboard/kit';
import {
  createSession,
  type Db,
  extendSession,
  findLiveSessions,
  markSeen,
  type Principal,
  revokeSession,
  type Trx,
} from '@aboveboard/storage';

const YEAR_MS = 365 * 24 * 60 * 60_000;
/** A session's end is put off at most once a day, so that most uses write nothing. */
const EXTEND_AFTER_MS = 24 * 60 * 60_000;
const TOKEN = /^ab1_[0-9a-f]{64}$/;

/** Cookies and `hello` carry the same kind of token; what it may do follows from its principal. */
export interface Sessions {
  /** A new session of a principal: its token, which is given here and never again. */
  open(trx: Trx, principalId: string): Promise<string>;
  /** Whose session it is, or null for a token that is malformed, unknown, revoked or run out. */
  resolve(token: string): Promise<Principal | null>;
  /** Ends a session at once. Harmless when it has ended already. */
  revoke(token: string): Promise<void>;
}

export interface SessionPorts {
  readonly db: Db;
  readonly clock: Clock;
  readonly random: Random;
  /** SHA-256 of a text's UTF-8, lower-case hex. */
  readonly sha256Hex: (text: string) => string;
}

export function createSessions({ db, clock, random, sha256Hex }: SessionPorts): Sessions {
  const look = gather((tokenHashes: readonly string[]) => findLiveSessions(db.reader, tokenHashes, clock.nowMs())); // all of a gateway that was lost come at once
  return {
    open: async (trx, principalId) => {
      const token = `ab1_${toHex(random.bytes(32))}`;
      const createdMs = clock.nowMs();
      await createSession(trx, { tokenHash: sha256Hex(token), principalId, createdMs, expiresMs: createdMs + YEAR_MS });
      return token;
    },
    resolve: async (token) => {
      if (!TOKEN.test(token)) return null;
      const tokenHash = sha256Hex(token);
      const nowMs = clock.nowMs();
      const live = await look(tokenHash);
      if (!live) return null;
      if (live.expiresMs - nowMs < YEAR_MS - EXTEND_AFTER_MS) await extend(db, tokenHash, live.principal.id, nowMs);
      return live.principal;
    },
    revoke: async (token) => {
      await db.transaction(async (trx) => ok(await revokeSession(trx, sha256Hex(token), clock.nowMs())));
    },
  };
}

/** Once a day at most: the session lives on, and its owner was seen. */
async function extend(db: Db, tokenHash: string, principalId: string, nowMs: number): Promise<void> {
  await db.transaction(async (trx) => {
    await extendSession(trx, tokenHash, nowMs + YEAR_MS);
    return ok(await markSeen(trx, principalId, nowMs));
  });
}
