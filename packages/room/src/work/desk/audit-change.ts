/** A change that is one transaction with its entry in the audit log; one that is not goes through `audited`. */
import { addAudit, type Trx } from '@aboveboard/storage';
import type { Change } from './desk-types.ts';

export interface ChangeMade {
  readonly atMs: number;
  /** Such as `bonus.give`. */
  readonly action: string;
  /** To what. */
  readonly subject: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export async function auditChange(trx: Trx, { who, why }: Change, { details, ...made }: ChangeMade): Promise<void> {
  const named = who.principalId === undefined ? {} : { principalId: who.principalId };
  await addAudit(trx, { ...made, actorKind: who.kind, actor: who.name, why, details: { stage: 'done', ...details, ...named } });
}
