/** What was looked at in a hand, step by step: the badge and the list behind it read this and nothing else. */
import type { Result } from '@aboveboard/kit';
import type { Fault, FaultCode } from '../fault.ts';

/** In the order in which a hand meets them. */
export const CHECK_IDS = [
  'open', // OPEN is of this table and hand, follows its last CLOSE, and seals two decks or more
  'promise', // the operator signed OPEN at its index
  'rules', // OPEN binds what is played for
  'commit', // one's own commit stands in OPEN, unchanged; only where one contributes
  'seeds', // every committed seat's seed is in the cut and opens its commit, one's own included
  'cut', // the deck in play and the order of slots follow from the seeds
  'cutnote', // the operator signed that cut
  'burned', // the burned decks' seeds give the roots sealed in OPEN
  'openings', // every card shown lies where the cut put it in the deck that was sealed
  'close', // CLOSE says what was seen
  'close-promise', // the operator signed CLOSE at its index
  'history', // CLOSE binds the history as it was shown
  'settlement', // CLOSE binds who won and lost how much
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

export type Check =
  | { readonly id: CheckId; readonly state: 'passed' | 'pending'; readonly detail: string }
  | { readonly id: CheckId; readonly state: 'failed'; readonly detail: string; readonly code: FaultCode };

/** A failure stays: what comes later cannot mend it. */
export class CheckList {
  readonly #checks: Map<CheckId, Check>;

  constructor(ids: readonly CheckId[]) {
    this.#checks = new Map(ids.map((id) => [id, { id, state: 'pending', detail: '' }]));
  }

  all(): readonly Check[] {
    return [...this.#checks.values()];
  }

  stateOf(id: CheckId): Check['state'] | null {
    return this.#checks.get(id)?.state ?? null;
  }

  get firstFault(): Fault | null {
    const failed = this.all().find((check) => check.state === 'failed');
    return failed?.state === 'failed' ? { code: failed.code, detail: failed.detail } : null;
  }

  pass(id: CheckId, detail: string): void {
    if (this.#checks.has(id) && this.stateOf(id) !== 'failed') this.#checks.set(id, { id, state: 'passed', detail });
  }

  fail(id: CheckId, { code, detail }: Fault): void {
    if (this.stateOf(id) !== 'failed') this.#checks.set(id, { id, state: 'failed', detail, code });
  }

  /** Books a step's outcome and hands it on; `passed` is what to say where it holds. */
  tried<T>(id: CheckId, result: Result<T, Fault>, passed = ''): Result<T, Fault> {
    if (result.ok) this.pass(id, passed);
    else this.fail(id, result.error);
    return result;
  }

  /** Takes steps off the list that this hand will never have, as a void hand has no cut. */
  drop(...ids: readonly CheckId[]): void {
    for (const id of ids) if (this.stateOf(id) === 'pending') this.#checks.delete(id);
  }
}
