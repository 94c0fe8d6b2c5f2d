import { booksRest as rest } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { scraped } from '../telemetry/testing/scrape.ts';
import { guest, openRoom } from '../testing/open-room.ts';
import { until } from '../testing/playing-guest.ts';

const BOOKS = '/api/v1/operator/books';

test('[LEDGER-44] a room in which bots play agrees at any moment, over REST and in its metrics, for its operator alone', async () => {
  const room = await openRoom({ metricsPort: 0, bots: true, botThinkMs: 0 });
  const token = room.operatorToken ?? expect.fail('a new room prints its token');
  const standing = async () => rest.booksReply.parse(await (await room.get(BOOKS, token)).json());
  const reconcile = async (body: object) => {
    const answer = await room.post(`${BOOKS}/reconcile`, body, token);
    return rest.runReply.parse(await answer.json()).run ?? expect.fail('it takes longer than ten seconds');
  };
  expect(await standing()).toEqual({ underWay: null, lastRun: null, lastCleanMs: null, block: null, lastClose: null });
  await guest(room, 'Eve');
  let hands = 0;
  await until(async () => {
    for (const body of [{}, { isFull: true }]) {
      const run = await reconcile(body);
      expect(run).toMatchObject({ differences: [], held: run.issued, kind: 'isFull' in body ? 'full' : 'recent' });
      expect(run.hands).toBeGreaterThanOrEqual(hands);
      hands = run.hands;
    }
    return hands >= 4;
  }, 'four hands');
  const runs = await Promise.all([reconcile({}), reconcile({}), reconcile({ isFull: true, isJoining: true })]);
  expect(runs.flatMap(({ differences }) => differences)).toEqual([]);
  expect((await standing()).lastRun).toMatchObject({ no: Math.max(...runs.map(({ no }) => no)), differences: [] });

  const { value } = await scraped(room.metricsUrl ?? '');
  expect(value('aboveboard_books_differences')).toBe(0);
  expect(value('aboveboard_books_cash_outs_blocked')).toBe(0);
  expect(value('aboveboard_books_clean_age_seconds')).toBeLessThan(60);
  expect(value('aboveboard_books_close_age_seconds')).toBeNull();

  const said = async (answer: Response) => [answer.status, ((await answer.json()) as { code?: string }).code];
  const why = { why: 'a test' };
  expect(await said(await room.post(`${BOOKS}/close`, why, token))).toEqual([409, 'NOTHING_TO_CLOSE']);
  expect(await said(await room.post(`${BOOKS}/release`, why, token))).toEqual([409, 'NOT_BLOCKED']);
  expect(await said(await room.post(`${BOOKS}/release`, { why: ' ' }, token))).toEqual([400, 'BAD_REQUEST']);
  expect(await (await room.get(`${BOOKS}/closes`, token)).json()).toEqual({ closes: [] });
  expect(await said(await room.get(`${BOOKS}/closes/2026-11-20`, token))).toEqual([404, 'NO_SUCH_CLOSE']);
  expect(await said(await room.get(`${BOOKS}/closes/2026-11-31`, token))).toEqual([400, 'BAD_REQUEST']);
  const eve = await guest(room, 'Eva');
  const paths = ['/reconcile', '/close', '/release'].map((path) => room.post(`${BOOKS}${path}`, why, eve.token));
  const answers = await Promise.all([...paths, room.get(BOOKS, eve.token), room.get(`${BOOKS}/closes`, eve.token)]);
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
}, 120_000);
