import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { type Book, decide, EMPTY_BOOK, evolve, replay } from '../book/book.ts';
import { type LinkedBatch, linkedBatch, type Step } from '../book/linked-batch.ts';
import { type AccountId, FEES, HOUSE, ISSUANCE, inCurrency, prizePoolOf, RAKE, walletOf } from '../chart/accounts.ts';
import { CHIPS, currency } from '../chart/currency.ts';
import { amount, type Reason } from '../posting/leg.ts';
import { grant } from '../posting/movements.ts';
import { commitReserved, reserveChips, reservedBy } from '../wallet/reservation.ts';
import { closingEntries } from './closing-entries.ts';
import { type CloseMark, closeText, NEVER_CLOSED, openClose } from './daily-close.ts';
import { CHAIN_START, type ChainHash, chained, entryText, type JournalEvent } from './hash-chain.ts';
import { trialBalances } from './trial-balance.ts';

const ana = walletOf('ana');
const posted = (batch: LinkedBatch): JournalEvent => ({ kind: 'posted', batch });
const move = (key: string, debit: AccountId, credit: AccountId, chips: number, reason: Reason = 'rake') => {
  const step: Step = { kind: 'transfer', debit, credit, amount: amount(chips), reason };
  return posted(linkedBatch({ key, atMs: 7 }, [step]));
};
const held = reserveChips({ playerId: 'ana', requestId: 'r', to: prizePoolOf('cup'), amount: 50, expiresAtMs: 90, atMs: 3 });
const lost = reserveChips({ playerId: 'ana', requestId: 's', to: prizePoolOf('cup'), amount: 9, expiresAtMs: 90, atMs: 3 });
/** A day: a grant, rake, a reservation of which a part is committed, one that expires. */
const journal: readonly JournalEvent[] = [
  posted(grant({ playerId: 'ana', requestId: 'g', amount: 1_000, atMs: 0 })),
  move('h1', ana, RAKE, 20),
  posted(held),
  posted(lost),
  posted(commitReserved(reservedBy(held), 30, 4)),
  { kind: 'expired', pending: reservedBy(lost), atMs: 90 },
  move('h2', ana, RAKE, 5),
];
const book = replay(journal);
const balancesOf = ({ accounts }: Book) => new Map([...accounts].map(([id, { balance }]) => [id, balance] as const));

function close(day: number, events: readonly JournalEvent[], from: CloseMark, balances = balancesOf(book)) {
  const open = openClose(day, from);
  for (const event of events) open.take(event, (id) => book.reservations.get(id));
  return open.finish(balances, []);
}

describe('[LEDGER-37] the trial balance', () => {
  test('has every kind on its side, and both sides come to the same', () => {
    expect(trialBalances(balancesOf(book))).toEqual([
      {
        currency: 'chips',
        rows: [
          { kind: 'wallet', class: 'liability', accounts: 1, debit: 0, credit: 945 },
          { kind: 'prize', class: 'liability', accounts: 1, debit: 0, credit: 30 },
          { kind: 'rake', class: 'income', accounts: 1, debit: 0, credit: 25 },
          { kind: 'issuance', class: 'asset', accounts: 1, debit: 1_000, credit: 0 },
        ],
        debit: 1_000,
        credit: 1_000,
      },
    ]);
  });

  test('has a sheet for each currency, and shows what does not balance', () => {
    const gold = currency('gold');
    const sheets = trialBalances(new Map([...balancesOf(book), [inCurrency(ana, gold), 4], [walletOf('bo'), -1]]));
    expect(sheets.map(({ currency: name, debit, credit }) => [name, debit, credit])).toEqual([
      ['chips', 1_001, 1_000],
      ['gold', 0, 4],
    ]);
    expect(sheets[0]?.rows[0]).toEqual({ kind: 'wallet', class: 'liability', accounts: 2, debit: 1, credit: 945 });
  });
});

describe('[LEDGER-38] the hash chain of the journal', () => {
  const heads = (events: readonly JournalEvent[]) => {
    let head = CHAIN_START;
    return events.map((event) => {
      head = chained(head, event);
      return head;
    });
  };

  test('is SHA-256 over a tag, the hash before and the hash of the entry', () => {
    const tag = utf8ToBytes('aboveboard ledger chain 1\n');
    const first = journal[0] as JournalEvent;
    const text = JSON.stringify([
      'posted',
      '["ledger/1","grant:ana:g",null,["transfer","issuance","wallet:ana",1000,"grant"]]',
      null,
      0,
    ]);
    expect(entryText(first)).toBe(text);
    expect(CHAIN_START).toBe(bytesToHex(sha256(tag)));
    const expected = sha256(concatBytes(tag, hexToBytes(CHAIN_START), sha256(utf8ToBytes(text))));
    expect(chained(CHAIN_START, first)).toBe(bytesToHex(expected));
    expect(entryText({ kind: 'expired', pending: 'a/0', atMs: 9 })).toBe('["expired","a/0",9]');
  });

  test('is another from where an entry was changed, left out, put in or moved', () => {
    const whole = heads(journal);
    const later = (event: JournalEvent): JournalEvent =>
      event.kind === 'posted' ? posted({ ...event.batch, atMs: event.batch.atMs + 1 }) : event;
    const others = [
      journal.map((event, at) => (at === 1 ? move('h1', ana, RAKE, 21) : event)),
      journal.map((event, at) => (at === 1 ? later(event) : event)),
      journal.map((event, at) =>
        at === 1 && event.kind === 'posted' ? posted({ ...event.batch, fence: { tableId: 't', epoch: 1 } }) : event,
      ),
      journal.toSpliced(1, 1),
      journal.toSpliced(1, 0, move('h0', ana, RAKE, 1)),
      journal.toSpliced(1, 2, journal[2] as JournalEvent, journal[1] as JournalEvent),
    ];
    for (const other of others.map(heads)) {
      expect(other[0]).toBe(whole[0]);
      expect(other.slice(1).filter((head) => whole.includes(head))).toEqual([]);
    }
  });

  test('goes on from a hash and from nothing else', () => {
    expect(() => chained('00' as ChainHash, journal[0] as JournalEvent)).toThrow('not a hash');
  });
});

describe('[LEDGER-39] the daily close', () => {
  test('says where the books began, what moved and where they ended', () => {
    const { report } = close(20, journal, NEVER_CLOSED);
    expect(report).toMatchObject({ version: 1, day: 20, firstEntryNo: 1, lastEntryNo: 7, previousHead: CHAIN_START });
    expect(report.reasons).toEqual([
      { currency: 'chips', reason: 'grant', moves: 1, chips: 1_000 },
      { currency: 'chips', reason: 'rake', moves: 2, chips: 25 },
      { currency: 'chips', reason: 'reserve', moves: 1, chips: 30 },
    ]);
    expect(report.movements).toEqual([
      { currency: 'chips', kind: 'issuance', opening: 0, debits: 1_000, credits: 0, closing: -1_000 },
      { currency: 'chips', kind: 'prize', opening: 0, debits: 0, credits: 30, closing: 30 },
      { currency: 'chips', kind: 'rake', opening: 0, debits: 0, credits: 25, closing: 25 },
      { currency: 'chips', kind: 'wallet', opening: 0, debits: 55, credits: 1_000, closing: 945 },
    ]);
    expect(report.trialBalances).toEqual(trialBalances(balancesOf(book)));
    expect(report.differences).toEqual([]);
  });

  test('of two days ends as that of both at once', () => {
    const firstDay = close(20, journal.slice(0, 3), NEVER_CLOSED, balancesOf(replay(journal.slice(0, 3))));
    const secondDay = close(21, journal.slice(3), firstDay.mark);
    const both = close(21, journal, NEVER_CLOSED);
    expect(firstDay.report.differences).toEqual([]);
    expect(secondDay.report.differences).toEqual([]);
    expect(secondDay.report.firstEntryNo).toBe(4);
    expect(secondDay.report.previousHead).toBe(firstDay.report.head);
    expect(secondDay.mark).toEqual(both.mark);
    expect(secondDay.report.movements.find(({ kind }) => kind === 'wallet')).toEqual({
      currency: 'chips',
      kind: 'wallet',
      opening: 980,
      debits: 35,
      credits: 0,
      closing: 945,
    });
  });

  test('of a day on which nothing happened closes it all the same', () => {
    const { mark } = close(20, journal, NEVER_CLOSED);
    const { report } = close(23, [], mark);
    expect(report).toMatchObject({ day: 23, firstEntryNo: 8, lastEntryNo: 7, head: mark.head, reasons: [], differences: [] });
  });

  test('names the account that is not where its entries lead, beside what was found before', () => {
    const open = openClose(20, NEVER_CLOSED);
    for (const event of journal) open.take(event, (id) => book.reservations.get(id));
    const found = { code: 'POT_NOT_EMPTY', tableId: 't', pot: 1 } as const;
    const { report } = open.finish(new Map(balancesOf(book)).set(ana, 944), [found]);
    expect(report.differences).toEqual([
      found,
      { code: 'CLOSE_NOT_CONTINUOUS', account: 'wallet:ana', expected: 945, balance: 944 },
    ]);
  });

  test('is a day once', () => {
    const { mark } = close(20, journal, NEVER_CLOSED);
    expect(() => openClose(20, mark)).toThrow('closed already');
    expect(() => openClose(20.5, mark)).toThrow('closed already');
  });

  test('has one spelling, in whatever order the accounts came', () => {
    const reversed = new Map([...balancesOf(book)].reverse());
    expect(closeText(close(20, journal, NEVER_CLOSED, reversed).report)).toBe(
      closeText(close(20, journal, NEVER_CLOSED).report),
    );
  });
});

describe('[LEDGER-40] the closing entries', () => {
  const post = (from: Book, event: JournalEvent) => {
    const decided = event.kind === 'posted' ? decide(from, { kind: 'post', batch: event.batch }) : null;
    expect(decided?.ok).toBe(true);
    return evolve(from, event);
  };
  const availableIn = (from: Book) => (account: AccountId) => {
    const { balance, pendingDebits } = from.accounts.get(account) ?? { balance: 0, pendingDebits: 0 };
    return balance - pendingDebits;
  };
  const closed = (from: Book) => balancesOf(post(from, posted(closingEntries(20, CHIPS, availableIn(from), 99))));
  const earned = [move('g', ISSUANCE, ana, 500), move('r', ana, RAKE, 60), move('f', ana, FEES, 40)].reduce(post, EMPTY_BOOK);

  test('make what the room earned and gave away that of the house', () => {
    const given = [move('b', 'bonus' as AccountId, ana, 25), move('k', 'rakeback' as AccountId, ana, 30)].reduce(post, earned);
    const after = closed(given);
    expect(['house', 'rake', 'fees', 'bonus', 'rakeback'].map((id) => after.get(id as AccountId))).toEqual([45, 0, 0, 0, 0]);
  });

  test('leave what the house cannot bear an expense', () => {
    const given = [move('b', 'bonus' as AccountId, ana, 70), move('k', 'rakeback' as AccountId, ana, 50)].reduce(post, earned);
    const after = closed(given);
    expect(['house', 'bonus', 'rakeback'].map((id) => after.get(id as AccountId) ?? 0)).toEqual([0, 0, -20]);
  });

  test('are for one currency, once a day, and there are none where nothing moved', () => {
    const gold = currency('gold');
    const rake = inCurrency(RAKE, gold);
    const batch = closingEntries(20, gold, (account) => (account === rake ? 3 : 0), 99);
    expect(batch.key).toBe('close:20:gold');
    expect(batch.steps).toMatchObject([{ debit: 'rake@gold', credit: 'house@gold', amount: 3, reason: 'close' }]);
    expect(closingEntries(20, CHIPS, () => 0, 99).steps).toEqual([]);
    expect(closingEntries(20, CHIPS, (account) => (account === HOUSE ? 9 : 0), 99).steps).toEqual([]);
  });
});
