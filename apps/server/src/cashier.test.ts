import { randomUUID } from 'node:crypto';
import { cashierRest, noticesRest, rest } from '@aboveboard/protocol';
import { expect, test, vi } from 'vitest';
import { csvText } from './http/statement-csv.ts';
import { guest, openRoom, type TestRoom } from './testing/open-room.ts';
import { seatGuest } from './testing/playing-guest.ts';

const why = 'a test';
vi.setConfig({ testTimeout: 120_000 });

const PATIENT = { timeout: 60_000, interval: 50 };

async function refusal(answer: Response): Promise<{ status: number; code: string; message: string }> {
  return { status: answer.status, ...rest.restError.parse(await answer.json()) };
}

async function newStaff(room: TestRoom, name: string, roles: string[]): Promise<{ id: string; token: string }> {
  const answer = await room.post('/api/v1/operator/principals', { name, roles, why }, room.operatorToken ?? '');
  const { member, token } = cashierRest.newStaffReply.parse(await answer.json());
  return { id: member.id, token };
}

const linesOf = (statement: { lines: cashierRest.StatementLine[] }, what: string) =>
  statement.lines.filter((line) => line.what === what);

test('[CASHIER-1] [CASHIER-2] chips change hands when a second person agrees, whom the operator makes', async () => {
  const room = await openRoom({ transferMost: 4_000, transferMostPerDay: 5_000 });
  const operator = room.operatorToken ?? '';
  const [ana, bo] = [await guest(room, 'Ana'), await guest(room, 'Bo')];
  const [anaId, boId] = [ana.profile.player.playerId, bo.profile.player.playerId];
  const wish = { requestId: randomUUID(), to: boId, amount: 3_000 };
  const asked = await room.post('/api/v1/me/transfers', wish, ana.token);
  expect(asked.status).toBe(201);
  const transfer = cashierRest.transfer.parse(await asked.json());
  expect(transfer).toMatchObject({ from: { name: 'Ana' }, to: { name: 'Bo' }, amount: 3_000, state: 'pending' });
  expect(await (await room.post('/api/v1/me/transfers', wish, ana.token)).json()).toEqual(transfer);
  const wallet = async (token: string) => rest.profile.parse(await (await room.get('/api/v1/me', token)).json()).wallet;
  expect(await wallet(ana.token)).toEqual({ available: 7_000, inPlay: 0 });

  const tooMuch = { ...wish, requestId: randomUUID(), amount: 4_001 };
  expect(await refusal(await room.post('/api/v1/me/transfers', tooMuch, ana.token))).toMatchObject({
    ...{ status: 409, code: 'TRANSFER_TOO_LARGE', detail: { most: 4_000 } },
  });
  expect((await room.post('/api/v1/me/transfers', { ...wish, amount: 0.5 }, ana.token)).status).toBe(400);
  expect((await room.post('/api/v1/me/transfers', wish)).status).toBe(401);

  const pam = await newStaff(room, 'Pam', ['approver']);
  const approvePath = `/api/v1/operator/approvals/${transfer.no}/approve`;
  for (const token of [ana.token, bo.token]) {
    expect(await refusal(await room.post(approvePath, { why }, token))).toMatchObject({
      ...{ status: 403, code: 'NOT_ALLOWED', message: expect.stringContaining('operators add NAME --role approver') },
    });
  }
  expect((await room.get('/api/v1/operator/queues', pam.token)).status).toBe(403);
  expect((await room.get('/api/v1/operator/approvals', ana.token)).status).toBe(403);
  const waiting = cashierRest.approvalsReply.parse(await (await room.get('/api/v1/operator/approvals', pam.token)).json());
  expect(waiting.approvals).toMatchObject([
    { no: transfer.no, moves: [{ from: `wallet:${anaId}`, to: `wallet:${boId}`, amount: 3_000 }], names: { [boId]: 'Bo' } },
  ]);
  expect(await (await room.post(approvePath, { why }, pam.token)).json()).toMatchObject({
    state: 'approved',
    decided: { name: 'Pam' },
  });
  expect([await wallet(ana.token), await wallet(bo.token)]).toMatchObject([{ available: 7_000 }, { available: 13_000 }]);
  const seen = cashierRest.transfersReply.parse(await (await room.get('/api/v1/me/transfers', bo.token)).json());
  expect(seen).toMatchObject({ transfers: [{ no: transfer.no, state: 'approved' }], next: null });
  const notices = noticesRest.noticesReply.parse(await (await room.get('/api/v1/me/notices', bo.token)).json());
  expect(notices.notices).toMatchObject([{ content: { kind: 'transfer-received', payload: { amount: 3_000, from: anaId } } }]);

  const adjustment = { requestId: randomUUID(), why, moves: [{ from: `wallet:${boId}`, to: 'house', amount: 1_000 }] };
  const proposed = cashierRest.approval.parse(
    await (await room.post('/api/v1/operator/adjustments', adjustment, operator)).json(),
  );
  const decide = (verb: string, token: string) =>
    room.post(`/api/v1/operator/approvals/${proposed.no}/${verb}`, { why }, token);
  expect(await refusal(await decide('approve', operator))).toMatchObject({
    ...{ status: 403, code: 'SAME_PERSON', message: expect.stringContaining('operators add NAME --role approver') },
  });
  expect((await decide('approve', pam.token)).status).toBe(200);
  expect(await refusal(await decide('reject', pam.token))).toMatchObject({ status: 409, code: 'ALREADY_DECIDED' });
  const bonus = { requestId: randomUUID(), why, playerId: boId, amount: 50 };
  expect(await (await room.post('/api/v1/operator/bonuses', bonus, operator)).json()).toEqual({ isNew: true });
  expect(await (await room.post('/api/v1/operator/bonuses', bonus, operator)).json()).toEqual({ isNew: false });
  expect((await room.post('/api/v1/operator/bonuses', bonus, pam.token)).status).toBe(403);
  expect(await wallet(bo.token)).toEqual({ available: 12_050, inPlay: 0 });

  expect((await room.post(`/api/v1/operator/principals/${pam.id}/end-sessions`, { why }, operator)).status).toBe(204);
  expect((await room.get('/api/v1/operator/approvals', pam.token)).status).toBe(401);
  expect((await room.post(`/api/v1/operator/principals/${anaId}/end-sessions`, { why }, operator)).status).toBe(404);
  const { staff } = cashierRest.staffReply.parse(await (await room.get('/api/v1/operator/principals', operator)).json());
  expect(staff.map(({ name, roles }) => [name, roles])).toEqual([
    ['Operator', ['operator', 'approver']],
    ['Pam', ['approver']],
  ]);
});

test('[CASHIER-11] [CASHIER-13] [PRIVACY-1] [PRIVACY-2] [PRIVACY-4] [PRIVACY-5] [PRIVACY-6] a player’s statement and data, until the player is erased', async () => {
  const room = await openRoom({ freerollBelow: 20_000 });
  const operator = room.operatorToken ?? '';
  const maker = await guest(room, 'Maker');
  const table = { name: 'Felt', seats: 2, game: 'NT', smallBlind: 10, bigBlind: 20, isPrivate: false };
  const made = rest.newTableReply.parse(await (await room.post('/api/v1/tables', table, maker.token)).json());
  const { tableId } = made.settings;
  const ana = await seatGuest({ url: room.url, tableId, seat: 0, nickname: 'Ana' });
  await seatGuest({ url: room.url, tableId, seat: 1, nickname: 'Bo' });
  const profile = async () => rest.profile.parse(await (await room.get('/api/v1/me', ana.token)).json());
  const { playerId } = (await profile()).player;
  const statement = async (query = '', token = ana.token, path = '/api/v1/me/statement') =>
    cashierRest.statementReply.parse(await (await room.get(`${path}${query}`, token)).json());
  await vi.waitUntil(async () => linesOf(await statement('?limit=1000'), 'hand').length >= 2, PATIENT);
  expect(
    await refusal(await room.post(`/api/v1/operator/players/${playerId}/erase`, { why, confirm: playerId }, operator)),
  ).toMatchObject({ status: 409, code: 'PLAYER_SEATED', detail: { tables: tableId } });
  expect((await room.post(`/api/v1/operator/tables/${tableId}/close`, {}, operator)).status).toBe(204);
  await vi.waitUntil(async () => (await profile()).seatedAt.length === 0 && (await profile()).wallet.inPlay === 0, PATIENT);

  const claimable = cashierRest.freerollReply.parse(await (await room.get('/api/v1/me/freeroll', ana.token)).json());
  expect(claimable).toEqual({ chips: 1_000, refusal: null });
  const claimed = cashierRest.freerollClaimed.parse(
    await (await room.post('/api/v1/me/freeroll', undefined, ana.token)).json(),
  );
  expect(claimed.chips).toBe(1_000);
  expect(await refusal(await room.post('/api/v1/me/freeroll', undefined, ana.token))).toMatchObject({ code: 'GIVEN_TODAY' });

  const whole = await statement('?limit=1000');
  const { available } = (await profile()).wallet;
  expect(whole.lines.map(({ what }) => what).filter((what) => what !== 'hand')).toEqual(
    expect.arrayContaining(['grant', 'buy-in', 'buy-in', 'cash-out', 'cash-out', 'freeroll']),
  );
  expect(whole.lines.filter(({ tableId: at }) => at === null).at(-1)?.balance).toBe(available);
  expect(whole.lines.filter(({ tableId: at }) => at === tableId).at(-1)?.balance).toBe(0);
  const paged: cashierRest.StatementLine[] = [];
  for (let cursor = ''; ; ) {
    const page = await statement(`?limit=3${cursor}`);
    paged.push(...page.lines);
    if (page.next === null) break;
    cursor = `&cursor=${page.next}`;
  }
  expect(paged).toEqual(whole.lines);
  const path = `/api/v1/operator/players/${playerId}/statement`;
  expect(await statement('?limit=1000&why=a+test', operator, path)).toEqual(whole);
  const today = new Date().toISOString().slice(0, 10);
  expect((await statement(`?limit=1000&from=${today}&to=${today}`)).lines.length).toBe(whole.lines.length);
  expect((await statement('?to=2020-01-01')).lines).toEqual([]);
  const handNo = linesOf(whole, 'hand')[0]?.handNo;
  const hand = async () => (await room.get(`/api/v1/tables/${tableId}/hands/${handNo}`)).json();
  const firstHand = await hand();
  expect(firstHand).toMatchObject({ status: 'ended', handNo });
  expect((await room.get('/api/v1/me/statement?from=yesterday', ana.token)).status).toBe(400);

  const file = await room.get('/api/v1/me/statement?format=csv', ana.token);
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const rows = (await file.text()).trimEnd().split('\r\n');
  expect(rows[0]).toBe('date,entry,what,account,hand,with,debit,credit,balance,key');
  expect(rows).toHaveLength(whole.lines.length + 1);
  expect(rows.at(-1)).toMatch(new RegExp(`^${today}T[\\d:.]+Z,\\d+,freeroll,wallet,,,0,1000,${available},freeroll:`));

  const data = (await (await room.get('/api/v1/me/data', ana.token)).json()) as Record<string, unknown[]>;
  expect(data).toMatchObject({
    ...{ format: 'aboveboard-player/1', profile: { name: 'Ana', wallet: { available } }, statement: whole.lines },
    ...{ sessions: [{ revokedMs: null }], transfers: [], operatorChanges: [{ action: 'statement.read' }] },
  });
  const handNos = linesOf(whole, 'hand').map((line) => line.handNo);
  expect(data.hands).toEqual(expect.arrayContaining(handNos.map((no) => expect.objectContaining({ tableId, handNo: no }))));

  const files = await Promise.all(Array.from({ length: 6 }, () => room.get('/api/v1/me/data', ana.token)));
  expect(files.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 429, 429]); // two before

  const wish = { requestId: randomUUID(), to: maker.profile.player.playerId, amount: 5 };
  const transfer = cashierRest.transfer.parse(await (await room.post('/api/v1/me/transfers', wish, ana.token)).json());
  const erasing = (confirm: string) => room.post(`/api/v1/operator/players/${playerId}/erase`, { why, confirm }, operator);
  expect(await refusal(await erasing(wish.to))).toMatchObject({ status: 400, code: 'NOT_CONFIRMED' });
  expect(await refusal(await erasing(playerId))).toMatchObject({ status: 409, code: 'CHIPS_RESERVED' });
  const withdrawn = await room.post(`/api/v1/me/transfers/${transfer.no}/withdraw`, undefined, ana.token);
  expect(await withdrawn.json()).toEqual({ available, inPlay: 0 });
  expect((await erasing(playerId)).status).toBe(204);
  expect((await room.get('/api/v1/me', ana.token)).status).toBe(401);
  await vi.waitUntil(() => ana.client.connection.get().kind === 'closed', PATIENT);
  expect(ana.client.connection.get()).toMatchObject({ reason: 'UNAUTHENTICATED' });
  expect(await refusal(await erasing(playerId))).toMatchObject({ code: 'ALREADY_ERASED' });
  const exported = await room.post(`/api/v1/operator/players/${playerId}/export`, { why }, operator);
  const left = (await exported.json()) as Record<string, unknown>;
  expect(left).toMatchObject({
    profile: { name: 'Erased player', wallet: { available } },
    sessions: [],
    statement: whole.lines,
  });
  expect(await hand()).toEqual(firstHand);
  expect(JSON.stringify(left)).not.toContain('"Ana"');
  const reconciled = rest.reconcileReply.parse(await (await room.get('/api/v1/operator/reconcile', operator)).json());
  expect(reconciled.differences).toEqual([]);
});

test('[CASHIER-13] no cell of a CSV is a formula, and what divides cells is quoted', () => {
  expect(csvText([['=1+1', '+1', '-1', '@sum', '\tx', 'a,b', 'say "so"', 5]])).toBe(
    `'=1+1,'+1,'-1,'@sum,'\tx,"a,b","say ""so""",5\r\n`,
  );
});
