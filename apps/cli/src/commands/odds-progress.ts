/** One line on a terminal that says how far counting has come, for what takes longer than a moment. */
import type { Progress } from '@aboveboard/odds';

const FIRST_AFTER_MS = 1_000;
const EVERY_MS = { terminal: 200, file: 5_000 };

export interface ProgressLine {
  show(progress: Progress): void;
  /** Takes the line away again. */
  clear(): void;
}

export function progressLine(to: NodeJS.WriteStream): ProgressLine {
  let nextMs = Date.now() + FIRST_AFTER_MS;
  let shown = false;
  return {
    show({ done, total }) {
      if (Date.now() < nextMs) return;
      nextMs = Date.now() + (to.isTTY ? EVERY_MS.terminal : EVERY_MS.file);
      shown = true;
      const text = `${((done / total) * 100).toFixed(1)} % of the deals`;
      to.write(to.isTTY ? `\r${text}` : `${text}\n`);
    },
    clear() {
      if (shown && to.isTTY) to.write(`\r${' '.repeat(30)}\r`);
    },
  };
}
