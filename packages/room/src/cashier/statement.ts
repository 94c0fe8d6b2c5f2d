/**
 * A player's statement: what came into each of the player's accounts and what left it, and what was in it then.
 *
 * The wallet is one account and each table another, so chips brought to a table are two lines, and a hand is one.
 * @see rules/CASHIER.md CASHIER-11, CASHIER-12
 */
import { type AccountId, accountOf, playerOf, type Reason } from '@aboveboard/ledger';
import { balancesUpTo, type Movement, movementsOf, type Reader, type StatementPlace } from '@aboveboard/storage';

export interface StatementLine {
  readonly atMs: number;
  /** Number of the entry in the journal, for whoever asks about it. */
  readonly entry: number;
  /** The batch's key in the journal, which an adjustment may take back. */
  readonly key: string;
  readonly what: Reason;
  /** The table whose stack it is; null for the wallet. */
  readonly tableId: string | null;
  readonly handNo: number | null;
  /** The other player of a transfer. */
  readonly withPlayerId: string | null;
  /** What left the account, and what came; one of them is 0. */
  readonly debit: number;
  readonly credit: number;
  /** In the account afterwards. */
  readonly balance: number;
}

export interface StatementQuery {
  readonly playerId: string;
  readonly fromMs: number;
  /** This millisecond is no part of it. */
  readonly toMs: number;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  /** Movements, each of which is one line or two. */
  readonly limit: number;
}

export interface StatementPage {
  readonly lines: readonly StatementLine[];
  /** Null at the end. */
  readonly next: string | null;
}

/** Oldest first. A cursor that no page gave is taken for the beginning. */
export async function statementPage(reader: Reader, query: StatementQuery): Promise<StatementPage> {
  const { playerId, fromMs, toMs, limit } = query;
  const after = placeOf(query.cursor) ?? beginningOf(fromMs);
  const movements = await movementsOf(reader, { playerId, after, toMs, limit });
  const balances = new Map(await balancesUpTo(reader, playerId, after));
  const lines = movements.flatMap((movement) => linesOf(movement, playerId, balances));
  const last = movements.at(-1);
  return { lines, next: last && movements.length === limit ? `${last.atMs}-${last.no}-${last.position}` : null };
}

/** All of it, a page at a time; what was in the accounts is added up once. */
export async function* wholeStatement(
  reader: Reader,
  { playerId, fromMs, toMs }: Pick<StatementQuery, 'playerId' | 'fromMs' | 'toMs'>,
  atOnce = MOVEMENTS_AT_ONCE,
): AsyncGenerator<readonly StatementLine[]> {
  let after: StatementPlace | undefined = beginningOf(fromMs);
  const balances = new Map(await balancesUpTo(reader, playerId, after));
  while (after) {
    const movements: readonly Movement[] = await movementsOf(reader, { playerId, after, toMs, limit: atOnce });
    yield movements.flatMap((movement) => linesOf(movement, playerId, balances));
    after = movements.length === atOnce ? movements.at(-1) : undefined;
  }
}

const MOVEMENTS_AT_ONCE = 500;

function beginningOf(fromMs: number): StatementPlace {
  return { atMs: fromMs, no: 0, position: 0 };
}

function placeOf(cursor: string | undefined): StatementPlace | null {
  const [, atMs, no, position] = /^(\d{1,15})-(\d{1,15})-(\d{1,4})$/.exec(cursor ?? '') ?? [];
  return atMs === undefined ? null : { atMs: Number(atMs), no: Number(no), position: Number(position) };
}

function linesOf(movement: Movement, playerId: string, balances: Map<AccountId, number>): readonly StatementLine[] {
  return movement.changes.map(({ account, change }) => {
    const balance = (balances.get(account) ?? 0) + change;
    balances.set(account, balance);
    const parts = accountOf(account);
    return {
      atMs: movement.atMs,
      entry: movement.no,
      key: movement.batchKey,
      what: movement.reason,
      tableId: parts.kind === 'escrow' ? parts.tableId : null,
      handNo: movement.hand?.handNo ?? null,
      withPlayerId: otherPlayer(movement, playerId),
      debit: Math.max(0, -change),
      credit: Math.max(0, change),
      balance,
    };
  });
}

function otherPlayer({ between }: Movement, playerId: string): string | null {
  if (!between) return null;
  const others = [playerOf(between.debit), playerOf(between.credit)].filter((id) => id !== null && id !== playerId);
  return others[0] ?? null;
}
