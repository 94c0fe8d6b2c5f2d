import { describe, expect, test } from 'vitest';
import { aboveboardHere } from '../testing/run-aboveboard.ts';

const odds = (...args: string[]) => aboveboardHere(['odds', ...args]);

describe('aboveboard odds', () => {
  test('aces against kings, every board', async () => {
    const { status, stdout } = await odds('AsAh', 'KdKc');
    expect(status).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'NT: 1,712,304 deals, all there are',
      '',
      'hand   equity     wins    ties',
      'AsAh  81.26 %  81.06 %  0.38 %',
      'KdKc  18.74 %  18.55 %  0.38 %',
      '',
    ]);
  });

  test('a board that is there names what was made, high and low', async () => {
    const { stdout } = await odds('--game', 'PO/8', 'As2sKdKh', 'ad2dqcjc', '--board', '3c 4h 8s Ks 9d');
    expect(stdout).toContain('PO/8: 1 deal, all there are');
    expect(stdout).toContain('As2sKdKh  75.00 %  0.00 %  100.00 %  50.00 %  25.00 %  three kings; eight-four low');
  });

  test('--json has exact fractions and each way to win', async () => {
    const { stdout } = await odds('--json', '--game', 'KUHN', 'Qs', 'random');
    const prize = { rule: { type: 'high', use: 'any' }, board: 0, wins: 1, ties: 0, equity: 0.5 };
    const hand = { equity: 0.5, wins: 1, ties: 0, share: '1/2', prizes: [prize] };
    expect(JSON.parse(stdout)).toEqual({
      game: 'KUHN',
      exact: true,
      deals: 2,
      hands: [
        { hand: 'Qs', ...hand, made: ['queen high'] },
        { hand: 'random', ...hand, made: [] },
      ],
    });
  });

  test('a sample says so, has intervals and is the same for the same seed', async () => {
    const sample = () => odds('AKs', 'QQ+', '--monte-carlo', '20000', '--seed', '7');
    const { stdout } = await sample();
    expect(stdout).toContain('NT: 20,000 deals by chance, seed 7');
    expect(stdout).toContain('95 % interval');
    expect((await sample()).stdout).toBe(stdout);
    expect((await odds('AA', 'KK', '--limit', '1000')).stdout).toContain('1,000,000 deals by chance');
  });

  test('work that takes a while is announced beside the answer, not in it', async () => {
    const { stdout, stderr } = await odds('--game', 'PO6', 'AsKsQsJsTs9s', '2h3h4h5h6h7h', '--monte-carlo', '800000');
    expect(stderr).toMatch(/^\d+\.\d % of the deals\n/);
    expect(stdout).toMatch(/^PO6: 800,000 deals by chance, seed 1\n/);
  });

  test.each([
    [['AsAh', 'Kx'], 'hand 2, character 1: Kx is no hand; write cards'],
    [['AsAh', 'QQ+, 76s-54o'], 'hand 2, character 6: 76s-54o does not go from one end to the other'],
    [['AsAh', 'AsKs'], 'As lies in two places'],
    [['AsAh'], 'odds are of two to ten hands, not of 1'],
    [['AsAh', 'KdKc', '--board', 'Qh', '8s', '3c'], 'a board of NT has 3, 4, 5 cards, not 1; quote them'],
    [['AsAh', 'KdKc', '--dead', 'As Xx'], '--dead, character 4: Xx is no card'],
    [['--game', 'FR', 'AsAh', 'KdKc', '--board', 'Qh8s3c'], 'FR has no board'],
    [['--game', 'GIN', 'AsAh', 'KdKc'], 'there is no game GIN; there are NT'],
    [['--game', 'PO', 'AA', 'KdKc'], 'AA is a range of two cards, and a hand of this game has 4'],
    [['AsAh', 'KdKc', '--monte-carlo', 'many'], 'It takes a whole number from 1 up'],
  ])('odds %j is refused with what to do instead', async (args, words) => {
    const { status, stdout, stderr } = await odds(...args);
    expect(stderr).toContain(words);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  test('--help shows the games and how to write hands', async () => {
    const { status, stdout } = await odds('--help');
    expect(status).toBe(0);
    for (const word of ['F2L3D', 'PO/8', '--board', '--seed', 'aboveboard odds AsAh KdKc']) expect(stdout).toContain(word);
  });
});
