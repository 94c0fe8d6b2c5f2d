/**
 * A side of the comparison: one way to queue jobs on Redis and to work them off, doing the same as the other sides.
 *
 * A job is a text of a hundred characters or so that names a file of hands by its number; its handler does nothing but count it.
 */

export const SIDES = ['aboveboard', 'aboveboard-ids', 'bullmq', 'raw'] as const;
export type SideName = (typeof SIDES)[number];

export interface Side {
  /** Adds one job; comes when Redis has it. */
  add(payload: string): Promise<void>;
  /** Adds many as the side does it best. */
  addMany(payloads: readonly string[]): Promise<void>;
  /** Begins to work off the queue. Its connections stand when this comes, and no job has been asked for before. */
  work(concurrency: number, onJob: (payload: string) => void): Promise<Working>;
  /** Jobs that are there, whether they wait or run. */
  left(): Promise<number>;
  close(): Promise<void>;
}

export interface Working {
  begin(): void;
  /** Lets what runs end. */
  stop(): Promise<void>;
}

/**
 * The same text for every side.
 *
 * @param bytes how long it is, where that is more than the hundred or so it needs.
 * @param sentMs the sender's time, for those who measure how long it takes.
 */
export function payloadOf(number: number, bytes: number, sentMs = 0): string {
  const file = `hands/2026/11/21/session-${String(number).padStart(8, '0')}.phh`;
  return JSON.stringify({ number, file, table: 'NLHE 50/100, six seats', sentMs }).padEnd(bytes);
}

export function sentMsOf(payload: string): number {
  return (JSON.parse(payload) as { sentMs: number }).sentMs;
}

/** Milliseconds of a clock that all processes of a machine share and nobody sets. */
export function sharedNowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
