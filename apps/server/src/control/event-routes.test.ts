import { expect, test } from 'vitest';
import { guest, openRoom } from '../testing/open-room.ts';

const EVENTS = '/api/v1/operator/events';
const OF = `${EVENTS}/consumers/statistics`;

test('[DESK-9] events are the operator’s alone over REST, and what is asked wrongly is told in a sentence', async () => {
  const room = await openRoom();
  const operator = room.operatorToken ?? expect.fail('no token');
  const { token } = await guest(room, 'Eve');
  const gets = [EVENTS, `${OF}/dead`, `${OF}/dead/1`];
  const posts = ['reprocess', 'discard', 'rebuild'].map((verb) => `${OF}/${verb}`);
  const body = { why: 'a look', ids: [1] };
  for (const [who, status] of [
    [undefined, 401],
    [token, 403],
  ] as const) {
    for (const path of gets) expect([path, (await room.get(path, who)).status]).toEqual([path, status]);
    for (const path of posts) expect([path, (await room.post(path, body, who)).status]).toEqual([path, status]);
  }

  expect(await (await room.get(EVENTS, operator)).json()).toMatchObject({
    ...{ backlog: 0, published: 0 },
    consumers: expect.arrayContaining([{ name: 'statistics', position: 0, lagEvents: 0, lagMs: 0, dead: 0 }]),
  });
  expect(await (await room.get(`${OF}/dead`, operator)).json()).toEqual({ events: [], next: null });
  const refused = async (answer: Promise<Response>) => {
    const { status } = await answer;
    return [status, ((await (await answer).json()) as { code: string }).code];
  };
  expect(await refused(room.get(`${OF}/dead/7`, operator))).toEqual([404, 'NO_SUCH_EVENT']);
  expect(await refused(room.get(`${EVENTS}/consumers/dishes/dead`, operator))).toEqual([404, 'NO_SUCH_CONSUMER']);
  for (const query of ['limit=0', 'limit=201', 'from=-1', 'before=3']) {
    expect([query, (await room.get(`${OF}/dead?${query}`, operator)).status]).toEqual([query, 400]);
  }
  for (const odd of [{ why: ' ', ids: [1] }, { why: 'a look', ids: [] }, { ids: [1] }, { why: 'a look', ids: [0] }]) {
    expect((await room.post(`${OF}/discard`, odd, operator)).status).toBe(400);
  }
  expect(await (await room.post(`${OF}/reprocess`, body, operator)).json()).toEqual({
    events: [{ id: 1, outcome: 'NOT_DEAD', error: null }],
  });
  expect((await room.post(`${OF}/rebuild`, { why: 'a look' }, operator)).status).toBe(204);
});
