/**
 * Milliseconds to wait before attempt number `attempt` (0 is the first) to connect again: anywhere up to a bound that
 * doubles from 50 ms to 900 ms, so that many clients of one server do not come back all at once, and each is back
 * within a second of the server.
 *
 * @param chance from 0 up to 1.
 */
export function reconnectDelayMs(attempt: number, chance: number): number {
  return Math.ceil(chance * Math.min(900, 50 * 2 ** Math.min(attempt, 10))) + 5;
}
