import { describe, expect, test } from 'vitest';
import type { LinkedBatch } from '../book/linked-batch.ts';
import { type Entry, enterTournament, payBounty, payOverlay, payPrizes, refundEntry } from './tournament-moves.ts';

const entry: Entry = { tournamentId: 'cup', playerId: 'ana', requestId: 'r', prize: 80, bounty: 20, fee: 10, atMs: 1 };

function lines(batch: LinkedBatch): string[] {
  return batch.steps.map((step) =>
    step.kind === 'transfer' ? `${step.debit} > ${step.credit} ${step.amount} ${step.reason}` : step.kind,
  );
}

describe('[LEDGER-34] entering a tournament', () => {
  test('pays the pool, the bounty and the fee at once', () => {
    expect(lines(enterTournament(entry))).toEqual([
      'wallet:ana > prize:cup 80 entry',
      'wallet:ana > bounty:cup 20 bounty',
      'wallet:ana > fees 10 fee',
    ]);
    expect(lines(enterTournament({ ...entry, bounty: 0, fee: 0 }))).toEqual(['wallet:ana > prize:cup 80 entry']);
    expect(lines(enterTournament({ ...entry, prize: 0, bounty: 0, fee: 0 }))).toEqual([]); // a freeroll costs nothing
    expect(() => enterTournament({ ...entry, fee: -1 })).toThrow('not an amount');
  });

  test('is undone whole, the fee too', () => {
    expect(lines(refundEntry(entry))).toEqual([
      'prize:cup > wallet:ana 80 entry',
      'bounty:cup > wallet:ana 20 bounty',
      'fees > wallet:ana 10 fee',
    ]);
  });

  test('is once a request', () => {
    const others = [
      enterTournament({ ...entry, requestId: 's' }),
      enterTournament({ ...entry, playerId: 'bo' }),
      refundEntry(entry),
    ];
    const keys = [enterTournament(entry), ...others].map(({ key }) => key);
    expect(new Set(keys).size).toBe(4);
  });
});

describe('[LEDGER-35] a tournament pays', () => {
  test('all its prizes in one batch, once, however they are named', () => {
    const prizes = [
      { playerId: 'bo', chips: 70 },
      { playerId: 'ana', chips: 110 },
    ];
    expect(lines(payPrizes('cup', prizes, 1))).toEqual(['prize:cup > wallet:ana 110 prize', 'prize:cup > wallet:bo 70 prize']);
    expect(payPrizes('cup', prizes.toReversed(), 1)).toEqual(payPrizes('cup', prizes, 1));
    expect(() => payPrizes('cup', [...prizes, { playerId: 'bo', chips: 1 }], 1)).toThrow('bo is paid twice');
  });

  test('a bounty once for each entry of who is out, shared or not', () => {
    const out = { tournamentId: 'cup', playerId: 'di', entryNo: 1 };
    const shares = [
      { playerId: 'bo', chips: 10 },
      { playerId: 'ana', chips: 10 },
    ];
    expect(lines(payBounty(out, shares, 1))).toEqual(['bounty:cup > wallet:ana 10 bounty', 'bounty:cup > wallet:bo 10 bounty']);
    expect(payBounty(out, shares, 1).key).toBe('bounty:cup:di:1');
    expect(payBounty({ ...out, entryNo: 2 }, shares, 1).key).toBe('bounty:cup:di:2');
  });

  test('what was guaranteed, the house what is missing', () => {
    expect(lines(payOverlay('cup', 500, 1))).toEqual(['house > prize:cup 500 overlay']);
    expect(payOverlay('cup', 500, 1).key).toBe('overlay:cup');
  });
});
