/** A real server with queues in memory, killed in the middle of its work, and started again on the same folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { type operatorRest as rest, workJobs } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { dataFolder, type OnEnd, QUICK } from '../testing/open-room.ts';
import { until } from '../testing/playing-guest.ts';
import { type ServerProcess, startProcess } from '../testing/server-process.ts';

const HAND = `variant = "NT"
antes = [0, 0]
blinds_or_straddles = [2, 1]
min_bet = 2
starting_stacks = [100, 100]
actions = ["d dh p1 AsKs", "d dh p2 2c7d", "p2 f"]
finishing_stacks = [101, 99]
`;
const FILES = 40;

/** One call on the control socket of the room in `data`. */
async function control<T>(data: string, method: string, path: string, body?: object): Promise<T> {
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const headers = { 'aboveboard-user': 'tester', ...(body && { 'content-type': 'application/json' }) };
    const call = request({ socketPath: join(data, 'control.sock'), method, path, headers }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      resolve({ status: answer.statusCode ?? 0, text });
    });
    call.on('error', reject);
    call.end(body && JSON.stringify(body));
  });
  expect([status, text], path).toEqual([expect.toBeOneOf([200, 204]), text]);
  return text === '' ? (undefined as T) : JSON.parse(text);
}

const why = 'a test';
const QUEUE = '/api/v1/operator/queues/import-hands';

async function statsOf(data: string, queue = 'import-hands'): Promise<rest.QueueStats> {
  const reply = await control<{ queues: [rest.QueueStats] }>(data, 'GET', `/api/v1/operator/queues/${queue}`);
  return reply.queues[0];
}

function addFiles(data: string, paths: readonly string[], key?: string): Promise<unknown> {
  const jobs = paths.map((path, i) => ({ id: `${key ?? 'job'}-${i}`, payload: JSON.stringify({ path }), ...(key && { key }) }));
  return control(data, 'POST', '/control/queues/import-hands/jobs', { why, jobs });
}

async function importedIn(data: string): Promise<number> {
  const reply = await control<unknown>(data, 'GET', '/control/imported-hands?limit=500&brief=true');
  return workJobs.importedHandsReply.parse(reply).hands.length;
}

function handFiles(data: string): string[] {
  const folder = join(data, 'hands');
  mkdirSync(folder);
  return Array.from({ length: FILES }, (_, i) => {
    const path = join(folder, `${i}.phh`);
    writeFileSync(path, `${HAND}hand = ${i}\n`);
    return path;
  });
}

const start = (data: string, importsPerMinute: number, onEnd: OnEnd): Promise<ServerProcess> =>
  startProcess({ settings: { ...QUICK, data, importsPerMinute, logLevel: 'warn' }, onEnd });

test('[WORK-10] kill -9: jobs that wait, run, are held, put off or dead are there again, and a paused queue is paused', async ({
  onTestFinished: onEnd,
}) => {
  const data = dataFolder(onEnd);
  const files = handFiles(data);
  const first = await start(data, 10, onEnd); // one at once, then one in six seconds: the others wait
  await addFiles(data, [join(data, 'nowhere.phh')], 'dead');
  await until(async () => (await statsOf(data)).dead === 1, 'a dead letter');
  await addFiles(data, files.slice(0, 3), 'keyed');
  await addFiles(data, files);
  await control(data, 'POST', '/api/v1/operator/queues/archive-hands/pause', { why });
  await until(async () => (await statsOf(data)).running > 0, 'a job to run');
  const before = await statsOf(data);
  const left = before.waiting.normal + before.held + before.running;
  expect(left).toBeGreaterThan(FILES - 5);
  first.signal('SIGKILL');
  expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });

  const second = await start(data, 100_000, onEnd);
  await until(async () => (await importedIn(data)) === FILES, 'every file to be imported');
  await until(async () => (await statsOf(data)).running === 0, 'the last job to end');
  const { waiting, held, delayed, dead, isPaused } = await statsOf(data);
  expect([waiting, held, delayed, dead, isPaused]).toEqual([{ urgent: 0, normal: 0, bulk: 0 }, 0, 0, 1, false]);
  expect((await statsOf(data, 'archive-hands')).isPaused).toBe(true);
  const letter = await control<rest.DeadLetter>(data, 'GET', `${QUEUE}/dead/letter?id=dead-0`);
  expect(letter).toMatchObject({
    reason: 'malformed',
    errors: [{ attempt: 1, message: expect.stringContaining('nowhere.phh') }],
  });

  writeFileSync(join(data, 'nowhere.phh'), `${HAND}hand = 9999\n`);
  await control(data, 'POST', `${QUEUE}/requeue`, { why, ids: ['dead-0'] });
  await until(async () => (await importedIn(data)) === FILES + 1, 'the dead job to be done after all');
  second.signal('SIGTERM');
  expect(await second.exited).toEqual({ code: 0, signal: null });
}, 120_000);

test('[WORK-10] an orderly stop gives back what is not done within the grace, and the next start does it', async ({
  onTestFinished: onEnd,
}) => {
  const data = dataFolder(onEnd);
  const files = handFiles(data);
  const settings = { ...QUICK, data, importsPerMinute: 10, jobGraceMs: 200, logLevel: 'warn' as const };
  const first = await startProcess({ settings, onEnd });
  await addFiles(data, files);
  await until(async () => (await statsOf(data)).running > 0, 'a job to run');
  first.signal('SIGTERM');
  expect(await first.exited).toEqual({ code: 0, signal: null });
  await start(data, 100_000, onEnd);
  await until(async () => (await importedIn(data)) === FILES, 'every file to be imported');
  const stats = await statsOf(data);
  expect([stats.dead, stats.delayed]).toEqual([0, 0]);
}, 120_000);
