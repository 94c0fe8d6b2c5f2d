/**
 * Erasing a player for good: the person goes, books and hands stay under an id that names nobody.
 * @see rules/PRIVACY.md
 */
import { type Clock, err, ok, type Result } from '@aboveboard/kit';
import { type Db, erasedMs, erasePlayer, findPrincipal, openMattersOf } from '@aboveboard/storage';
import { auditChange } from '../work/desk/audit-change.ts';
import type { Change } from '../work/desk/desk-types.ts';

export interface ErasePorts {
  readonly db: Db;
  readonly clock: Clock;
  /** Tables where the player has a seat. */
  readonly seatedAt: (playerId: string) => Promise<readonly string[]>;
  /** Ends the player's connections. */
  readonly endConnections: (playerId: string) => void;
}

export interface EraseRefusal {
  readonly code: 'PLAYER_NOT_FOUND' | 'ALREADY_ERASED' | 'PLAYER_SEATED' | 'CHIPS_RESERVED';
  readonly message: string;
  readonly detail?: Readonly<Record<string, number | string>>;
}

export async function erase(ports: ErasePorts, change: Change, playerId: string): Promise<Result<void, EraseRefusal>> {
  const { db, clock } = ports;
  const atMs = clock.nowMs();
  const tables = await ports.seatedAt(playerId); // who sits down now has chips at the table, which are looked at below
  const done = await db.transaction(async (trx) => {
    const player = await findPrincipal(trx, playerId);
    if (player?.kind !== 'guest') return err<EraseRefusal>({ code: 'PLAYER_NOT_FOUND', message: NOT_FOUND });
    if ((await erasedMs(trx, playerId)) !== null)
      return err<EraseRefusal>({ code: 'ALREADY_ERASED', message: 'Nothing is left of that player but books and hands.' });
    const { atTables, reserved } = await openMattersOf(trx, playerId);
    if (tables.length > 0 || atTables > 0) {
      const detail = { tables: tables.join(' '), chips: atTables };
      return err<EraseRefusal>({ code: 'PLAYER_SEATED', message: SEATED, detail });
    }
    if (reserved > 0) return err<EraseRefusal>({ code: 'CHIPS_RESERVED', message: RESERVED, detail: { chips: reserved } });
    await erasePlayer(trx, playerId, atMs);
    await auditChange(trx, change, { atMs, action: 'privacy.erase', subject: playerId });
    return ok(undefined);
  });
  if (done.ok) ports.endConnections(playerId);
  return done;
}

const NOT_FOUND = 'There is no such player. Bots and operators are not erased: end their sessions.';
const SEATED =
  'The player still has a seat or chips at a table, which others play with. Have them stand up, or close the table, and try again when its hand is over.';
const RESERVED =
  'Chips of this player are reserved, or others are to come: a transfer waits for an approver, or a tournament to begin. Reject or withdraw it first.';
