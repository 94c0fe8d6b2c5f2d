/** Lines that add up: those of the same key become one. */

export type Lines<Line> = Readonly<Record<string, Line>>;

/** @param keyOf never a name that objects have of themselves: a JSON array is none. */
export function sumLines<Line>(
  known: Lines<Line>,
  lines: Iterable<Line>,
  keyOf: (line: Line) => string,
  add: (a: Line, b: Line) => Line,
): Lines<Line> {
  const after: Record<string, Line> = { ...known };
  for (const line of lines) {
    const key = keyOf(line);
    const before = after[key];
    after[key] = before === undefined ? line : add(before, line);
  }
  return after;
}
