import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPhh } from '../phh/read-phh.ts';
import { type Replayed, replayHand } from './replay-hand.ts';

const root = join(import.meta.dirname, '../../../..');

function replayText(text: string): Replayed[] {
  return readPhh(text).map(({ name, record }) => {
    if (!record.ok) throw new Error(`hand ${name}, line ${record.error.line}: ${record.error.reason}`);
    return replayHand(record.value);
  });
}

function replayFolder(folder: string): { file: string; outcome: Replayed }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => /\.phhs?$/.test(entry.name))
    .flatMap((entry) =>
      replayText(readFileSync(join(entry.parentPath, entry.name), 'utf8')).map((outcome) => ({ file: entry.name, outcome })),
    );
}

const differing = (outcomes: readonly { file: string; outcome: Replayed }[]) =>
  outcomes.filter(({ outcome }) => outcome.kind === 'mismatched');

const RAISE_AND_FOLD = `variant = 'NT'
antes = [0, 0, 0]
blinds_or_straddles = [1, 2, 0]
min_bet = 2
starting_stacks = [100, 100, 100.5]
actions = ['d dh p1 AsKs', 'd dh p2 ????', 'd dh p3 QdQc', 'p3 cbr 6', 'p1 f', 'p2 f']
finishing_stacks = [99, 98, 103.5]
`;

describe('replaying recorded hands', () => {
  test('a hand in halves of a chip comes out to the half', () => {
    expect(replayText(RAISE_AND_FOLD)).toEqual([{ kind: 'matched' }]);
  });

  test('another finishing stack is a mismatch with seat, expected and got', () => {
    const wrong = RAISE_AND_FOLD.replace('[99, 98, 103.5]', '[99, 98, 103]');
    expect(replayText(wrong)).toEqual([{ kind: 'mismatched', mismatches: [{ seat: 'p3', expected: '103.0', got: '103.5' }] }]);
  });

  test('an action the rules refuse is a mismatch that names it', () => {
    const [outcome] = replayText(RAISE_AND_FOLD.replace('cbr 6', 'cbr 3'));
    expect(outcome).toMatchObject({
      kind: 'mismatched',
      mismatches: [{ seat: 'hand', got: expect.stringContaining('RAISE_TOO_SMALL') }],
    });
  });

  test('a record that ends too early is a mismatch', () => {
    const [outcome] = replayText(RAISE_AND_FOLD.replace(", 'p2 f'", ''));
    expect(outcome).toMatchObject({
      kind: 'mismatched',
      mismatches: [{ got: 'the record ends where the hand waits for act' }],
    });
  });

  test('games and forms that are not played yet are skipped by name', () => {
    expect(replayText(RAISE_AND_FOLD.replace("'NT'", "'PO'"))).toMatchObject([{ kind: 'skipped', variant: 'PO' }]);
    expect(replayText(RAISE_AND_FOLD.replace('[1, 2, 0]', '[1, 2, 4]'))).toMatchObject([
      { kind: 'skipped', reason: 'straddles' },
    ]);
  });

  test.each([
    ['no small blind heads-up', '[0, 0]', '[2, 0]', '[100, 100]'],
    ['a short ante against whole ones', '[5, 5]', '[2, 1]', '[100, 4]'],
    ['more than 10 players', ...[0, 2, 100].map((amount) => JSON.stringify(Array(11).fill(amount)))],
  ])('a record with %s is skipped, not played wrong', (reason, antes, blinds, stacks) => {
    const text = `variant = 'NT'\nante_trimming_status = false\nantes = ${antes}\nblinds_or_straddles = ${blinds}\nmin_bet = 2\nstarting_stacks = ${stacks}\nactions = []`;
    expect(replayText(text)).toEqual([{ kind: 'skipped', variant: 'NT', reason }]);
  });

  test('every hand of ours in fixtures/hands comes out to the chip', () => {
    const outcomes = replayFolder(join(root, 'fixtures/hands'));
    expect(outcomes.length).toBeGreaterThan(0);
    expect(differing(outcomes)).toEqual([]);
    expect(outcomes.filter(({ outcome }) => outcome.kind === 'skipped')).toEqual([]);
  });
});

const realHands = process.env.ABOVEBOARD_HANDS ?? join(root, '../shared/hands');
if (!existsSync(realHands)) {
  console.warn(`\n*** REAL HANDS ARE NOT TESTED: ${realHands} is not there. Name their folder in ABOVEBOARD_HANDS. ***\n`);
}

describe.skipIf(!existsSync(realHands))('real hands', () => {
  test("every no-limit hold'em hand replays to its exact stacks", () => {
    const outcomes = replayFolder(realHands);
    const played = outcomes.filter(({ outcome }) => outcome.kind !== 'skipped');
    console.info(`${played.length} real hands replayed, ${outcomes.length - played.length} of other games skipped`);
    expect(played.length).toBeGreaterThanOrEqual(1000);
    expect(differing(outcomes)).toEqual([]);
  });
});
