/**
 * Files in PHH notation: TOML, one hand a file (`.phh`) or many in numbered tables (`.phhs`).
 */
import { err, ok, type Result } from '@aboveboard/kit';
import { parse, TomlError } from 'smol-toml';
import { type PhhFields, type PhhValue, tidy } from './details.ts';
import { lineOf } from './locate.ts';
import { type PhhRecord, toRecord } from './record.ts';
import { type Section, splitHands } from './sections.ts';

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

/**
 * Reads every hand of a file's text, each by itself. A text without any hand gives one fault.
 *
 * @see rules/PHH.md
 */
export function readPhh(text: string): PhhEntry[] {
  return phhEntries(text).map((read) => read());
}

/** As {@link readPhh}, each hand read when it is asked for. */
export function phhEntries(text: string): readonly (() => PhhEntry)[] {
  const sections = splitHands(text.toWellFormed());
  if (sections.length === 0) return [() => ({ name: '', record: err({ line: 1, reason: 'no hand in this file' }) })];
  return sections.map((section) => () => ({ name: section.name, record: readSection(section) }));
}

function readSection({ body, firstLine }: Section): Result<PhhRecord, PhhFault> {
  const fields = parseFields(body);
  const lastLine = body.split('\n').length;
  if (!fields.ok) return err({ line: firstLine + Math.min(fields.error.line, lastLine) - 1, reason: fields.error.reason });
  const record = toRecord(fields.value);
  return record.ok ? record : err({ line: firstLine + lineOf(body, record.error), reason: record.error.reason });
}

function parseFields(body: string): Result<PhhFields, PhhFault> {
  try {
    const fields = parse(body, { integersAsBigInt: 'asNeeded', unsafeKeyBehaviour: 'throw' });
    const vague = vagueTime(body);
    return vague ? err(vague) : ok(tidy(fields as PhhValue) as PhhFields);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return err({ line: error.line, reason: error.message.split('\n')[0] ?? 'not TOML' });
  }
}

/** Days that no calendar has, and times finer than a millisecond: the TOML library would round them to others without a word. */
function vagueTime(body: string): PhhFault | null {
  for (const [index, line] of body.split('\n').entries()) {
    const bare = line.replace(/"(?:\\.|[^"\\])*"|'[^']*'/g, '""').replace(/#.*$/, '');
    const day = bare.match(/\b\d{4}-\d\d-\d\d/)?.[0];
    const isReal = day === undefined || new Date(`${day}T00:00Z`).toJSON()?.startsWith(day);
    if (!isReal) return { line: index + 1, reason: `${day} is no day of the calendar` };
    if (/\d\d:\d\d:\d\d\.\d{4}/.test(bare)) return { line: index + 1, reason: 'a time finer than a millisecond' };
  }
  return null;
}
