/** Hands counted where each of them passes once: at its CLOSE in the log. */
import type { TransparencyLog } from '@aboveboard/room';

const CLOSE = 2;

/** The log, telling of each hand that ended. One whose CLOSE is repeated after a crash is told again. */
export function countHands(log: TransparencyLog, handEnded: () => void): TransparencyLog {
  return {
    ...log,
    async append(key, bytes) {
      const logged = await log.append(key, bytes);
      if (logged.ok && key.type === CLOSE) handEnded();
      return logged;
    },
  };
}
