/** Text of unknown origin, as a terminal may be shown it. */

/** Control characters, which may move the cursor or hide text, and those that turn the direction of reading or end a line. */
const HARMFUL = /[\p{Cc}\p{Cf}\u2028\u2029\p{Cs}]/gu;

/** At most `max` characters on one line; what was harmful stands as its code, and a cut text ends in `…`. */
export function harmless(text: string, max = 200): string {
  const start = text.slice(0, max + 1).replace(HARMFUL, code);
  return start.length <= max && text.length <= max ? start : `${start.slice(0, max - 1)}…`;
}

/** The same for a text of several lines. */
export function harmlessLines(text: string, max: number): string[] {
  const lines = text
    .slice(0, max)
    .split('\n')
    .map((line) => harmless(line, max));
  return text.length > max ? [...lines, `… ${text.length - max} characters more`] : lines;
}

function code(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
