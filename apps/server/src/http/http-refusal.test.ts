/** Errors as answers: a database that cannot be had is nobody's mistake, and worth another try. */
import { DatabaseSync } from 'node:sqlite';
import { AssertionError } from '@aboveboard/kit';
import { openMariaDb } from '@aboveboard/storage/mariadb';
import fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { dataFolder } from '../testing/open-room.ts';
import { answerErrors } from './http-refusal.ts';

test('[CLUSTER-68] a database that is gone or busy is answered 503 with when to come back, and a mistake of ours 500', async () => {
  const file = `${dataFolder()}/room.db`;
  const [one, other] = [new DatabaseSync(file), new DatabaseSync(file)];
  onTestFinished(() => {
    for (const db of [one, other]) db.close();
  });
  one.exec('create table t (a); begin exclusive');
  const app = fastify();
  answerErrors(app);
  app.get('/gone', () => openMariaDb('mysql://room:room@127.0.0.1:9/room'));
  app.get('/busy', async () => other.exec('insert into t values (1)'));
  app.get('/mistake', async () => {
    throw new AssertionError('what cannot be');
  });
  const answers = await Promise.all(['/gone', '/busy', '/mistake'].map((url) => app.inject({ url })));
  const told = answers.map((answer) => [answer.statusCode, answer.json().code, answer.headers['retry-after']]);
  expect(told).toEqual([
    [503, 'STORAGE_AWAY', '1'],
    [503, 'STORAGE_AWAY', '1'],
    [500, 'INTERNAL', undefined],
  ]);
});
