/** One line on a terminal that says how far something is; a file that is written to instead is told of its beginning alone. */
export interface StatusLine {
  begin(text: string): void;
  show(text: string): void;
  clear(): void;
}

export function statusLine(to: NodeJS.WriteStream): StatusLine {
  let width = 0;
  return {
    begin(text) {
      if (!to.isTTY) to.write(`${text}\n`);
    },
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
