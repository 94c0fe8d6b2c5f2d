import { buyIn, walletOf } from '@aboveboard/ledger';
import { auditEntries, closeTable, createTable, type Db, ledgerAccounts, noticesOf, postBatch } from '@aboveboard/storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CashierTable, CHIP_RULES, cashierTable, DAY_MS } from '../testing/cashier-page.ts';
import { DATABASES } from '../testing/event-room.ts';
import { createCashier } from './cashier.ts';
import { decideApproval, listApprovals } from './decide-approval.ts';
import { statementPage, wholeStatement } from './statement.ts';
import { askTransfer, playersTransfers } from './transfers.ts';

describe.each(DATABASES)('the cashier on $name', ({ open }) => {
  let db: Db;
  let close: () => Promise<void>;
  let pages = 0;
  beforeAll(async () => {
    db = await open((end) => (close = end));
  });
  afterAll(() => close());
  const newTable = (chips = CHIP_RULES): Promise<CashierTable> => cashierTable(db, `p${++pages}-`, chips);
  const play = async (page: string, chips = CHIP_RULES): Promise<CashierTable> => {
    const table = await newTable(chips);
    await table.play(page);
    return table;
  };
  const told = async (playerId: string) =>
    (await noticesOf(db.reader, playerId, { limit: 50, sinceMs: 0 })).map(({ kind, payload }) => [kind, payload] as const);

  test('[CASHIER-6] [CASHIER-7] [CASHIER-8] a transfer waits for an approver, and is asked for and decided once', async () => {
    await play(`
      ana    gives bo 400 as r1     pending 1
      ana    gives bo 400 as r1     pending 1         // the same again
      ana    gives bo 399 as r1     REQUEST_DIFFERS
      wallet ana 1000, reserved 400
      olga   approves 1             approved
      olga   approves 1             approved
      pam    approves 1             ALREADY_DECIDED
      olga   rejects 1              ALREADY_DECIDED
      wallet ana 600
      wallet bo 1400
      bo     gives ana 10 as r1     pending 2         // ids are each player's own
      pam    rejects 2              rejected
      pam    rejects 2              rejected
      bo     withdraws 2            ALREADY_DECIDED
      ana    gives cy 20 as r2      pending 3
      bo     withdraws 3            NOT_YOUR_PROPOSAL
      ana    withdraws 3            withdrawn
      ana    gives cy 30 as r3      pending 4
      clock 2 d
      olga   approves 4             ALREADY_DECIDED
      olga   approves 9             APPROVAL_NOT_FOUND
      wallet ana 600
      wallet bo 1400`);
  });

  test('[CASHIER-8] what is due and not written down as expired can be decided no more', async () => {
    const table = await play('ana  gives bo 400 as r1  pending 1');
    const later = { ...table, clock: { nowMs: () => table.clock.nowMs() + 2 * DAY_MS } };
    const { approvals } = await listApprovals(later, { isAll: true, limit: 1 });
    expect(approvals[0]?.state).toBe('expired');
    expect((await listApprovals(later, { isAll: false, limit: 1 })).approvals).toEqual([]);
    const who = { kind: 'operator', name: 'olga', principalId: 'x' } as const;
    expect(await decideApproval(later, { who, why: 'late' }, approvals[0]?.no ?? 0, 'approve')).toMatchObject({
      error: { code: 'APPROVAL_EXPIRED' },
    });
  });

  test('[CASHIER-6] a transfer has limits, and players alone give and get', async () => {
    await play(`
      robot  gives bo 10 as r1      NOT_FOR_BOTS
      ana    gives ana 10 as r1     PLAYER_NOT_FOUND
      ana    gives nobody 10 as r1  PLAYER_NOT_FOUND
      ana    gives robot 10 as r1   PLAYER_NOT_FOUND
      ana    gives bo 501 as r1     TRANSFER_TOO_LARGE
      ana    gives bo 500 as r1     pending 1
      ana    gives bo 301 as r2     TRANSFER_DAY_SPENT    // 800 a day, what waits included
      ana    gives bo 300 as r2     pending 2
      ana    gives bo 1 as r3       TRANSFER_DAY_SPENT
      olga   approves 1             approved
      olga   rejects 2              rejected              // and free again
      ana    gives bo 300 as r3     pending 3
      clock 1 d
      ana    gives bo 201 as r4     NOT_ENOUGH_CHIPS
      ana    gives bo 196 as r4     pending 4
      ana    gives bo 1 as r5       pending 5
      ana    gives bo 1 as r6       pending 6
      ana    gives bo 1 as r7       pending 7
      ana    gives bo 1 as r8       TOO_MANY_TRANSFERS
      wallet ana 500, reserved 499`);
    await play('ana  gives bo 1 as r1  TRANSFERS_OFF', { ...CHIP_RULES, transferMost: 0 });
  });

  test('[CASHIER-3] [CASHIER-4] nobody agrees with themselves, and all of the control socket are one person', async () => {
    await play(`
      ana         gives bo 5 as r1                   pending 1
      bo          approves 1                         SAME_PERSON
      shell-olga  approves 1                         approved
      olga        moves wallet:ana > house 70 as a1  pending 2
      olga        approves 2                         SAME_PERSON
      wallet ana 995, reserved 70
      shell-olga  approves 2                         approved
      shell-olga  moves house > wallet:bo 70 as a2   pending 3
      shell-pam   approves 3                         SAME_PERSON
      olga        approves 3                         approved
      olga        moves wallet:bo > house 1 as a3    pending 4
      pam         withdraws 4                        NOT_YOUR_PROPOSAL
      olga        withdraws 4                        withdrawn
      wallet ana 925
      wallet bo 1075`);
  });

  test('[CASHIER-9] wallets and accounts of the room are adjusted, and a batch is taken back once', async () => {
    const table = await newTable();
    const prefix = `p${pages}-`;
    const seat = { tableId: 't', playerId: `${prefix}cy`, requestId: prefix, amount: 100, atMs: 2 };
    await db.transaction((trx) => postBatch(trx, buyIn(seat)));
    await table.play(`
      olga  moves wallet:ana > escrow:t:cy 5 as a1    NOT_ADJUSTABLE
      olga  moves prize:cup > wallet:ana 5 as a1      NOT_ADJUSTABLE
      olga  moves wallet:ana > wallet:nobody 5 as a1  NOT_ADJUSTABLE
      olga  moves wallet:ana > wallet:ana 5 as a1     NOT_ADJUSTABLE
      olga  moves purse:ana > house 5 as a1           NOT_ADJUSTABLE
      olga  moves wallet:ana > house 1001 as a1       ACCOUNT_CANNOT_GIVE
      olga  moves wallet:ana > house 5 as a1          pending 1
      olga  moves wallet:ana > house 6 as a1          REQUEST_DIFFERS
      pam   approves 1                                approved
      olga  undoes buy-in:t:${prefix}cy:${prefix} as a2  NOT_ADJUSTABLE
      olga  undoes nothing as a2                      BATCH_NOT_FOUND
      olga  undoes adjust:${prefix}a1 as a2           NOTHING_TO_UNDO   // it set aside; the approval moved
      olga  undoes approve:adjust:${prefix}a1 as a2   pending 2
      olga  undoes approve:adjust:${prefix}a1 as a2   pending 2
      pam   undoes approve:adjust:${prefix}a1 as a3   ALREADY_UNDONE
      pam   rejects 2                                 rejected
      pam   undoes approve:adjust:${prefix}a1 as a3   pending 3
      olga  approves 3                                approved
      olga  undoes approve:adjust:${prefix}a1 as a4   ALREADY_UNDONE
      wallet ana 1000`);
  });

  test('[CASHIER-9] [CASHIER-5] what a closed table still holds goes to its player, also while the books differ', async () => {
    const table = await newTable();
    const prefix = `p${pages}-`;
    const tableId = `${prefix}table`;
    const seat = { tableId, playerId: `${prefix}cy`, requestId: prefix, amount: 100, atMs: 2 };
    await db.transaction(async (trx) => {
      await createTable(trx, { id: tableId, name: 't', config: {}, inviteHash: null, owner: null, state: {}, openedMs: 1 });
      return postBatch(trx, buyIn(seat));
    });
    const back = `escrow:${tableId}:cy > wallet:cy 100`;
    await table.play(`olga  moves ${back} as a1  NOT_ADJUSTABLE`);
    await db.transaction((trx) => closeTable(trx, { tableId, epoch: 0 }, 3));
    await table.play(`
      olga  moves escrow:${tableId}:cy > wallet:bo 100 as a1   NOT_ADJUSTABLE
      olga  moves wallet:cy > escrow:${tableId}:cy 100 as a1   NOT_ADJUSTABLE
      books differ
      olga  moves ${back} as a1     pending 1
      pam   approves 1              approved
      books agree
      wallet cy 1000`);
  });

  test('[CASHIER-10] an operator alone gives so much a day', async () => {
    await play(`
      olga   gives ana a bonus of 60 as b1    given
      olga   gives ana a bonus of 60 as b1    given before
      olga   gives ana a bonus of 61 as b1    REQUEST_DIFFERS
      pam    gives ana a bonus of 41 as b2    BONUS_TOO_LARGE
      pam    gives ana a bonus of 40 as b2    given
      pam    gives bo a bonus of 100 as b3    given
      pam    gives robot a bonus of 1 as b4   PLAYER_NOT_FOUND
      clock 1 d
      pam    gives ana a bonus of 100 as b5   given
      wallet ana 1200`);
  });

  test('[LEDGER-33] daily chips are for those who have few, once a day, while there are any', async () => {
    await play(`
      ana    claims                            HOLDS_ENOUGH
      olga   moves wallet:ana > house 801 as a1  pending 1
      ana    claims                            HOLDS_ENOUGH    // set aside is not gone
      pam    approves 1                        approved
      ana    claims                            50
      wallet ana 249
      olga   moves wallet:ana > house 100 as a2  pending 2
      pam    approves 2                        approved
      ana    claims                            GIVEN_TODAY
      robot  claims                            NOT_FOR_BOTS
      olga   moves wallet:bo > house 900 as a3  pending 3
      pam    approves 3                        approved
      olga   moves wallet:cy > house 900 as a4  pending 4
      pam    approves 4                        approved
      bo     claims                            50
      cy     claims                            BUDGET_SPENT
      clock 1 d
      cy     claims                            50
      ana    claims                            50`);
    await play('ana  claims  FREEROLL_OFF', { ...CHIP_RULES, freeroll: { perPlayer: 0, holdsBelow: 1, perRoom: 0 } });
  });

  test('[CASHIER-5] while the books differ, no chips leave a player; others move', async () => {
    await play(`
      ana    gives bo 5 as r1                      pending 1
      ana    gives bo 6 as r2                      pending 2
      olga   moves wallet:ana > house 7 as a1      pending 3
      books differ
      ana    gives bo 1 as r3                      CASH_OUTS_BLOCKED
      olga   moves wallet:ana > house 1 as a2      CASH_OUTS_BLOCKED
      olga   approves 1                            CASH_OUTS_BLOCKED
      pam    approves 3                            CASH_OUTS_BLOCKED
      pam    rejects 1                             rejected
      ana    withdraws 2                           withdrawn
      olga   moves rake > house 1 as a3            ACCOUNT_CANNOT_GIVE
      olga   moves issuance > wallet:ana 1 as a4   pending 4
      pam    approves 4                            approved
      olga   gives ana a bonus of 9 as b1          given
      books agree
      pam    approves 3                            approved
      wallet ana 1003`);
  });

  test('[CASHIER-14] players are told what became of a wish, what came, and what was put right, once', async () => {
    await play(`
      ana    gives bo 5 as r1                  pending 1
      olga   approves 1                        approved
      olga   approves 1                        approved
      ana    gives bo 6 as r2                  pending 2
      olga   rejects 2                         rejected
      ana    gives bo 7 as r3                  pending 3
      ana    withdraws 3                       withdrawn
      ana    gives bo 8 as r4                  pending 4
      olga   moves wallet:ana > wallet:bo 9 as a1  pending 5
      pam    approves 5                        approved
      olga   moves wallet:ana > house 9 as a2  pending 6
      pam    rejects 6                         rejected
      olga   gives bo a bonus of 10 as b1      given
      clock 2 d`);
    const prefix = `p${pages}-`;
    const [ana, bo] = [await told(`${prefix}ana`), await told(`${prefix}bo`)];
    const request = expect.any(String);
    expect(ana).toHaveLength(4);
    expect(ana).toEqual(
      expect.arrayContaining([
        ['transfer-decided', { request, amount: 5, to: `${prefix}bo`, outcome: 'approved' }],
        ['transfer-decided', { request, amount: 6, to: `${prefix}bo`, outcome: 'refused' }],
        ['transfer-decided', { request, amount: 8, to: `${prefix}bo`, outcome: 'expired' }],
        ['adjusted', { request, amount: -9, reason: 'a page' }],
      ]),
    );
    expect(bo).toHaveLength(3);
    expect(bo).toEqual(
      expect.arrayContaining([
        ['transfer-received', { request, amount: 5, from: `${prefix}ana` }],
        ['adjusted', { request, amount: 9, reason: 'a page' }],
        ['bonus-given', { request: `${prefix}b1`, amount: 10, reason: 'a page' }],
      ]),
    );
  });

  test('[CASHIER-15] what is set aside is not available, and is held when new chips are asked for', async () => {
    const table = await play(`
      ana   gives bo 500 as r1                   pending 1
      olga  moves wallet:ana > house 499 as a1   pending 2`);
    const policy = { cap: 1_000, bustedBelow: 100, waitMs: 0 };
    const cashier = createCashier({ ...table, policy });
    const ana = `p${pages}-ana`;
    expect(await cashier.wallet(ana)).toEqual({ available: 1, inPlay: 0 });
    expect(await cashier.claimGrant(ana, 'x')).toMatchObject({ error: { code: 'NOT_BUSTED', holds: 1_000 } });
  });

  test('both players see a transfer, page by page, and what changed the books is in the audit log', async () => {
    const table = await play(`
      ana   gives bo 5 as r1                   pending 1
      cy    gives ana 6 as r1                  pending 2
      ana   gives cy 7 as r2                   pending 3
      olga  approves 1                         approved
      olga  moves wallet:ana > house 9 as a2   pending 4`);
    const prefix = `p${pages}-`;
    const first = await playersTransfers(table, `${prefix}ana`, { limit: 2 });
    const rest = await playersTransfers(table, `${prefix}ana`, { limit: 2, beforeNo: first.next ?? 0 });
    const words = [...first.transfers, ...rest.transfers].map(({ from, to, amount, state }) => [
      from.name,
      to.name,
      amount,
      state,
    ]);
    expect(words).toEqual([
      ['ana', 'cy', 7, 'pending'],
      ['cy', 'ana', 6, 'pending'],
      ['ana', 'bo', 5, 'approved'],
    ]);
    expect(rest.next).toBeNull();
    expect((await playersTransfers(table, `${prefix}bo`, { limit: 9 })).transfers).toHaveLength(1);
    expect(await auditEntries(db.reader, { limit: 2 })).toMatchObject([
      {
        action: 'adjustment.propose',
        actor: 'olga',
        details: { moves: [{ from: `wallet:${prefix}ana`, to: 'house', amount: 9 }] },
      },
      { action: 'transfer.approve', why: 'a page', details: { amount: 5, sender: `${prefix}ana`, recipient: `${prefix}bo` } },
    ]);
  });

  test('[CASHIER-7] [CASHIER-8] at once is as one after the other: a request is done once, and one of two answers counts', async () => {
    const table = await newTable();
    const prefix = `p${pages}-`;
    const ana = { id: `${prefix}ana`, name: 'ana', kind: 'guest', roles: ['player'], createdMs: 1, seenMs: 1 } as const;
    const wish = { requestId: 'r1', to: `${prefix}bo`, amount: 100 };
    const asked = await Promise.all([1, 2, 3, 4].map(() => askTransfer(table, ana, wish)));
    const numbers = new Set(asked.map((answer) => (answer.ok ? answer.value.no : answer.error.code)));
    expect(numbers.size).toBe(1);
    const staff = ['olga', 'pam'].map((name) => ({ kind: 'operator', name, principalId: prefix + name }) as const);
    const answers = await Promise.all(
      staff.map((who, i) =>
        decideApproval(table, { who, why: 'now' }, Number([...numbers][0]), i === 0 ? 'approve' : 'reject'),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.flatMap((answer) => (answer.ok ? [] : answer.error.code))).toEqual(['ALREADY_DECIDED']);
    const given = answers[0]?.ok ? 100 : 0;
    await table.play(`
      wallet ana ${1_000 - given}
      wallet bo ${1_000 + given}`);
  });

  test('[CASHIER-12] a statement is the same as a whole, in pages, and from where a page begins', async () => {
    const query = { playerId: 'p1-ana', fromMs: 0, toMs: 1e15 };
    const { lines, next } = await statementPage(db.reader, { ...query, limit: 100 });
    expect(lines.map(({ what, withPlayerId, debit, credit, balance }) => [what, withPlayerId, debit, credit, balance])).toEqual(
      [
        ['grant', null, 0, 1_000, 1_000],
        ['transfer', 'p1-bo', 400, 0, 600],
      ],
    );
    expect(next).toBeNull();
    const whole = [];
    for await (const page of wholeStatement(db.reader, query, 1)) whole.push(...page);
    expect(whole).toEqual(lines);
    const first = await statementPage(db.reader, { ...query, limit: 1 });
    const second = await statementPage(db.reader, { ...query, limit: 1, cursor: first.next ?? '' });
    expect([...first.lines, ...second.lines]).toEqual(lines);
    const later = { ...query, fromMs: lines[1]?.atMs ?? 0 };
    expect((await statementPage(db.reader, { ...later, limit: 9 })).lines).toEqual(lines.slice(1));
  });

  test('whatever was asked, the books hold', async () => {
    const accounts = await ledgerAccounts(db.reader);
    expect([...accounts.values()].reduce((sum, { balance }) => sum + balance, 0)).toBe(0);
    expect(accounts.get(walletOf('p1-ana'))?.balance).toBe(600);
  });
});
