/**
 * Linked batches: steps that happen all together or not at all.
 *
 * Beside the transfer that is made at once there is the one in two phases: a `reserve` sets chips aside, and later a `commit`
 * moves them or a `rollback` lets them go. Every step is written down and never changed; what became of a reservation is said by
 * the step that resolved it.
 */
import { assert } from '@aboveboard/kit';
import { currencyOf } from '../chart/accounts.ts';
import type { Amount, Leg } from '../posting/leg.ts';

/** `<batch key>/<position in the batch>`. */
export type StepId = string;

export type TransferStep = Leg & { readonly kind: 'transfer' };

export type ReserveStep = Leg & {
  readonly kind: 'reserve';
  /** From this moment on it can no longer be committed; null: it waits for ever. */
  readonly expiresAtMs: number | null;
  /** Who may commit it: anybody who may at all, or only a second person. */
  readonly approval: 'none' | 'second-person';
};

export type Step =
  | TransferStep
  | ReserveStep
  /** Moves reserved chips, all of them (null) or fewer; what is left over goes back. */
  | { readonly kind: 'commit'; readonly pending: StepId; readonly amount: Amount | null }
  | { readonly kind: 'rollback'; readonly pending: StepId };

/** The owner of a table, as of this epoch (LEDGER-15). */
export interface Fence {
  readonly tableId: string;
  readonly epoch: number;
}

export interface LinkedBatch {
  /** Says which event of the room this books. */
  readonly key: string;
  /** May be empty: a hand in which no chip changed hands is settled, too. */
  readonly steps: readonly Step[];
  /** Id of the principal who wants it; null for the room itself. */
  readonly by: string | null;
  readonly fence: Fence | null;
  readonly atMs: number;
}

/** More steps than the largest tournament has prizes, and few enough for one transaction. */
export const MAX_STEPS = 4_096;

/** What a batch needs beside its steps; left out: the room itself, and no fence. */
export interface BatchHead {
  readonly key: string;
  readonly atMs: number;
  readonly by?: string;
  readonly fence?: Fence;
}

export function linkedBatch(head: BatchHead, steps: readonly Step[]): LinkedBatch {
  const { key, atMs, by = null, fence = null } = head;
  assert(key.length > 0 && key.length <= 200, `not a batch key: "${key}"`);
  assert(steps.length <= MAX_STEPS, `a batch of ${steps.length} steps`);
  const resolved = new Set<StepId>();
  for (const step of steps) {
    if (step.kind === 'commit' || step.kind === 'rollback') {
      assert(!resolved.has(step.pending), `${step.pending} is resolved twice in one batch`);
      resolved.add(step.pending);
    } else assertMovement(step, by);
  }
  return { key, steps, by, fence, atMs };
}

/** A batch of transfers made at once, wanted by the room itself. */
export function transferBatch(head: Omit<BatchHead, 'by'>, legs: readonly Leg[]): LinkedBatch {
  const steps = legs.map(({ debit, credit, amount, reason }): Step => ({ kind: 'transfer', debit, credit, amount, reason }));
  return linkedBatch(head, steps);
}

/** The id of the step at a position of its batch, 0-based. */
export function stepId(batch: LinkedBatch, position: number): StepId {
  return `${batch.key}/${position}`;
}

function assertMovement(step: TransferStep | ReserveStep, by: string | null): void {
  const { debit, credit } = step;
  assert(debit !== credit, `a transfer from ${debit} to itself`);
  assert(currencyOf(debit) === currencyOf(credit), `a transfer from ${debit} to ${credit} changes the currency`);
  assert(step.kind === 'transfer' || step.approval === 'none' || by !== null, 'what a second person approves has a first one');
}
