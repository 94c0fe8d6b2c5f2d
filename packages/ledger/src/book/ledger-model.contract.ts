/**
 * Any play of a ledger against the book: whatever is asked in whatever order, both answer the same and hold the same, and what
 * must always be true is. Commands shrink to the fewest that show a fault.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountId } from '../chart/accounts.ts';
import { amount } from '../posting/leg.ts';
import { anyBatch, inPlay } from '../testing/any-batch.ts';
import { assertSound } from '../testing/sound-books.ts';
import { type Book, decide, EMPTY_BOOK, evolve, type LedgerCommand } from './book.ts';
import type { Balances } from './changes.ts';
import type { LedgerPort } from './ledger-port.ts';
import type { LinkedBatch } from './linked-batch.ts';

export interface LedgerUnderTest {
  readonly ledger: LedgerPort;
  /** The same books after a crash: everything that was only in memory is gone. */
  restart(): Promise<LedgerUnderTest>;
  /** Lets the next thing asked fail after so many statements (0: before the first), the last of which may be its commit. */
  crashAfter(statements: number): void;
}

/** What the model knows. Time goes on by the steps of the commands. */
interface Model {
  book: Book;
  nowMs: number;
  readonly posted: LinkedBatch[];
}
type Real = { current: LedgerUnderTest };
type Command = fc.AsyncCommand<Model, Real>;

export interface ModelSize {
  readonly runs: number;
  /** Commands of one run, at most. */
  readonly commands: number;
}

export function ledgerModelContract(name: string, make: () => Promise<LedgerUnderTest>, size: ModelSize): void {
  test(`${name}: any interleaving keeps the books as they should be`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(commands(), { maxCommands: size.commands, size: 'max' }), async (all) => {
        const real: Real = { current: await make() };
        await fc.asyncModelRun(() => ({ model: { book: EMPTY_BOOK, nowMs: 0, posted: [] }, real }), all);
      }),
      { numRuns: size.runs, ...seedOf(process.env.ABOVEBOARD_SEED) },
    );
  });
}

function seedOf(text: string | undefined): { readonly seed?: number } {
  return text === undefined ? {} : { seed: Number(text) };
}

/** More than a batch of three steps takes. */
const MAX_STATEMENTS = 16;

function commands(): fc.Arbitrary<Command>[] {
  return [
    anyBatch.map(postCommand),
    anyBatch.map(postCommand),
    fc.tuple(anyBatch, anyBatch).map(([one, other]) => bothCommand(one, other)),
    fc.nat().map(repeatCommand),
    fc.tuple(fc.nat(), fc.constantFrom(...CONTRADICTIONS)).map(([nth, change]) => contradictCommand(nth, change)),
    fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 3 })).map(([ms, limit]) => expireCommand(ms, limit)),
    fc.integer({ min: 1, max: 3 }).map(takeCommand),
    fc.constant(restartCommand()),
    fc.tuple(anyBatch, fc.nat(MAX_STATEMENTS)).map(([batch, statements]) => crashCommand(batch, statements)),
  ];
}

/** A command that can always be given; afterwards both sides are compared and looked over. */
function command(text: string, run: (model: Model, real: Real) => Promise<void>): Command {
  return {
    check: () => true,
    toString: () => text,
    run: async (model, real) => {
      await run(model, real);
      await compare(model, real.current.ledger);
    },
  };
}

/** The batch as of now, about reservations that there are. */
function later(batch: LinkedBatch, { book: { reservations }, nowMs }: Model): LinkedBatch {
  return inPlay(batch, [...reservations.keys()], nowMs);
}

function postCommand(any: LinkedBatch): Command {
  return command(`post ${JSON.stringify(any)}`, async (model, real) => {
    const batch = later(any, model);
    expect(await answerTo(real.current.ledger, batch)).toBe(book(model, batch));
  });
}

/** Two at once: each is answered as if one had come after the other, whichever was first. */
function bothCommand(one: LinkedBatch, other: LinkedBatch): Command {
  return command(`both ${JSON.stringify([one, other])}`, async (model, real) => {
    const [a, b] = [later(one, model), later(other, model)];
    const { ledger } = real.current;
    const answers = await Promise.all([answerTo(ledger, a), answerTo(ledger, b)]);
    const turned: Model = { ...model, posted: [...model.posted] };
    const inOrder = [book(model, a), book(model, b)];
    const [second, first] = [book(turned, b), book(turned, a)];
    const isInOrder = `${answers}` === `${inOrder}` && holdsTheSame(model.book, await ledger.accounts());
    if (isInOrder) return;
    expect(answers).toEqual([first, second]);
    model.book = turned.book;
  });
}

function repeatCommand(nth: number): Command {
  return command(`repeat ${nth}`, async (model, real) => {
    const batch = model.posted[nth % (model.posted.length || 1)];
    if (!batch) return;
    expect(await answerTo(real.current.ledger, { ...batch, atMs: model.nowMs, fence: null })).toBe('exists');
  });
}

/** The same key, said otherwise. */
const CONTRADICTIONS: readonly ((batch: LinkedBatch) => LinkedBatch)[] = [
  (batch) => ({ ...batch, by: `${batch.by}, not` }),
  (batch) => ({ ...batch, steps: batch.steps.slice(1) }),
  (batch) => ({ ...batch, steps: batch.steps.toReversed() }),
  (batch) => ({ ...batch, steps: batch.steps.map((step) => ('reason' in step ? { ...step, reason: 'close' } : step)) }),
  (batch) => ({ ...batch, steps: batch.steps.map((step) => ('amount' in step ? { ...step, amount: amount(7) } : step)) }),
];

function contradictCommand(nth: number, change: (batch: LinkedBatch) => LinkedBatch): Command {
  return command(`contradict ${nth} ${change}`, async (model, real) => {
    const batch = model.posted[nth % (model.posted.length || 1)];
    if (!batch) return;
    const other = change(batch);
    expect(await answerTo(real.current.ledger, other)).toBe(book(model, other));
  });
}

function expireCommand(passedMs: number, limit: number): Command {
  return command(`expire ${limit} after ${passedMs} ms`, async (model, real) => {
    model.nowMs += passedMs;
    const events = must(model, { kind: 'expire', nowMs: model.nowMs, limit });
    const ids = events.flatMap((event) => (event.kind === 'expired' ? event.pending : []));
    expect(await real.current.ledger.expire(model.nowMs, limit)).toEqual(ids);
  });
}

function takeCommand(epoch: number): Command {
  return command(`take t ${epoch}`, async (model, real) => {
    const decided = decide(model.book, { kind: 'take-table', tableId: 't', epoch });
    if (decided.ok) model.book = decided.value.reduce(evolve, model.book);
    const taken = await real.current.ledger.takeTable('t', epoch);
    expect(taken.ok ? 'taken' : taken.error.status).toBe(decided.ok ? 'taken' : decided.error.status);
  });
}

function restartCommand(): Command {
  return command('restart', async (_, real) => {
    real.current = await real.current.restart();
  });
}

/** A batch is cut off in the middle and asked for again: it is booked once, whether the first time came through or not. */
function crashCommand(any: LinkedBatch, statements: number): Command {
  return command(`crash after ${statements} of ${JSON.stringify(any)}`, async (model, real) => {
    const batch = later(any, model);
    const expected = book(model, batch);
    real.current.crashAfter(statements);
    const first = await answerTo(real.current.ledger, batch).catch(() => 'crashed');
    real.current = await real.current.restart();
    const second = await answerTo(real.current.ledger, batch);
    expect([expected, 'crashed']).toContain(first);
    if (expected !== 'posted') expect(second).toBe(expected);
    else expect(first === 'posted' ? ['exists'] : ['posted', 'exists']).toContain(second);
  });
}

async function answerTo(ledger: LedgerPort, batch: LinkedBatch): Promise<string> {
  const posted = await ledger.post(batch);
  return posted.ok ? posted.value : JSON.stringify(posted.error);
}

/** Books a batch in the model; what a ledger must answer. */
function book(model: Model, batch: LinkedBatch): string {
  const decided = decide(model.book, { kind: 'post', batch });
  if (!decided.ok) return JSON.stringify(decided.error);
  if (decided.value.length === 0) return 'exists';
  model.book = decided.value.reduce(evolve, model.book);
  model.posted.push(batch);
  return 'posted';
}

function must(model: Model, asked: LedgerCommand) {
  const decided = decide(model.book, asked);
  if (!decided.ok) throw new Error(`${asked.kind} is refused nothing`);
  model.book = decided.value.reduce(evolve, model.book);
  return decided.value;
}

async function compare(model: Model, ledger: LedgerPort): Promise<void> {
  const accounts = await ledger.accounts();
  expect(holdsTheSame(model.book, accounts)).toBe(true);
  for (const expected of model.book.reservations.values()) expect(await ledger.reservation(expected.id)).toEqual(expected);
  const reservations = await Promise.all([...model.book.reservations.keys()].map((id) => ledger.reservation(id)));
  assertSound({ accounts, batches: await ledger.batches(), reservations: reservations.flatMap((one) => one ?? []) });
}

/** An account that is empty may be there or not. */
function holdsTheSame(expected: Book, accounts: ReadonlyMap<AccountId, Balances>): boolean {
  const sorted = (map: typeof accounts) =>
    JSON.stringify(
      [...map]
        .filter(
          ([, { balance, pendingDebits, pendingCredits }]) => balance !== 0 || pendingDebits !== 0 || pendingCredits !== 0,
        )
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return sorted(expected.accounts) === sorted(accounts);
}
