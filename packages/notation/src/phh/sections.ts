/** A file cut into its hands, before any of them is read: so a malformed one does not take its neighbours with it. */

export interface Section {
  /** The number of its table in a `.phhs`; empty for the only hand of a `.phh`. */
  readonly name: string;
  /** 1-based, in the file; the header's own where nothing follows it. */
  readonly firstLine: number;
  readonly body: string;
}

const HEADER = /^\s*\[\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_-]+))\s*((?:\.[^\]]*)?)\]\s*(?:#.*)?$/;

/** Cuts a text at its table headers. What stands before the first one is a hand, unless only comments and blank lines do. */
export function splitHands(text: string): Section[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const sections: { name: string; firstLine: number; lines: string[] }[] = [{ name: '', firstLine: 1, lines: [] }];
  let isInList = false;
  for (const [index, line] of lines.entries()) {
    const bracketed = HEADER.exec(line);
    const header: RegExpExecArray | null = bracketed && isInList && !beginsHand(lines, index) ? null : bracketed;
    const name = header ? (header[1] ?? header[2] ?? header[3] ?? '') : '';
    const table = header && innerTable(name, header[4] ?? '', sections.at(-1)?.name ?? '');
    if (header && !table) sections.push({ name, firstLine: index + 2, lines: [] });
    else sections.at(-1)?.lines.push(table || line);
    isInList = !header && staysInList(line, isInList);
  }
  return sections
    .filter(({ name, lines }) => name !== '' || lines.some(saysSomething))
    .map(({ name, firstLine, lines }) => ({
      name,
      firstLine: lines.length > 0 ? firstLine : firstLine - 1,
      body: lines.join('\n'),
    }));
}

/** A user-defined field may be a table: `[_extra]`, or `[7._extra]` in hand 7. Its header as the hand alone would have it, else null. */
function innerTable(name: string, rest: string, hand: string): string | null {
  if (name.startsWith('_')) return `[${name}${rest}]`;
  return rest !== '' && name === hand ? `[${rest.slice(1)}]` : null;
}

/** Whether a header stands where only the next hand can begin, though a list was never closed. */
function beginsHand(lines: readonly string[], index: number): boolean {
  let next = index + 1;
  while (next < lines.length && !saysSomething(lines[next] ?? '')) next++;
  return /^\s*["']?[A-Za-z_][A-Za-z0-9_-]*["']?\s*=/.test(lines[next] ?? '');
}

function saysSomething(line: string): boolean {
  return line.trim() !== '' && !line.trimStart().startsWith('#');
}

/** Whether the next line still belongs to a list that was opened and not closed: there `[…]` is no header. */
function staysInList(line: string, isInList: boolean): boolean {
  const bare = line.replace(/"[^"]*"|'[^']*'/g, '').replace(/#.*$/, '');
  const opened = (bare.match(/\[/g) ?? []).length;
  const closed = (bare.match(/\]/g) ?? []).length;
  return isInList ? closed <= opened : opened > closed;
}
