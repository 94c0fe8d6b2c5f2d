/** One line on a terminal that says how far something is; a file that is written to instead gets none. */
export interface StatusLine {
  show(text: string): void;
  clear(): void;
}

export function statusLine(to: NodeJS.WriteStream): StatusLine {
  let width = 0;
  return {
    show(text) {
      if (!to.isTTY) return;
      to.write(`\r${text.padEnd(width)}`);
      width = text.length;
    },
    clear() {
      if (width > 0) to.write(`\r${' '.repeat(width)}\r`);
      width = 0;
    },
  };
}
