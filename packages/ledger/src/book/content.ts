/**
 * What a batch does, as text and as a hash, and in what two batches differ.
 *
 * The time is no part of it, because a retry comes later and is still the same event; nor is the fence, because the successor
 * of a table's owner settles the same hand. The text is written by `JSON.stringify` over arrays in a fixed order, so equal
 * batches have equal bytes.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { currencyOf } from '../chart/accounts.ts';
import type { LinkedBatch, Step } from './linked-batch.ts';

/** In the order in which they are compared: first of the batch, then of each step. */
export type ContentField =
  | 'maker'
  | 'step_count'
  | 'kind'
  | 'pending'
  | 'currency'
  | 'debit'
  | 'credit'
  | 'amount'
  | 'reason'
  | 'expiry'
  | 'approval';

export function contentText(batch: LinkedBatch): string {
  return JSON.stringify(['ledger/1', batch.key, batch.by, ...batch.steps.map(stepContent)]);
}

/** SHA-256 of `contentText`, 64 hex digits: what storage keeps beside the key, to tell a retry from a contradiction. */
export function contentHash(batch: LinkedBatch): string {
  return bytesToHex(sha256(utf8ToBytes(contentText(batch))));
}

/** Where two batches of one key part ways first; null when they are the same. Step positions count from 0. */
export function differenceBetween(
  known: LinkedBatch,
  again: LinkedBatch,
): { readonly field: ContentField; readonly step: number | null } | null {
  if (known.by !== again.by) return { field: 'maker', step: null };
  if (known.steps.length !== again.steps.length) return { field: 'step_count', step: null };
  for (const [step, before] of known.steps.entries()) {
    const now = fieldsOf(again.steps[step] as Step);
    const differing = fieldsOf(before).find(([, value], at) => value !== now[at]?.[1]);
    if (differing) return { field: differing[0], step };
  }
  return null;
}

function stepContent(step: Step): readonly unknown[] {
  switch (step.kind) {
    case 'transfer':
      return [step.kind, step.debit, step.credit, step.amount, step.reason];
    case 'reserve':
      return [step.kind, step.debit, step.credit, step.amount, step.reason, step.expiresAtMs, step.approval];
    case 'commit':
      return [step.kind, step.pending, step.amount];
    case 'rollback':
      return [step.kind, step.pending];
  }
}

/** Every field in the order of comparison; what a kind of step has not is null. */
function fieldsOf(step: Step): readonly (readonly [ContentField, unknown])[] {
  const moves = step.kind === 'transfer' || step.kind === 'reserve' ? step : null;
  const reserve = step.kind === 'reserve' ? step : null;
  return [
    ['kind', step.kind],
    ['pending', 'pending' in step ? step.pending : null],
    ['currency', moves && currencyOf(moves.debit)],
    ['debit', moves?.debit ?? null],
    ['credit', moves?.credit ?? null],
    ['amount', 'amount' in step ? step.amount : null],
    ['reason', moves?.reason ?? null],
    ['expiry', reserve?.expiresAtMs ?? null],
    ['approval', reserve?.approval ?? null],
  ];
}
