import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PhhRecord } from '../phh/record.ts';
import { writePhh } from '../phh/write-phh.ts';
import { readHands } from '../read-hands.ts';
import { playRecord } from '../replay/play-record.ts';
import { runsOf } from '../replay/remarks.ts';
import { TEXT_GAMES } from './games.ts';
import { readText } from './read-text.ts';
import { writeText } from './write-text.ts';

const root = join(import.meta.dirname, '../../../..');
const realHands = process.env.ABOVEBOARD_HANDS ?? join(root, '../shared/hands');

function recordsIn(folder: string): PhhRecord[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => /\.(?:phhs?|txt)$/.test(entry.name))
    .flatMap((entry) => readHands(readFileSync(join(entry.parentPath, entry.name), 'utf8')))
    .flatMap(({ record }) => (record.ok ? [record.value] : []));
}

function write(record: PhhRecord): string {
  const text = writeText(record, { number: 1 });
  if (!text.ok) throw new Error(`${text.error}\n${writePhh(record)}`);
  return text.value;
}

function read(text: string): PhhRecord {
  const record = readText(text)[0]?.record;
  if (!record?.ok) throw new Error(`line ${record?.error.line}: ${record?.error.reason}\n${text}`);
  return record.value;
}

function stacksOf(record: PhhRecord): number[] {
  const played = playRecord(record);
  if (!played.ok) throw new Error(`${JSON.stringify(played.error)}\n${writePhh(record)}`);
  return played.value.hand.seats.map(({ stack }) => stack / 10 ** played.value.decimals);
}

describe('writing hand histories in text', () => {
  const texts = readdirSync(join(root, 'fixtures/notation')).filter((name) => name.endsWith('.txt'));

  test.each(texts)('[PHH-7] %s, written again, is read as the same record', (name) => {
    const record = read(readFileSync(join(root, 'fixtures/notation', name), 'utf8'));
    const again = write(record);
    expect(read(again)).toEqual(record);
    expect(write(read(again))).toBe(again);
  });

  test('[PHH-7] every recorded hand of a game that has a text form is read from its text to the same stacks', () => {
    const records = ['fixtures/hands', 'fixtures/notation'].flatMap((folder) => recordsIn(join(root, folder)));
    if (existsSync(realHands)) records.push(...recordsIn(realHands));
    const games = new Set(TEXT_GAMES.map(({ variant }) => variant));
    const isRunOnce = ({ actions }: PhhRecord): boolean => actions.every(({ comment }) => runsOf(comment ?? '') === null);
    const written = records.filter((record) => games.has(record.variant) && isRunOnce(record));
    for (const record of written) expect(stacksOf(read(write(record))), write(record)).toEqual(stacksOf(record));
    expect(written.length).toBeGreaterThanOrEqual(25);
  });

  test('[PHH-7] what rooms do not write so is refused with the reason', () => {
    const stud = { ...read(readFileSync(join(root, 'fixtures/notation/limit-holdem.txt'), 'utf8')), variant: 'FR' };
    expect(writeText(stud, { number: 1 })).toEqual({ ok: false, error: 'FR has no text form' });
  });

  test('a hand with nothing but its play gets a room, a table, names and a date', () => {
    const { details, ...record } = read(readFileSync(join(root, 'fixtures/notation/heads-up.txt'), 'utf8'));
    const lines = write({ ...record, details: {} }).split('\n');
    expect(lines.slice(0, 4)).toEqual([
      "PokerStars Hand #1:  Hold'em No Limit (15/30) - 1970/01/01 00:00:00 UTC",
      "Table '1' 2-max (Play Money) Seat #2 is the button",
      'Seat 1: Player 1 (1470 in chips)',
      'Seat 2: Player 2 (1530 in chips)',
    ]);
    expect(details.players).toEqual(['Ana', 'Bo']);
  });
});
