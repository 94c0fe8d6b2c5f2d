/** One line that says how far a backup or a restore is. */
import { type StatusLine, statusLine } from '../../terminal/status-line.ts';

const EVERY_MS = 200;

export interface BackupLine {
  at(step: string, done: number, total: number | null): void;
  clear(): void;
}

export function backupLine(to: NodeJS.WriteStream): BackupLine {
  const line: StatusLine = statusLine(to);
  let step = '';
  let nextMs = 0;
  return {
    at(now, done, total) {
      if (now !== step) line.begin(now);
      const isDue = now !== step || performance.now() >= nextMs;
      step = now;
      if (!isDue) return;
      nextMs = performance.now() + EVERY_MS;
      line.show(
        total === null
          ? done === 0
            ? `${now} …`
            : `${now}: ${done} rows`
          : `${now}: ${((100 * done) / Math.max(1, total)).toFixed(0)} %`,
      );
    },
    clear: () => line.clear(),
  };
}
