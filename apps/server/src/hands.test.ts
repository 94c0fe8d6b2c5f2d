/** Hands over REST, of a table at which two guests play in a real room; everybody who may not tries to see cards. */
import { readHands, replayHand } from '@aboveboard/notation';
import { handsRest, operatorRest, rest } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { guest, openRoom, type TestRoom } from './testing/open-room.ts';
import { seatGuest, until } from './testing/playing-guest.ts';

const HANDS = 5;

/** Ana and Bo have played some hands at a public table of this game; Cy has a session and sat nowhere. */
async function playedRoom(game: 'NT' | 'F5CD') {
  const room = await openRoom({ turnMs: 10_000 });
  const cy = await guest(room, 'Cy');
  const table = { name: 'Felt', seats: 2, game, smallBlind: 1, bigBlind: 2, isPrivate: false };
  const { settings } = rest.newTableReply.parse(await (await room.post('/api/v1/tables', table, cy.token)).json());
  const { tableId } = settings;
  const seated = ['Ana', 'Bo'].map((nickname, seat) => seatGuest({ url: room.url, tableId, seat, nickname }));
  const [ana, bo] = await Promise.all(seated);
  if (!ana || !bo) throw new Error('nobody sat down');
  const found = async (query: string, token?: string) =>
    handsRest.handsReply.parse(await (await room.get(`/api/v1/hands?table=${tableId}&${query}`, token)).json());
  await until(async () => (await found('limit=100')).hands.length >= HANDS, `${HANDS} hands`, 60_000);
  for (const one of [ana, bo]) one.client.close();
  const idOf = async (token: string) => rest.profile.parse(await (await room.get('/api/v1/me', token)).json()).player.playerId;
  return { room, tableId, cy: cy.token, ana: ana.token, bo: bo.token, anaId: await idOf(ana.token), found };
}

const codeOf = async (answer: Response) => [answer.status, rest.restError.parse(await answer.json()).code];

async function expectRefused(room: TestRoom, path: string, expected: readonly [number, string], token?: string): Promise<void> {
  expect(await codeOf(await room.get(path, token)), path).toEqual(expected);
}

test('[HAND-3] [HAND-4] hands are found by player and table, page by page, by whoever may', async () => {
  const { room, tableId, ana, bo, cy, anaId, found } = await playedRoom('NT');
  const operator = room.operatorToken ?? '';
  const { hands: all } = await found('limit=100');
  const mine: handsRest.HandsReply['hands'] = [];
  for (let next: string | null = ''; next !== null; ) {
    const answer: Response = await room.get(`/api/v1/me/hands?limit=2${next === '' ? '' : `&cursor=${next}`}`, ana);
    const page = handsRest.handsReply.parse(await answer.json());
    expect(page.hands.length).toBeLessThanOrEqual(2);
    mine.push(...page.hands);
    next = page.next;
  }
  expect(mine.slice(-all.length)).toEqual(all);
  expect(all[0]).toMatchObject({
    tableId,
    table: 'Felt',
    game: 'NT',
    players: [{ name: 'Ana', isBot: false }, { name: 'Bo' }],
  });
  const netOfAna = (hand: (typeof all)[number]) => hand.players.find(({ playerId }) => playerId === anaId)?.delta ?? 0;
  const won = handsRest.handsReply.parse(await (await room.get('/api/v1/me/hands?result=won&limit=100', ana)).json()).hands;
  expect(won).toEqual(mine.filter((hand) => netOfAna(hand) > 0));
  const lost = handsRest.handsReply.parse(await (await room.get('/api/v1/me/hands?netAtMost=-1&limit=100', ana)).json()).hands;
  expect(lost).toEqual(mine.filter((hand) => netOfAna(hand) < 0));
  expect((await found('game=PO')).hands).toEqual([]);
  expect((await found('from=2099-01-01')).hands).toEqual([]);
  const asked = await room.get(`/api/v1/hands?player=${anaId}&limit=100`, operator);
  expect(handsRest.handsReply.parse(await asked.json()).hands).toEqual(mine);

  for (const token of [undefined, bo, cy])
    await expectRefused(room, `/api/v1/hands?player=${anaId}`, [403, 'NOT_ALLOWED'], token);
  await expectRefused(room, '/api/v1/me/hands', [401, 'UNAUTHENTICATED']);
  await expectRefused(room, '/api/v1/hands', [400, 'WHOSE_HANDS'], cy);
  await expectRefused(room, `/api/v1/hands?table=${tableId}&result=won`, [400, 'WHOSE_HANDS'], cy);
  await expectRefused(room, '/api/v1/hands?table=00000000-0000-4000-8000-000000000000', [404, 'TABLE_NOT_FOUND']);
  for (const query of ['limit=0', 'limit=101', 'cursor=x', 'from=yesterday', 'game=whist', 'result=draw', 'netAtLeast=1.5']) {
    await expectRefused(room, `/api/v1/me/hands?${query}`, [400, 'BAD_REQUEST'], ana);
  }
}, 120_000);

interface ExportedHand {
  readonly players: readonly { readonly seat: number }[];
  readonly actions: readonly { readonly kind: string; readonly player: number; readonly cards: readonly string[] }[];
}

test('[HAND-5] [HAND-6] [HAND-7] nobody sees cards that are not theirs, at any state, in any format', async () => {
  const { room, tableId, ana, bo, cy, found } = await playedRoom('F5CD');
  const operator = room.operatorToken ?? '';
  const { hands } = await found('limit=2');
  let hidden = 0;
  const why = { why: 'Bo says that Ana saw his cards' };
  for (const { id } of hands) {
    const path = `/api/v1/hands/${id}`;
    for (const token of [undefined, ana, bo, cy]) {
      const refused = await room.post(`/api/v1/operator/hands/${id}/cards`, why, token);
      expect(await codeOf(refused)).toEqual(token === undefined ? [401, 'UNAUTHENTICATED'] : [403, 'NOT_ALLOWED']);
    }
    expect(await codeOf(await room.post(`/api/v1/operator/hands/${id}/cards`, { why: ' ' }, operator))).toEqual([
      400,
      'BAD_REQUEST',
    ]);
    const all = handsRest.readCardsReply.parse(
      await (await room.post(`/api/v1/operator/hands/${id}/cards`, why, operator)).json(),
    );
    expect(all.seats).toHaveLength(2);
    for (const [seat, token] of [
      [0, ana],
      [1, bo],
      [null, cy],
      [null, operator],
      [null, undefined],
    ] as const) {
      const read = handsRest.storedHandReply.parse(await (await room.get(path, token)).json());
      const own = all.seats.find((one) => one.seat === seat);
      expect(read.own).toEqual(own ? { seat, cards: own.cards, discards: own.discards } : null);
      const shown = new Set<number>();
      for (let n = 0; n <= (read.actions ?? -1); n++) {
        const state = handsRest.handStateReply.parse(await (await room.get(`${path}/states/${n}`, token)).json());
        for (const event of state.events) if (event.kind === 'shown') for (const card of event.cards) shown.add(card);
        for (const at of state.seats.filter((one) => one.seat !== seat)) {
          expect(
            at.cards.filter((card) => card !== null && !shown.has(card)),
            `seat ${at.seat} at state ${n}`,
          ).toEqual([]);
        }
        for (const at of state.seats.filter((one) => one.seat === seat)) expect(at.cards).not.toContain(null);
      }
      await expectRefused(room, `${path}/states/${(read.actions ?? 0) + 1}`, [404, 'STATE_NOT_FOUND'], token);
      const file = await room.get(`${path}?format=phh`, token);
      expect(file.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      const record = readHands(await file.text())[0]?.record;
      expect(record?.ok && replayHand(record.value)).toEqual({ kind: 'matched' });
      const json = (await (await room.get(`${path}?format=json`, token)).json()) as ExportedHand;
      const turnedUp = json.actions.filter(({ kind }) => kind === 'show').map(({ player }) => player);
      for (const { kind, player, cards } of json.actions.filter(({ kind }) => kind === 'deal-hole' || kind === 'discard')) {
        const isOwn = json.players[player - 1]?.seat === (seat ?? -9) + 1;
        if (isOwn) expect(cards).not.toContain('??');
        else if (kind === 'discard' || !turnedUp.includes(player))
          expect(new Set(cards)).toEqual(new Set(cards.length ? ['??'] : []));
        if (cards.includes('??')) hidden += 1;
      }
    }
  }
  expect(hidden).toBeGreaterThan(0);
  const audit = operatorRest.auditReply.parse(
    await (await room.get('/api/v1/operator/audit?action=hand.read-cards', operator)).json(),
  );
  expect(audit.entries.map(({ subject }) => subject)).toEqual(hands.map(({ id }) => id).toReversed());
  expect(audit.entries.every((entry) => entry.why === why.why)).toBe(true);

  const page = await room.get(`/api/v1/hands?table=${tableId}&limit=2&format=phh`, cy);
  expect(readHands(await page.text()).map(({ record }) => record.ok && replayHand(record.value))).toEqual([
    { kind: 'matched' },
    { kind: 'matched' },
  ]);
  expect(page.headers.get('x-next')).toMatch(/^\d+\./);
  expect(await (await room.get('/api/v1/me/hands?limit=3&format=json', ana)).json()).toHaveLength(3);
  for (const id of ['x', `${tableId}`, `${tableId}.0`, `${tableId}.1x`]) {
    await expectRefused(room, `/api/v1/hands/${id}`, [400, 'BAD_REQUEST'], ana);
  }
  await expectRefused(room, `/api/v1/hands/${tableId}.999999`, [404, 'HAND_NOT_FOUND'], ana);
  await expectRefused(room, `/api/v1/hands/${hands[0]?.id}/states/-1`, [400, 'BAD_REQUEST'], ana);
}, 120_000);
