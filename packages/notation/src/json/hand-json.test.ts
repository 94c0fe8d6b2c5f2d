import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHands } from '../read-hands.ts';
import { handJson } from './hand-json.ts';

const folder = join(import.meta.dirname, '../../../../fixtures/notation');

function jsonOf(text: string) {
  const record = readHands(text)[0]?.record;
  if (!record?.ok) throw new Error(record?.error.reason);
  return handJson(record.value);
}

test('[PHH-8] a hand in JSON: stakes, players, every action, and what the rules made of it', () => {
  const json = jsonOf(readFileSync(join(folder, 'dead-button.txt'), 'utf8'));
  expect(json).toMatchObject({
    format: 'aboveboard-hand',
    version: 1,
    variant: 'NT',
    stakes: { antes: [0, 0, 0], blindsOrStraddles: [200, 200, 0], bringIn: null, smallBet: null, bigBet: null, minBet: 200 },
    outcome: {
      boards: [['5c', '5d', '6h', 'Qs', '2h']],
      pots: [
        { amount: 450, rake: 0, winners: [{ player: 1, amount: 450 }] },
        { amount: 100, rake: 0, winners: [{ player: 1, amount: 100 }] },
      ],
      rake: 0,
      stacks: [20350, 17800, 0],
    },
    reason: null,
    own: { _button: 5, _big_blind: 1 },
  });
  expect(json.players[0]).toEqual({ player: 1, name: 'Ana', seat: 1, startingStack: 20000, finishingStack: 20350 });
  expect(json.actions[1]).toEqual({ kind: 'deal-hole', player: 2, cards: ['??', '??'] });
  expect(json.details).toMatchObject({ time: '13:00:00.000', year: 2025 });
});

test('[PHH-8] what JSON has no word for: unknown stacks, whole numbers beyond it, and a hand that cannot be played', () => {
  const json = jsonOf(`variant = 'NT'\nantes = [0, 0]\nblinds_or_straddles = [1, 2]\nmin_bet = 2\nstarting_stacks = [inf, 50]
actions = ["d dh p1 ????", "p2 f"]\n_big = 123456789012345678901\n_limit = inf\n`);
  expect(json.players.map(({ startingStack }) => startingStack)).toEqual([null, 50]);
  expect(json.own).toEqual({ _big: '123456789012345678901', _limit: null });
  expect(json).toMatchObject({ outcome: null, reason: expect.stringContaining('refused') });
});
