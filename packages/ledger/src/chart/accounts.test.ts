import { expect, test } from 'vitest';
import {
  ACCOUNT_KINDS,
  type AccountId,
  accountOf,
  BONUS,
  bountyPoolOf,
  currencyOf,
  escrowOf,
  FEES,
  FREEROLL,
  HOUSE,
  ISSUANCE,
  inCurrency,
  prizePoolOf,
  RAKE,
  RAKEBACK,
  readAccount,
  SUSPENSE,
  walletOf,
} from './accounts.ts';
import { classOf, isOnItsSide, mayBeOverdrawn, sideOf } from './classes.ts';
import { CHIPS, currency } from './currency.ts';

const chart = [
  walletOf('ana'),
  escrowOf('t1', 'ana'),
  prizePoolOf('cup'),
  bountyPoolOf('cup'),
  RAKE,
  FEES,
  HOUSE,
  BONUS,
  FREEROLL,
  RAKEBACK,
  ISSUANCE,
  SUSPENSE,
];
const tickets = currency('tickets');

test('[LEDGER-17] an account says by its name what it is', () => {
  expect(chart.map((id) => accountOf(id).kind)).toEqual(ACCOUNT_KINDS);
  expect(accountOf('wallet:ana' as AccountId)).toEqual({ kind: 'wallet', playerId: 'ana' });
  expect(accountOf('escrow:t1:ana' as AccountId)).toEqual({ kind: 'escrow', tableId: 't1', playerId: 'ana' });
  expect(accountOf('prize:cup' as AccountId)).toEqual({ kind: 'prize', tournamentId: 'cup' });
  expect(accountOf('bounty:cup' as AccountId)).toEqual({ kind: 'bounty', tournamentId: 'cup' });
  expect(chart.slice(0, 4)).toEqual(['wallet:ana', 'escrow:t1:ana', 'prize:cup', 'bounty:cup']);
});

test.each([
  '',
  'wallet',
  'wallet:',
  'wallet:a:b',
  'escrow:t',
  'escrow:t:',
  'escrow::a',
  'escrow:t:a:b',
  'prize',
  'prize:a:b',
  'rake:1',
  'rake:',
  'purse:a',
  'toString',
  'rake@chips',
  'rake@a@b',
])('[LEDGER-17] a name outside the chart is our own mistake, unless somebody typed it: "%s"', (name) => {
  expect(() => accountOf(name as AccountId)).toThrow('not an account');
  expect(readAccount(name)).toBeNull();
});

test('[LEDGER-17] an account of chips is known by its name', () => {
  expect(chart.map(readAccount)).toEqual(chart);
  expect(readAccount('rake@tickets')).toBeNull();
});

test('[LEDGER-17] an id that would break the name apart has no account', () => {
  expect(() => walletOf('a:b')).toThrow('not part of an account');
  expect(() => walletOf('a@b')).toThrow('not part of an account');
  expect(() => escrowOf('', 'ana')).toThrow('not part of an account');
});

test('[LEDGER-18] every account has one currency, and what is not written is chips', () => {
  const ana = inCurrency(walletOf('ana'), tickets);
  expect(ana).toBe('wallet:ana@tickets');
  expect(currencyOf(ana)).toBe('tickets');
  expect(accountOf(ana)).toEqual(accountOf(walletOf('ana')));
  expect(inCurrency(ana, CHIPS)).toBe('wallet:ana');
  expect(inCurrency(ana, currency('gold'))).toBe('wallet:ana@gold');
  expect(chart.map(currencyOf)).toEqual(chart.map(() => CHIPS));
  for (const word of ['', 'Gold', '1st', 'a b', 'a@b', 'a-currency-too-long']) {
    expect(() => currency(word)).toThrow('not a currency');
  }
});

test('[LEDGER-3] each class has its side', () => {
  const sides = Object.fromEntries(chart.map((id) => [accountOf(id).kind, `${classOf(id)} ${sideOf(id)}`]));
  expect(sides).toEqual({
    wallet: 'liability credit',
    escrow: 'liability credit',
    prize: 'liability credit',
    bounty: 'liability credit',
    rake: 'income credit',
    fees: 'income credit',
    house: 'equity credit',
    bonus: 'expense debit',
    freeroll: 'expense debit',
    rakeback: 'expense debit',
    issuance: 'asset debit',
    suspense: 'control either',
  });
});

test('[LEDGER-3] only what gives chips out may be below zero, and suspense', () => {
  expect(chart.filter(mayBeOverdrawn)).toEqual([BONUS, FREEROLL, RAKEBACK, ISSUANCE, SUSPENSE]);
  expect(chart.filter((id) => !isOnItsSide(id, -1))).toEqual(chart.filter((id) => !mayBeOverdrawn(id)));
  expect(chart.filter((id) => !isOnItsSide(id, 1))).toEqual([BONUS, FREEROLL, RAKEBACK, ISSUANCE]);
  expect(chart.every((id) => isOnItsSide(id, 0))).toBe(true);
});
