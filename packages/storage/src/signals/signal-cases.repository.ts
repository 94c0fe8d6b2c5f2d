/** What the operator is shown: two people, what they came to, and what was said of it. */
import type { Selectable } from 'kysely';
import { inBatches } from '../database/batches.ts';
import { fromJson, toJson } from '../database/json.ts';
import type { Reader, Schema, SignalNoteKind, Trx } from '../database/schema.ts';

export interface WeighedPair {
  readonly a: string;
  readonly b: string;
  readonly score: number;
  readonly evidence: unknown;
  readonly hands: unknown;
}

export interface SignalCase extends WeighedPair {
  readonly id: number;
  /** The most that it ever came to. */
  readonly mostScore: number;
  readonly firstMs: number;
  readonly weighedMs: number;
  /** Null for one that is open. */
  readonly dismissedMs: number | null;
  readonly dismissedScore: number | null;
}

export interface SignalNote {
  readonly atMs: number;
  readonly kind: SignalNoteKind;
  readonly actor: string;
  readonly text: string;
}

export interface CasePage {
  readonly limit: number;
  readonly leastScore: number;
  /** Null: both. */
  readonly isDismissed: boolean | null;
  readonly player?: string;
  /** Behind this one: those with the highest score come first. */
  readonly after?: { readonly score: number; readonly id: number };
}

export async function signalCases(reader: Reader, page: CasePage): Promise<readonly SignalCase[]> {
  const { player, after, isDismissed } = page;
  let query = reader.selectFrom('signal_case').selectAll().where('score', '>=', page.leastScore);
  if (isDismissed !== null) query = query.where('dismissed_ms', isDismissed ? 'is not' : 'is', null);
  if (player !== undefined) query = query.where((eb) => eb.or([eb('player_a', '=', player), eb('player_b', '=', player)]));
  if (after)
    query = query.where((eb) =>
      eb.or([eb('score', '<', after.score), eb.and([eb('score', '=', after.score), eb('id', '>', after.id)])]),
    );
  const rows = await query.orderBy('score', 'desc').orderBy('id').limit(page.limit).execute();
  return rows.map(caseOf);
}

/** How many are open and come to `leastScore` or more. */
export async function countOpenCases(reader: Reader, leastScore: number): Promise<number> {
  const { open } = await reader
    .selectFrom('signal_case')
    .where('score', '>=', leastScore)
    .where('dismissed_ms', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .executeTakeFirstOrThrow();
  return Number(open);
}

export async function findSignalCase(reader: Reader, id: number): Promise<SignalCase | null> {
  const row = await reader.selectFrom('signal_case').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? caseOf(row) : null;
}

/** Those of some pairs that there are. */
export async function signalCasesOf(
  reader: Reader,
  pairs: readonly Pick<WeighedPair, 'a' | 'b'>[],
): Promise<readonly SignalCase[]> {
  const found: SignalCase[] = [];
  for (const some of inBatches(pairs)) {
    const rows = await reader
      .selectFrom('signal_case')
      .selectAll()
      .where((eb) => eb.or(some.map(({ a, b }) => eb.and([eb('player_a', '=', a), eb('player_b', '=', b)]))))
      .execute();
    found.push(...rows.map(caseOf));
  }
  return found;
}

export async function addSignalCase(trx: Trx, { a, b, score, evidence, hands }: WeighedPair, atMs: number): Promise<void> {
  await trx
    .insertInto('signal_case')
    .values({
      ...{ player_a: a, player_b: b, score, most_score: score, evidence: toJson(evidence), hands: toJson(hands) },
      ...{ first_ms: atMs, weighed_ms: atMs, dismissed_ms: null, dismissed_score: null },
    })
    .execute();
}

/** Writes what a known pair comes to now. */
export async function weighSignalCase(
  trx: Trx,
  { id, mostScore }: SignalCase,
  { score, evidence, hands }: Omit<WeighedPair, 'a' | 'b'>,
  atMs: number,
): Promise<void> {
  await trx
    .updateTable('signal_case')
    .set({
      ...{ score, most_score: Math.max(score, mostScore), weighed_ms: atMs },
      ...{ evidence: toJson(evidence), hands: toJson(hands) },
    })
    .where('id', '=', id)
    .execute();
}

/** Dismisses a case at what it comes to, or opens it again. */
export async function setDismissed(
  trx: Trx,
  id: number,
  dismissed: { readonly atMs: number; readonly score: number } | null,
): Promise<void> {
  await trx
    .updateTable('signal_case')
    .set({ dismissed_ms: dismissed?.atMs ?? null, dismissed_score: dismissed?.score ?? null })
    .where('id', '=', id)
    .execute();
}

export async function addSignalNote(trx: Trx, caseId: number, { atMs, kind, actor, text }: SignalNote): Promise<void> {
  await trx.insertInto('signal_note').values({ case_id: caseId, at_ms: atMs, kind, actor, text }).execute();
}

/** Oldest first. */
export async function signalNotes(reader: Reader, caseId: number): Promise<readonly SignalNote[]> {
  const rows = await reader.selectFrom('signal_note').selectAll().where('case_id', '=', caseId).orderBy('id').execute();
  return rows.map(({ at_ms, kind, actor, text }) => ({ atMs: at_ms, kind, actor, text }));
}

/** Cases that were weighed last before a time: their pair is not found any more. */
export async function casesWeighedBefore(reader: Reader, beforeMs: number, limit: number): Promise<readonly SignalCase[]> {
  const rows = await reader.selectFrom('signal_case').selectAll().where('weighed_ms', '<', beforeMs).limit(limit).execute();
  return rows.map(caseOf);
}

/** Removes a case with its notes; what was done to it by hand stays in the audit log. */
export async function removeSignalCase(trx: Trx, id: number): Promise<void> {
  await trx.deleteFrom('signal_note').where('case_id', '=', id).execute();
  await trx.deleteFrom('signal_case').where('id', '=', id).execute();
}

function caseOf(row: Selectable<Schema['signal_case']>): SignalCase {
  return {
    ...{ id: row.id, a: row.player_a, b: row.player_b, score: row.score, mostScore: row.most_score },
    ...{ evidence: fromJson(row.evidence), hands: fromJson(row.hands), firstMs: row.first_ms, weighedMs: row.weighed_ms },
    ...{ dismissedMs: row.dismissed_ms, dismissedScore: row.dismissed_score },
  };
}
