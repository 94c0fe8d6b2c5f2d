/**
 * Arbitrary batches over a small room, so that keys, accounts and reservations meet often: two players, a table, a tournament,
 * two currencies. Most are refused for one reason or another, which is what they are for.
 */
import fc from 'fast-check';
import { type LinkedBatch, linkedBatch, type Step, type StepId } from '../book/linked-batch.ts';
import { type AccountId, currencyOf } from '../chart/accounts.ts';
import { amount, type Reason } from '../posting/leg.ts';

const ACCOUNTS = [
  'issuance',
  'issuance',
  'wallet:ana',
  'wallet:bo',
  'escrow:t:ana',
  'escrow:t:bo',
  'prize:cup',
  'rake',
  'freeroll',
  'suspense',
  'issuance@gold',
  'wallet:ana@gold',
] as AccountId[];
const REASONS: readonly Reason[] = ['grant', 'hand', 'transfer'];
const PEOPLE = ['ana', 'olga', null];

const anyKey = fc.nat(200).map((n) => `k${n}`);
/** Stands for the n-th reservation there is; see `inPlay`. */
const anyReservation: fc.Arbitrary<StepId> = fc.nat(9).map((n) => `#${n}`);
const anyAmount = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 1_000 })).map(amount);

const anyMovement = fc
  .tuple(fc.constantFrom(...ACCOUNTS), fc.constantFrom(...ACCOUNTS), anyAmount, fc.constantFrom(...REASONS))
  .filter(([debit, credit]) => debit !== credit && currencyOf(debit) === currencyOf(credit))
  .map(([debit, credit, chips, reason]) => ({ debit, credit, amount: chips, reason }));

/** Reservations end within the first 20 ms, or never. */
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: anyMovement.map((movement): Step => ({ kind: 'transfer', ...movement })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(anyMovement, fc.option(fc.integer({ min: 0, max: 20 })), fc.constantFrom('none', 'second-person'))
      .map(([movement, expiresAtMs, approval]): Step => ({ kind: 'reserve', ...movement, expiresAtMs, approval })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(anyReservation, fc.option(anyAmount, { freq: 2 }))
      .map(([pending, part]): Step => ({ kind: 'commit', pending, amount: part })),
  },
  { weight: 1, arbitrary: anyReservation.map((pending): Step => ({ kind: 'rollback', pending })) },
);

const anyFence = fc.record({ tableId: fc.constant('t'), epoch: fc.integer({ min: 1, max: 3 }) });

/** Any batch as it might be asked for at 0. One with a reservation for two persons has a maker. */
export const anyBatch: fc.Arbitrary<LinkedBatch> = fc
  .record({
    key: anyKey,
    steps: fc.array(anyStep, { maxLength: 3 }),
    by: fc.constantFrom(...PEOPLE),
    fence: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anyFence }),
    atMs: fc.constant(0),
  })
  .filter(({ steps, by }) => by !== null || steps.every((step) => step.kind !== 'reserve' || step.approval === 'none'));

/**
 * The batch as it is asked for in the middle of a play: `#n` is the n-th newest of these reservations, counted round, and times are later.
 * A reservation that several steps would resolve is left to the first.
 */
export function inPlay(batch: LinkedBatch, reservations: readonly StepId[], nowMs: number): LinkedBatch {
  const resolved = new Set<StepId>();
  const steps = batch.steps.flatMap((step): Step[] => {
    if (step.kind === 'transfer') return [step];
    if (step.kind === 'reserve') return [{ ...step, expiresAtMs: step.expiresAtMs === null ? null : step.expiresAtMs + nowMs }];
    const pending = reservations.at(-1 - (Number(step.pending.slice(1)) % (reservations.length || 1))) ?? 'none/0';
    if (resolved.has(pending)) return [];
    resolved.add(pending);
    return [{ ...step, pending }];
  });
  const { key, by, fence } = batch;
  return linkedBatch({ key, atMs: nowMs, ...(by === null ? {} : { by }), ...(fence === null ? {} : { fence }) }, steps);
}
