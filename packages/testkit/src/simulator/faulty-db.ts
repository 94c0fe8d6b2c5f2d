/**
 * The database as one process of the simulation has it: transactions that take a while, fail, or are committed although they seem to
 * have failed; reads that fail while it is gone. A transaction is whole or nothing here as everywhere: SQLite itself carries it out.
 */
import type { Db } from '@aboveboard/storage';
import type { Chance } from './chance.ts';
import type { Latency } from './link.ts';
import type { SimProcess } from './sim-process.ts';
import type { SimTime } from './sim-time.ts';

export interface DatabaseState {
  /** So many of a hundred transactions fail; half of those are committed all the same. */
  failPercent: number;
  isGone: boolean;
  slowMs: number;
}

export interface FaultyDb extends DatabaseState {
  readonly db: Db;
  heal(): void;
}

type Transaction = Db['transaction'];

/** @param audited runs a transaction and looks at what it wrote, in the name of this process */
export function faultyDb(
  real: Db,
  process: SimProcess,
  time: SimTime,
  chance: Chance,
  latency: Latency,
  audited: Transaction,
): FaultyDb {
  const lost = () => new Error('the database did not answer');
  const wayMs = (): number => chance.between(...latency) + state.slowMs;
  const failing = {
    transformQuery<Node>({ node }: { readonly node: Node }): Node {
      if (state.isGone || process.isDead) throw lost();
      return node;
    },
    transformResult: async <Result>({ result }: { readonly result: Result }): Promise<Result> => result,
  };
  /** The answer, on its way back. */
  const answered = <T>(answer: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const back = (task: () => void) => process.hears(wayMs(), task);
      answer.then(
        (value) => back(() => resolve(value)),
        (error: unknown) => back(() => reject(error)),
      );
    });
  const transaction: Transaction = (work) => {
    if (process.isDead) return new Promise(() => undefined);
    const isFailing = state.isGone || (state.failPercent > 0 && chance.isHit(state.failPercent));
    const isCommitted = !state.isGone && isFailing && chance.isHit(50);
    const carryOut: () => ReturnType<typeof work> = async () => {
      if (!isFailing) return audited(work);
      if (isCommitted) await audited(work);
      throw lost();
    };
    const isCalm = latency[1] === 0 && state.slowMs === 0;
    if (isCalm) return carryOut();
    return new Promise((resolve, reject) => {
      time.at(wayMs(), () => void answered(carryOut()).then(resolve, reject));
    });
  };
  const state: FaultyDb = {
    failPercent: 0,
    isGone: false,
    slowMs: 0,
    db: {
      reader: real.reader.withPlugin(failing as Parameters<Db['reader']['withPlugin']>[0]),
      transaction,
      snapshot: (work) => (state.isGone ? Promise.reject(lost()) : real.snapshot(work)),
      close: async () => undefined,
    },
    heal: () => {
      Object.assign(state, { failPercent: 0, isGone: false, slowMs: 0 } satisfies DatabaseState);
    },
  };
  return state;
}
