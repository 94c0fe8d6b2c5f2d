/**
 * Another key for daily closes, where the one before is lost: said by a person, in the audit log, and named on the first page that the
 * new key signs, so that whoever trusts the new key knows which pages the old one signed.
 * @see rules/LEDGER.md LEDGER-52, runbooks/reconciliation.md
 */
import { err, ok, type Result } from '@aboveboard/kit';
import type { CloseReport } from '@aboveboard/ledger';
import {
  addAudit,
  closesAfter,
  findSetting,
  lastClose,
  putSetting,
  type Reader,
  removeSetting,
  type Trx,
} from '@aboveboard/storage';
import type { Change } from '../work/desk/desk-types.ts';
import type { BooksPorts, BooksRefusal } from './desk-types.ts';

/** Public keys, lower-case hex. */
export type KeyChange = NonNullable<CloseReport['newKey']>;

/** Until a page has named it. */
const ANNOUNCED = 'books.new-key';
const CLOSES_AT_ONCE = 100;

/** What the next page is to name; null where the key is the one that signed the last. */
export async function announcedKey(reader: Reader): Promise<KeyChange | null> {
  const kept = await findSetting(reader, ANNOUNCED);
  return kept === null ? null : (JSON.parse(kept) as KeyChange);
}

/** The page with it is kept, or the old key was found after all. */
export async function forgetAnnounced(trx: Trx): Promise<void> {
  await removeSetting(trx, ANNOUNCED);
}

/** With its entry in the audit log, in one transaction. @param next public key of the new one, lower-case hex */
export function announceKey(
  { db, clock }: Pick<BooksPorts, 'db' | 'clock'>,
  { who, why }: Change,
  next: string,
): Promise<Result<KeyChange, BooksRefusal>> {
  return db.transaction<KeyChange, BooksRefusal>(async (trx) => {
    const last = await lastClose(trx);
    if (last === null) return err({ code: 'NEVER_CLOSED', message: NEVER_CLOSED });
    const change = { previous: last.publicKey, next };
    await putSetting(trx, ANNOUNCED, JSON.stringify(change));
    await addAudit(trx, {
      ...{ atMs: clock.nowMs(), actorKind: who.kind, actor: who.name, why },
      action: 'books.new-key',
      subject: 'books',
      details: { ...(who.principalId !== undefined && { principalId: who.principalId }), ...change },
    });
    return ok(change);
  });
}

const NEVER_CLOSED = 'No day was ever closed, so no key has signed anything: one is made with the first close.';

/** Which key a day's page must be signed by. */
export type SignerOf = (day: number) => string | null;

/**
 * The keys that lead to `publicKey`, by what the pages themselves say: each change is named on a page that its new key has signed.
 *
 * @param publicKey that is trusted, lower-case hex; null: whichever signed
 */
export async function signersUpTo(reader: Reader, publicKey: string | null): Promise<SignerOf> {
  if (publicKey === null) return () => null;
  const changes = await changesNamed(reader);
  return (day) =>
    changes.reduceRight(
      (signer, { from, change }) => (day < from && change.next === signer ? change.previous : signer),
      publicKey,
    );
}

async function changesNamed(reader: Reader): Promise<readonly { readonly from: number; readonly change: KeyChange }[]> {
  const found: { from: number; change: KeyChange }[] = [];
  for (let page = await closesAfter(reader, -1, CLOSES_AT_ONCE); page.length > 0; ) {
    for (const { day, report } of page) {
      const { newKey } = JSON.parse(report) as CloseReport;
      if (newKey) found.push({ from: day, change: newKey });
    }
    page = await closesAfter(reader, page.at(-1)?.day ?? 0, CLOSES_AT_ONCE);
  }
  return found;
}
