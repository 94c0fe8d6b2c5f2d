/**
 * Where in a hand's text a fault stands. TOML libraries say that for what is no TOML; what is TOML but no hand is found here.
 */
import type { RecordFault } from './record.ts';

/** The line of the fault, counted from 0 in `body`; the first line that says anything when the fault is something missing. */
export function lineOf(body: string, { field, action }: RecordFault): number {
  const start = field === null ? -1 : startOf(body, field);
  if (start < 0)
    return Math.max(
      0,
      body.split('\n').findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#')),
    );
  const at = action === undefined ? start : (elementsOf(body, start)[action] ?? start);
  return body.slice(0, at).split('\n').length - 1;
}

/** Offset of a top-level key; −1 when it is not written as a plain one. */
function startOf(body: string, field: string): number {
  const match = new RegExp(`^[ \\t]*["']?${field}["']?[ \\t]*=`, 'm').exec(body);
  return match ? match.index : -1;
}

/** Strings, comments, brackets, and everything else that can stand in a list. */
const TOKEN = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|[[\]]|[^\s"'#[\],]+/g;

/** Offsets of the elements of the list that follows `start`, as far as it is a list of plain values. */
function elementsOf(body: string, start: number): number[] {
  const offsets: number[] = [];
  let depth = 0;
  TOKEN.lastIndex = body.indexOf('=', start) + 1;
  for (let match = TOKEN.exec(body); match; match = TOKEN.exec(body)) {
    const [token] = match;
    if (token === ']') depth -= 1;
    else if (token.startsWith('#')) continue;
    else if (depth === 1) offsets.push(match.index);
    if (token === '[') depth += 1;
    if (depth === 0) break;
  }
  return offsets;
}
