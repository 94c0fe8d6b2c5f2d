import { expect, test } from 'vitest';
import { type AccountId, accountOf, escrowOf, ISSUANCE, mayBeOverdrawn, RAKE, walletOf } from './accounts.ts';

const house = 'house' as AccountId;

test('an account says by its name what it is', () => {
  expect(walletOf('ana')).toBe('wallet:ana');
  expect(escrowOf('t1', 'ana')).toBe('escrow:t1:ana');
  expect(accountOf(walletOf('ana'))).toEqual({ kind: 'wallet', playerId: 'ana' });
  expect(accountOf(escrowOf('t1', 'ana'))).toEqual({ kind: 'escrow', tableId: 't1', playerId: 'ana' });
  for (const id of [RAKE, house, ISSUANCE]) expect(accountOf(id)).toEqual({ kind: id });
});

test.each(['', 'wallet', 'wallet:', 'wallet:a:b', 'escrow:t', 'escrow:t:', 'escrow:t:a:b', 'rake:1', 'purse:a'])(
  'a name outside the chart is our own mistake: "%s"',
  (name) => expect(() => accountOf(name as AccountId)).toThrow('not an account'),
);

test('a player whose id would break the name apart has no account', () => {
  expect(() => walletOf('a:b')).toThrow('not part of an account');
  expect(() => escrowOf('', 'ana')).toThrow('not part of an account');
});

test('[LEDGER-3] issuance alone may be overdrawn', () => {
  expect([walletOf('ana'), escrowOf('t1', 'ana'), RAKE, house, ISSUANCE].filter(mayBeOverdrawn)).toEqual([ISSUANCE]);
});
