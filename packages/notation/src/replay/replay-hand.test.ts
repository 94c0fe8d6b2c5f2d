import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readHands } from '../read-hands.ts';
import { type Replayed, replayHand } from './replay-hand.ts';

const root = join(import.meta.dirname, '../../../..');

function replayText(text: string): Replayed[] {
  return readHands(text).map(({ name, record }) => {
    if (!record.ok) throw new Error(`hand ${name}, line ${record.error.line}: ${record.error.reason}`);
    return replayHand(record.value);
  });
}

function replayFolder(folder: string): { file: string; outcome: Replayed }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => /\.(?:phhs?|txt)$/.test(entry.name))
    .flatMap((entry) =>
      replayText(readFileSync(join(entry.parentPath, entry.name), 'utf8')).map((outcome) => ({ file: entry.name, outcome })),
    );
}

const RAISE_AND_FOLD = `variant = 'NT'
antes = [0, 0, 0]
blinds_or_straddles = [1, 2, 0]
min_bet = 2
starting_stacks = [100, 100, 100.5]
actions = ['d dh p1 AsKs', 'd dh p2 ????', 'd dh p3 QdQc', 'p3 cbr 6', 'p1 f', 'p2 f']
finishing_stacks = [99, 98, 103.5]
`;

function elevenPlayers(): string {
  const list = (amount: number): string => JSON.stringify(Array(11).fill(amount));
  return `${list(0)}\nblinds_or_straddles = ${list(2)}\nmin_bet = 2\nstarting_stacks = ${list(100)}`;
}

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

  test('[PHH-5] a hand whose cards at the showdown nobody recorded is skipped, with the reason', () => {
    const known = RAISE_AND_FOLD.replace(
      "'p3 cbr 6', 'p1 f', 'p2 f'",
      "'p3 cc', 'p1 f', 'p2 cc', 'd db 2c3c4c', 'p2 cc', 'p3 cc'",
    );
    const text = known.replace("'p3 cc']", "'p3 cc', 'd db 5c', 'p2 cc', 'p3 cc', 'd db 6c', 'p2 cc', 'p3 cc']");
    expect(replayText(text)).toEqual([{ kind: 'skipped', reason: 'the cards of p2 at the showdown were not recorded' }]);
    expect(replayText(text.replace("'p3 cc']", "'p3 cc', 'p2 sm ??Ah']"))).toMatchObject([{ kind: 'skipped' }]);
    expect(replayText(text.replace("'p3 cc']", "'p3 cc', 'p2 sm ??As']"))).toMatchObject([{ kind: 'mismatched' }]); // p1 holds it
    expect(replayText(text.replace('db 2c3c4c', 'db 2c3c??'))).toEqual([
      { kind: 'skipped', reason: 'the board was not recorded' },
    ]);
    const shown = text.replace("'p3 cc']", "'p3 cc', 'p2 sm 7cAc']").replace('[99, 98, 103.5]', '[99, 103, 98.5]');
    expect(replayText(shown)).toEqual([{ kind: 'matched' }]);
  });

  test('[PHH-5] a straddle, a big-blind ante, a missed blind and a dead small blind are what the record says', () => {
    const straddled = RAISE_AND_FOLD.replace('[1, 2, 0]', '[1, 2, 4]').replace(
      "'p3 cbr 6', 'p1 f', 'p2 f'",
      "'p1 f', 'p2 cbr 8', 'p3 f'",
    );
    expect(replayText(straddled.replace('[99, 98, 103.5]', '[99, 105, 96.5]'))).toEqual([{ kind: 'matched' }]);
    const owing = RAISE_AND_FOLD.replace('[1, 2, 0]', '[2, 0, 2]')
      .replace('[0, 0, 0]', '[0, 0, 1]')
      .replace("'p3 cbr 6', 'p1 f', 'p2 f'", "'p2 f', 'p3 cc', 'p1 cbr 6', 'p3 f'");
    expect(replayText(owing.replace('[99, 98, 103.5]', '[103, 100, 97.5]'))).toEqual([{ kind: 'matched' }]);
  });

  test('[PHH-5] players of a draw game may all discard before the first is dealt to', () => {
    const text = `variant = 'N2L1D'\nantes = [0, 0]\nblinds_or_straddles = [1, 2]\nmin_bet = 2\nstarting_stacks = [10, 10]
actions = ['d dh p1 2c3c4c5d9h', 'd dh p2 2d3d4d7hKs', 'p2 cc', 'p1 cc', 'p1 sd 9h', 'p2 sd Ks', 'd dh p1 8s', 'd dh p2 8d', 'p1 cc', 'p2 cc']
finishing_stacks = [12, 8]\n`;
    expect(replayText(text)).toEqual([{ kind: 'matched' }]);
    const oneByOne = text.replace(
      "'p1 sd 9h', 'p2 sd Ks', 'd dh p1 8s', 'd dh p2 8d'",
      "'p1 sd 9h', 'd dh p1 8s', 'p2 sd Ks', 'd dh p2 8d'",
    );
    expect(replayText(oneByOne)).toEqual([{ kind: 'matched' }]);
    const bettingFirst = text.replace("'d dh p1 8s', 'd dh p2 8d', 'p1 cc'", "'p1 cc', 'd dh p1 8s', 'd dh p2 8d'");
    expect(replayText(bettingFirst)).toMatchObject([{ kind: 'mismatched' }]);
  });

  test('[PHH-5] a stack that nobody recorded covers the others', () => {
    const text = RAISE_AND_FOLD.replaceAll('100.5]', 'inf]').replace('103.5]', 'inf]').replace('cbr 6', 'cbr 600');
    expect(replayText(text)).toEqual([{ kind: 'matched' }]);
  });

  test.each([
    ['there is no game XX', "'NT'", "'XX'"],
    ['more players than NT has cards or seats for', /\[0, 0, 0\][\s\S]*starting_stacks = .*/, elevenPlayers()],
    ['no big blind', '[1, 2, 0]', '[0, 0, 0]'],
    ['a small blind above the big blind', '[1, 2, 0]', '[3, 2, 0]'],
    ['no smallest bet', 'min_bet = 2', 'min_bet = 0'],
  ])('%s: refused before the first card', (reason, good, bad) => {
    const text = RAISE_AND_FOLD.replace(good, bad).replace(/^finishing.*$/m, '');
    expect(replayText(text)).toMatchObject([
      { kind: 'mismatched', mismatches: [{ expected: 'an ended hand', got: expect.stringContaining(reason) }] },
    ]);
  });

  test('every hand of ours in fixtures/ comes out to the chip, from PHH and from text', () => {
    const outcomes = [...replayFolder(join(root, 'fixtures/hands')), ...replayFolder(join(root, 'fixtures/notation'))];
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.filter(({ outcome }) => outcome.kind !== 'matched')).toEqual([]);
  });
});

const realHands = process.env.ABOVEBOARD_HANDS ?? join(root, '../shared/hands');
if (!existsSync(realHands)) {
  console.warn(`\n*** REAL HANDS ARE NOT TESTED: ${realHands} is not there. Name their folder in ABOVEBOARD_HANDS. ***\n`);
}

describe.skipIf(!existsSync(realHands))('real hands', () => {
  test('[PHH-5] every hand of every game replays to its exact stacks', () => {
    const outcomes = replayFolder(realHands);
    console.info(`${outcomes.length} real hands replayed`);
    expect(outcomes.length).toBeGreaterThanOrEqual(1047);
    expect(outcomes.filter(({ outcome }) => outcome.kind !== 'matched')).toEqual([]);
  });
});
