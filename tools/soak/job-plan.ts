/** The jobs of a soak: what each one is follows from the seed and its number alone, so that whoever counts knows it without being told. */
import type { JobId, NewJob, Priority } from '@aboveboard/streams';
import { seededRandom } from '@aboveboard/testkit';

/** Of a hundred jobs. */
const FAILING = 1;
const KEYED = 10;
const PUT_OFF = 10;
const KEYS = 1_000;
const LONGEST_DELAY_MS = 2_000;
const LONGEST_WORK_MS = 5;

/** What the worker is told. */
export interface SoakPayload {
  /** 0 for the first job. */
  readonly number: number;
  /** Throws at every run. */
  readonly failsForEver: boolean;
  readonly takesMs: number;
}

export function soakJob(seed: number, number: number): NewJob {
  const { below } = seededRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  const percent = (share: number): boolean => below(100) < share;
  const payload: SoakPayload = { failsForEver: percent(FAILING), number, takesMs: below(LONGEST_WORK_MS + 1) };
  const priority: Priority = percent(20) ? 'urgent' : percent(75) ? 'normal' : 'bulk';
  const key = percent(KEYED) ? { key: `key-${below(KEYS)}` } : {};
  const delayMs = percent(PUT_OFF) ? 1 + below(LONGEST_DELAY_MS) : 0;
  return { id: `soak-${number}` as JobId, payload: JSON.stringify(payload), priority, ...key, delayMs };
}

export function failsForEver(seed: number, number: number): boolean {
  return (JSON.parse(soakJob(seed, number).payload) as SoakPayload).failsForEver;
}

export function numberOf(id: JobId): number {
  return Number(/^soak-(\d+)$/.exec(id)?.[1] ?? Number.NaN);
}
