import { describe, expect, test } from 'vitest';
import { DATABASES } from '../testing/databases.ts';
import { write } from '../testing/temporary-database.ts';
import { dropJobs, isPaused, jobsOf, type KeptJob, keepJobs, setPaused } from './jobs.repository.ts';

const waiting: KeptJob = {
  id: 'archive:t1:2026-11-20',
  payload: '{"table":"t1 ♠"}',
  priority: 'normal',
  key: null,
  trace: null,
  addedAtMs: 10,
  startedAtMs: null,
  errors: [],
  state: 'waiting',
  atMs: 10,
  order: 0,
  reason: null,
};
const dead: KeptJob = {
  ...waiting,
  id: 'b',
  priority: 'bulk',
  key: 't1',
  trace: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  startedAtMs: 12,
  errors: [{ atMs: 13, attempt: 1, message: 'no such table' }],
  state: 'dead',
  atMs: 13,
  order: 1,
  reason: 'refused',
};

function many(count: number): KeptJob[] {
  return Array.from({ length: count }, (_, order) => ({ ...waiting, id: `job-${order}`, order }));
}

describe.each(DATABASES)('kept jobs on $name', ({ temporaryDatabase }) => {
  test('come back as they lay, in their order, each in its queue', async () => {
    const db = await temporaryDatabase();
    await write(db, (trx) => keepJobs(trx, 'archive-hands', [dead, waiting]));
    await write(db, (trx) => keepJobs(trx, 'import-hands', [{ ...waiting, payload: '{}' }]));
    expect(await jobsOf(db.reader, 'archive-hands')).toEqual([waiting, dead]);
    expect(await jobsOf(db.reader, 'import-hands')).toEqual([{ ...waiting, payload: '{}' }]);
    expect(await jobsOf(db.reader, 'other')).toEqual([]);
  });

  test('are kept in the place of what was kept under their id', async () => {
    const db = await temporaryDatabase();
    await write(db, (trx) => keepJobs(trx, 'q', [waiting, dead]));
    const later: KeptJob = { ...waiting, state: 'delayed', atMs: 99, order: 7, startedAtMs: 11 };
    await write(db, (trx) => keepJobs(trx, 'q', [later]));
    expect(await jobsOf(db.reader, 'q')).toEqual([dead, later]);
  });

  test('are dropped by queue and id; what is not there is dropped already', async () => {
    const db = await temporaryDatabase();
    await write(db, (trx) => keepJobs(trx, 'q', [waiting, dead]));
    await write(db, (trx) => keepJobs(trx, 'r', [dead]));
    await write(db, (trx) => dropJobs(trx, 'q', [dead.id, 'never']));
    await write(db, (trx) => dropJobs(trx, 'q', []));
    expect(await jobsOf(db.reader, 'q')).toEqual([waiting]);
    expect(await jobsOf(db.reader, 'r')).toEqual([dead]);
  });

  test('ids that differ in case or in a space at their end are different jobs', async () => {
    const db = await temporaryDatabase();
    const jobs = ['a', 'A', 'a ', 'ä'].map((id, order): KeptJob => ({ ...waiting, id, order }));
    await write(db, (trx) => keepJobs(trx, 'q', jobs));
    await write(db, (trx) => keepJobs(trx, 'Q', [waiting]));
    expect(await jobsOf(db.reader, 'q')).toEqual(jobs);
    await write(db, (trx) => dropJobs(trx, 'q', ['A']));
    expect((await jobsOf(db.reader, 'q')).map((job) => job.id)).toEqual(['a', 'a ', 'ä']);
  });

  test('many are kept and dropped at once', async () => {
    const db = await temporaryDatabase();
    const jobs = many(1_234);
    await write(db, (trx) => keepJobs(trx, 'q', jobs));
    expect(await jobsOf(db.reader, 'q')).toEqual(jobs);
    await write(db, (trx) =>
      dropJobs(
        trx,
        'q',
        jobs.slice(1).map((job) => job.id),
      ),
    );
    expect(await jobsOf(db.reader, 'q')).toEqual(jobs.slice(0, 1));
  });
});

describe.each(DATABASES)('a pause on $name', ({ temporaryDatabase }) => {
  test('is kept until it is over, and may be said twice', async () => {
    const db = await temporaryDatabase();
    expect(await isPaused(db.reader, 'q')).toBe(false);
    await write(db, (trx) => setPaused(trx, 'q', true));
    await write(db, (trx) => setPaused(trx, 'q', true));
    expect(await isPaused(db.reader, 'q')).toBe(true);
    expect(await isPaused(db.reader, 'r')).toBe(false);
    await write(db, (trx) => setPaused(trx, 'q', false));
    await write(db, (trx) => setPaused(trx, 'q', false));
    expect(await isPaused(db.reader, 'q')).toBe(false);
  });
});
