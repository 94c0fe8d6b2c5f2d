/**
 * Files in PHH notation: TOML, one hand a file (`.phh`) or many in numbered tables (`.phhs`).
 *
 * Each hand is read by itself, so that a malformed one does not take its neighbours with it.
 */
import { err, type Result } from '@aboveboard/kit';
import { parse, TomlError } from 'smol-toml';
import { type PhhRecord, toRecord } from './record.ts';

export interface PhhFault {
  /** 1-based, in the file. */
  readonly line: number;
  readonly reason: string;
}

export interface PhhEntry {
  /** The number of its table in a `.phhs`; empty for the only hand of a `.phh`. */
  readonly name: string;
  readonly record: Result<PhhRecord, PhhFault>;
}

/** Reads every hand of a file's text. A text without any hand gives one fault. */
export function readPhh(text: string): PhhEntry[] {
  const sections = split(text);
  if (sections.length === 0) return [{ name: '', record: err({ line: 1, reason: 'no hand in this file' }) }];
  return sections.map(({ name, firstLine, body }) => ({ name, record: readSection(body, firstLine) }));
}

interface Section {
  readonly name: string;
  readonly firstLine: number;
  readonly body: string;
}

const HEADER = /^\s*\[\s*"?([^\]"[]+)"?\s*\]\s*(?:#.*)?$/;

/** Cuts a file at its table headers. What stands before the first one is a hand, unless only comments and blank lines do. */
function split(text: string): Section[] {
  const sections: { name: string; firstLine: number; lines: string[] }[] = [{ name: '', firstLine: 1, lines: [] }];
  let isInList = false;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const header = isInList ? null : HEADER.exec(line);
    if (header) sections.push({ name: header[1] ?? '', firstLine: index + 2, lines: [] });
    else sections.at(-1)?.lines.push(line);
    isInList = staysInList(line, isInList);
  }
  return sections
    .filter(({ name, lines }) => name !== '' || lines.some((line) => line.trim() !== '' && !line.trim().startsWith('#')))
    .map(({ name, firstLine, lines }) => ({ name, firstLine, body: lines.join('\n') }));
}

/** Whether the next line still belongs to a list that was opened and not closed: there `[…]` is no header. */
function staysInList(line: string, isInList: boolean): boolean {
  const bare = line.replace(/"[^"]*"|'[^']*'/g, '').replace(/#.*$/, '');
  const opened = (bare.match(/\[/g) ?? []).length;
  const closed = (bare.match(/\]/g) ?? []).length;
  return isInList ? closed <= opened : opened > closed;
}

function readSection(body: string, firstLine: number): Result<PhhRecord, PhhFault> {
  let fields: Record<string, unknown>;
  try {
    fields = parse(body);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0] ?? 'not TOML';
    return err({ line: firstLine + error.line - 1, reason });
  }
  const record = toRecord(fields);
  return record.ok ? record : err({ line: lineOf(body, firstLine, record.error), reason: record.error });
}

/** Where the field or action that a reason names stands; the first line of the hand when it names none. */
function lineOf(body: string, firstLine: number, reason: string): number {
  const action = /"([^"]+)"/.exec(reason)?.[1];
  const field = /^([a-z_]+) wants/.exec(reason)?.[1];
  const isNamed = (line: string): boolean =>
    action ? line.includes(`"${action}"`) || line.includes(`'${action}'`) : line.trimStart().startsWith(field ?? '[');
  return firstLine + Math.max(0, body.split('\n').findIndex(isNamed));
}
