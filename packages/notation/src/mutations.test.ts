import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { handResult } from '@aboveboard/engine';
import { seededRandom } from '@aboveboard/testkit';
import { describe, expect, test } from 'vitest';
import { handJson } from './json/hand-json.ts';
import { readPhh } from './phh/read-phh.ts';
import type { PhhRecord } from './phh/record.ts';
import { writePhh } from './phh/write-phh.ts';
import { readHands } from './read-hands.ts';
import { historyToPhh } from './replay/history-to-phh.ts';
import { type PlayedRecord, playRecord } from './replay/play-record.ts';
import { replayHand } from './replay/replay-hand.ts';
import { mutate } from './testing/mutate.fixture.ts';
import { readText } from './text/read-text.ts';
import { writeText } from './text/write-text.ts';

const FILES = 1_000;
const seed = Number(process.env.ABOVEBOARD_SEED ?? Date.now() % 2 ** 31);
console.info(`${FILES} spoilt files by seed ${seed}: ABOVEBOARD_SEED=${seed} repeats them`);

const root = join(import.meta.dirname, '../../..');
const hands = process.env.ABOVEBOARD_HANDS ?? join(root, '../shared/hands');
const folders = [
  join(root, 'fixtures/hands'),
  join(root, 'fixtures/notation'),
  join(hands, 'famous'),
  join(hands, 'wsop-2023-43'),
];

/** Our own hands in both forms, and the real ones where they are. */
const originals = folders.filter(existsSync).flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.(?:phh|txt)$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
);

type Fate = 'unread' | 'refused' | 'unknown' | 'played';

describe('spoilt files', () => {
  test('[PHH-10] each is refused with its line and reason, or is a hand that plays without losing a chip and stays the same', () => {
    const chance = seededRandom(seed);
    const count: Record<Fate, number> = { unread: 0, refused: 0, unknown: 0, played: 0 };
    for (let i = 0; i < FILES; i++) {
      const pick = (): string => originals[chance.below(originals.length)] as string;
      const text = mutate(pick(), chance, pick());
      try {
        for (const fate of fatesOf(text)) count[fate] += 1;
      } catch (error) {
        throw new Error(`seed ${seed}, file ${i}:\n${text}`, { cause: error });
      }
    }
    console.info('spoilt hands', count);
    expect(Math.min(count.unread, count.refused, count.played)).toBeGreaterThan(FILES / 50);
  });
});

function fatesOf(text: string): Fate[] {
  const lines = text.split('\n').length;
  return readHands(text).map(({ record }) => {
    if (record.ok) return fateOf(record.value);
    expect(record.error.reason).not.toBe('');
    expect(record.error.line).toBeGreaterThanOrEqual(1);
    expect(record.error.line).toBeLessThanOrEqual(lines);
    return 'unread';
  });
}

function fateOf(record: PhhRecord): Fate {
  expect(reread(record)).toEqual(record);
  expect(writePhh(reread(record))).toBe(writePhh(record));
  JSON.stringify(handJson(record));
  const played = playRecord(record);
  const outcome = replayHand(record);
  if (played.ok) {
    expectSound(record, played.value);
    return 'played';
  }
  expect(played.error.reason).not.toBe('');
  expect(outcome.kind).not.toBe('matched');
  expect(writeText(record, { number: 1 }).ok).toBe(false);
  if (played.error.kind === 'unknown') return 'unknown';
  const { action } = played.error;
  if (action !== null) expect(record.actions[action - 1]).toBeDefined();
  return 'refused';
}

function reread(record: PhhRecord): PhhRecord {
  const entries = readPhh(writePhh(record));
  expect(entries, writePhh(record)).toHaveLength(1);
  const again = entries[0]?.record;
  if (!again?.ok) throw new Error(`${JSON.stringify(again)}\n${writePhh(record)}`);
  return again.value;
}

/** It ended, no chip was made or lost, and every form of it that is written plays to the same stacks. */
function expectSound(record: PhhRecord, played: PlayedRecord): void {
  const { hand, decimals, events } = played;
  const before = hand.setup.seats.reduce((sum, { stack }) => sum + stack, 0);
  const stacks = hand.seats.map(({ stack }) => stack);
  expect(hand.phase).toBe('ended');
  expect(stacks.reduce<number>((sum, stack) => sum + stack, 0) + (handResult(hand)?.rake ?? 0)).toBe(before);
  expect(stacksOf(reread(historyToPhh(events, { decimals })))).toEqual(stacks.map((stack) => stack / 10 ** decimals));
  const text = writeText(record, { number: 1 });
  if (!text.ok) return;
  const [entry] = readText(text.value);
  if (!entry?.record.ok) throw new Error(`${JSON.stringify(entry?.record)}\n${text.value}`);
  expect(stacksOf(entry.record.value), text.value).toEqual(stacks.map((stack) => stack / 10 ** decimals));
}

function stacksOf(record: PhhRecord): number[] {
  const played = playRecord(record);
  if (!played.ok) throw new Error(`${played.error.reason}\n${writePhh(record)}`);
  return played.value.hand.seats.map(({ stack }) => stack / 10 ** played.value.decimals);
}
