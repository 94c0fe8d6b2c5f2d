/**
 * The way between one process and a service of the room (messaging, leases, database): how long it takes, and what goes wrong on it.
 *
 * What one process asks arrives in the order in which it was asked, as on one connection. A question whose answer is lost may have been
 * carried out, or may be yet: that is how the same thing comes twice, late, or after what was asked later.
 */
import type { Chance } from './chance.ts';
import type { SimProcess } from './sim-process.ts';
import type { SimTime } from './sim-time.ts';

export interface LinkState {
  /** Nothing that this process asks arrives. */
  isCutOut: boolean;
  /** Nothing that is answered or told arrives here. */
  isCutIn: boolean;
  /** So many of a hundred questions go wrong. */
  lossPercent: number;
  /** Each way takes so much longer. */
  slowMs: number;
}

export interface Link extends LinkState {
  /** Asks a service. @throws when no answer came: it may have been carried out. */
  ask<T>(carryOut: () => Promise<T>): Promise<T>;
  /** What a service tells by itself; it waits while the way is cut. */
  tell(task: () => void): void;
  /** The way is as it should be again. */
  heal(): void;
}

/** Least and most of one way, in milliseconds. */
export type Latency = readonly [number, number];

/** How long an answer is waited for, as over Redis. */
const ANSWER_WITHIN_MS = 2_000;

/** Made when something is asked, so that its stack says who asked. */
function lost(): Error {
  return new Error('no answer: the connection was lost');
}

/** Of what was asked before the way was cut: an error for each would cost more than it tells. */
const LOST_LATER = lost();

export function createLink(process: SimProcess, time: SimTime, chance: Chance, latency: Latency): Link {
  let lastOutMs = 0;
  let lastInMs = 0;
  const held: (() => void)[] = [];
  const wayMs = (): number => chance.between(...latency) + link.slowMs;
  const isCalm = (): boolean => latency[1] === 0 && link.slowMs === 0 && !process.isPaused;
  const outDelay = (): number => {
    lastOutMs = Math.max(lastOutMs, time.nowMs() + wayMs());
    return lastOutMs - time.nowMs();
  };
  const inDelay = (): number => {
    lastInMs = Math.max(lastInMs, time.nowMs() + wayMs());
    return lastInMs - time.nowMs();
  };
  const settleLater = <T>(
    result: Promise<T>,
    resolve: (value: T) => void,
    reject: (error: unknown) => void,
    error: Error,
  ): void => {
    const answer = (task: () => void): void => {
      if (link.isCutIn) process.hears(ANSWER_WITHIN_MS, () => reject(error));
      else process.hears(inDelay(), task);
    };
    result.then(
      (value) => answer(() => resolve(value)),
      (error: unknown) => answer(() => reject(error)),
    );
  };
  const goWrong = <T>(carryOut: () => Promise<T>): Promise<T> => {
    const fate = chance.below(4);
    if (fate === 1) time.at(outDelay(), () => void carryOut().catch(() => undefined));
    if (fate === 2) time.at(outDelay() + chance.between(1, 2 * ANSWER_WITHIN_MS), () => void carryOut().catch(() => undefined));
    const error = lost();
    const knownMs = fate === 3 ? chance.between(0, 50) : ANSWER_WITHIN_MS;
    return new Promise((_, reject) => process.hears(knownMs, () => reject(error)));
  };
  const link: Link = {
    isCutOut: false,
    isCutIn: false,
    lossPercent: 0,
    slowMs: 0,
    ask: (carryOut) => {
      if (process.isDead) return new Promise(() => undefined);
      if (link.lossPercent > 0 && chance.isHit(link.lossPercent)) return goWrong(carryOut);
      if (isCalm() && !link.isCutIn && !link.isCutOut) return carryOut();
      const error = link.isCutIn || link.isCutOut ? lost() : LOST_LATER;
      return new Promise((resolve, reject) => {
        time.at(outDelay(), () => {
          if (link.isCutOut) process.hears(ANSWER_WITHIN_MS, () => reject(error));
          else settleLater(carryOut(), resolve, reject, error);
        });
      });
    },
    tell: (task) => {
      if (process.isDead) return;
      if (link.isCutIn) held.push(task);
      else if (isCalm()) task();
      else process.hears(inDelay(), task);
    },
    heal: () => {
      Object.assign(link, { isCutIn: false, isCutOut: false, lossPercent: 0, slowMs: 0 } satisfies LinkState);
      for (const task of held.splice(0)) process.hears(inDelay(), task);
    },
  };
  return link;
}
