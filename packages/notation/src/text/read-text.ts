/**
 * Hand histories as online rooms write them, read into the same records as PHH.
 *
 * The text says every amount more than once: what was called, what the pot came to, who collected what. All of it is added up, so that a
 * hand is either read to the chip or refused with the line that does not fit.
 */
import { err, type Result } from '@aboveboard/kit';
import type { PhhEntry, PhhFault } from '../phh/read-phh.ts';
import { parseHeader, parseSeat, parseTable, type TextHeader, type TextSeat, type TextTable } from './header.ts';
import { parseLine, parseSummaryLine, type TextLine } from './lines.ts';
import { splitTexts, type TextSection } from './split-texts.ts';
import { toRecordOfText } from './to-record.ts';

/** A line and where it stands in the file, 1-based. */
export type Numbered = TextLine & { readonly line: number };

/** A hand's text, every line understood and none of it added up yet. */
export interface TextHand {
  readonly header: TextHeader;
  readonly table: TextTable;
  readonly seats: readonly TextSeat[];
  readonly lines: readonly Numbered[];
  /** Where its last line stands. */
  readonly lastLine: number;
}

/**
 * Reads every hand of a file's text, each by itself: no-limit, pot-limit and limit hold'em, Omaha with four to six cards, hi-lo too.
 *
 * An entry's name is the hand's number. Byte order marks, either line ending, chat, and several hands in a file are all right.
 *
 * @see rules/PHH.md PHH-4
 */
export function readText(text: string): PhhEntry[] {
  return textEntries(text).map((read) => read());
}

/** As {@link readText}, each hand read when it is asked for. */
export function textEntries(text: string): readonly (() => PhhEntry)[] {
  const sections = splitTexts(text);
  if (sections.length === 0) return [() => ({ name: '', record: err({ line: 1, reason: 'no hand in this file' }) })];
  return sections.map((section) => () => {
    const hand = understand(section);
    return hand.ok ? { name: hand.value.header.hand, record: toRecordOfText(hand.value) } : { name: '', record: hand };
  });
}

function understand({ firstLine, lines }: TextSection): Result<TextHand, PhhFault> {
  const at = (index: number, reason: string) => err({ line: firstLine + Math.min(index, lines.length - 1), reason });
  const header = parseHeader(lines[0] ?? '');
  if (!header.ok) return at(0, header.error);
  const table = parseTable(lines[1] ?? '');
  if (!table) return at(1, 'the second line names the table and the seat of the button');
  const seats = readSeats(lines);
  const names = seats.map(({ name }) => name);
  const doubled = seats.findIndex(({ name, seat }, i) => seats.findIndex((one) => one.name === name || one.seat === seat) < i);
  if (doubled >= 0) return at(2 + doubled, 'a seat or a name that is there already');
  const read: Numbered[] = [];
  let isSummary = false;
  for (const [i, line] of lines.slice(2 + seats.length).entries()) {
    const index = 2 + seats.length + i;
    const one: TextLine | null = isSummary ? parseSummaryLine(line) : parseLine(line, names);
    if (!one) return at(index, `"${line}" is no line of a hand`);
    if (one.kind === 'street') isSummary = one.street === 'summary';
    read.push({ ...one, line: firstLine + index });
  }
  return { ok: true, value: { header: header.value, table, seats, lines: read, lastLine: lastLineOf(firstLine, lines) } };
}

function readSeats(lines: readonly string[]): TextSeat[] {
  const seats: TextSeat[] = [];
  for (const line of lines.slice(2)) {
    const seat = parseSeat(line);
    if (!seat) break;
    seats.push(seat);
  }
  return seats;
}

function lastLineOf(firstLine: number, lines: readonly string[]): number {
  return firstLine + lines.findLastIndex((line) => line !== '');
}
