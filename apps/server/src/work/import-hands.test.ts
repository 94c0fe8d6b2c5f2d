/** Files of hands through the worker, from a real disk into a real database. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readPhh, writePhh } from '@aboveboard/notation';
import type { workJobs } from '@aboveboard/protocol';
import { createWorkerRole, houseQueues, noTraces } from '@aboveboard/room';
import { importedHands } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { type DeadLetter, type JobId, type JobView, memoryLimiter, memoryQueueStore } from '@aboveboard/streams';
import { describe, expect, onTestFinished, test } from 'vitest';
import { osPorts } from '../ports/os-ports.ts';
import { dataFolder } from '../testing/open-room.ts';
import { quietEvents } from '../testing/quiet-events.ts';
import { MAX_IMPORT_BYTES, openHandFiles } from './hand-files.ts';

const FIXTURES = join(import.meta.dirname, '../../../../fixtures/hands');
const QUEUE = houseQueues({ maxJobs: 1_000 }).importHands;
const GOOD = readFileSync(join(FIXTURES, 'POT-2-uncalled-bet.phh'), 'utf8');
/** The same hand, but for a stack it cannot end with. */
const WRONG = GOOD.replace(/finishing_stacks = \[(\d+)/, (_, stack) => `finishing_stacks = [${Number(stack) + 1}`);

async function openWorkshop(importsPerMinute = 100_000) {
  const folder = dataFolder();
  const db = await openDatabase(join(folder, 'room.db'));
  const store = memoryQueueStore({ clock: osPorts.clock });
  const troubles: unknown[] = [];
  const worker = createWorkerRole(
    {
      ...{ ...osPorts, db, store, traces: noTraces, ...quietEvents(), limiter: memoryLimiter(osPorts.clock) },
      files: await openHandFiles(join(folder, 'archive')),
      sha256Hex: (text) => createHash('sha256').update(text).digest('hex'),
      trouble: (error) => troubles.push(error),
    },
    { queues: houseQueues({ maxJobs: 1_000 }), importsPerMinute, graceMs: 1_000 },
  );
  worker.start();
  onTestFinished(async () => {
    await worker.stop();
    await db.close();
    expect(troubles).toEqual([]);
  });
  let jobs = 0;
  const end = async (id: JobId): Promise<JobView> => {
    for (;;) {
      const view = await store.look(QUEUE, id);
      if (view && ['done', 'dead'].includes(view.state)) return view;
      await wait(5);
    }
  };
  const add = async (payload: unknown): Promise<JobId> => {
    const id = `job-${jobs++}` as JobId;
    const [answer] = await store.add(QUEUE, [{ id, payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }]);
    expect(answer).toEqual({ ok: true, value: id });
    return id;
  };
  const imported = async (
    path: string,
  ): Promise<{ result: workJobs.ImportResult | null; letter: DeadLetter | null; view: JobView }> => {
    const id = await add({ path });
    const view = await end(id);
    return { view, result: JSON.parse(view.result ?? 'null'), letter: await store.deadLetter(QUEUE, id) };
  };
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const kept = () => importedHands(db.reader, { limit: 1_000 });
  return { folder, store, add, end, imported, file, kept };
}

const phhs = (...hands: readonly string[]): string => hands.map((hand, i) => `[${i + 1}]\n${hand}\n`).join('\n');

describe('files of hands', () => {
  test('[WORK-6] a hand that plays to its stacks is stored as it is written canonically', async () => {
    const shop = await openWorkshop();
    const { result, view } = await shop.imported(shop.file('one.phh', GOOD));
    expect([result, view.state, view.progress]).toEqual([{ hands: 1, stored: 1, known: 0 }, 'done', { done: 1, total: 1 }]);
    const record = readPhh(GOOD)[0]?.record;
    const phh = record?.ok ? writePhh(record.value) : '';
    const [hand, ...others] = await shop.kept();
    expect(others).toEqual([]);
    expect(hand).toMatchObject({ phh, source: 'one.phh', entry: 1, variant: 'NT' });
    expect(hand?.id).toBe(createHash('sha256').update(phh).digest('hex'));
  });

  test('[WORK-6] text histories and files of many hands, every hand of our own', async () => {
    const shop = await openWorkshop();
    const all = readFileSync(join(FIXTURES, 'POT-3-three-all-ins.phh'), 'utf8');
    expect((await shop.imported(shop.file('many.phhs', phhs(GOOD, all)))).result).toEqual({ hands: 2, stored: 2, known: 0 });
    expect((await shop.kept()).map(({ entry }) => entry).sort()).toEqual([1, 2]);
  });

  test('[WORK-7] a hand is stored once, from however many files, however often', async () => {
    const shop = await openWorkshop();
    const path = shop.file('one.phh', GOOD);
    await shop.imported(path);
    expect((await shop.imported(path)).result).toEqual({ hands: 1, stored: 0, known: 1 });
    const spaced = GOOD.replaceAll(', ', ' ,  ').replace(/^antes/m, '# a comment\nantes');
    expect((await shop.imported(shop.file('again.phhs', phhs(spaced, GOOD)))).result).toEqual({
      hands: 2,
      stored: 0,
      known: 2,
    });
    expect(await shop.kept()).toHaveLength(1);
  });

  test('[WORK-8] of a file with faults the good hands are stored, and the refusal names the others', async () => {
    const shop = await openWorkshop();
    const hands = phhs(WRONG, GOOD, GOOD.replace('starting_stacks', 'beginning_stacks'), 'variant = ');
    const { letter, view } = await shop.imported(shop.file('mixed.phhs', hands));
    expect(view.state).toBe('dead');
    expect(letter?.reason).toBe('refused');
    const message = letter?.errors.at(-1)?.message ?? '';
    expect(message).toMatch(/mixed\.phhs: 3 of 4 hands refused, 1 stored, 0 known before: \[1\] p1: expected \d+, got \d+/);
    expect(message).toContain('[3] line');
    expect(message).toContain('starting_stacks');
    expect(message).toMatch(/\[4\] line \d+: /);
    expect(await shop.kept()).toHaveLength(1);
  });

  test('[WORK-8] a refusal names twenty hands and counts the others', async () => {
    const shop = await openWorkshop();
    const { letter } = await shop.imported(shop.file('bad.phhs', phhs(...Array.from({ length: 60 }, () => WRONG))));
    const message = letter?.errors.at(-1)?.message ?? '';
    expect(message).toContain('[20] ');
    expect(message).not.toContain('[21] ');
    expect(message).toMatch(/and 40 more$/);
    expect(message.length).toBeLessThan(5_000);
  });

  test('[WORK-8] what cannot be read at all is malformed, and says why', async () => {
    const shop = await openWorkshop();
    mkdirSync(join(shop.folder, 'folder'));
    const cases: readonly [string, RegExp][] = [
      [join(shop.folder, 'nowhere.phh'), /nowhere\.phh: there is no such file/],
      [join(shop.folder, 'folder'), /folder: not a file/],
      [shop.file('large.txt', new Uint8Array(MAX_IMPORT_BYTES + 1).fill(32)), /large\.txt: larger than 4 MB/],
      [shop.file('latin.txt', Uint8Array.of(0x48, 0xe9, 0x20)), /latin\.txt: not text in UTF-8/],
      [shop.file('empty.phh', ''), /empty\.phh: no hand could be read: line 1: no hand in this file/],
      [shop.file('broken.phh', 'variant = "NT'), /broken\.phh: no hand could be read: line 1: /],
    ];
    for (const [path, message] of cases) {
      const { letter } = await shop.imported(path);
      expect([path, letter?.reason, letter?.errors.length]).toEqual([path, 'malformed', 1]);
      expect(letter?.errors[0]?.message).toMatch(message);
    }
    expect(await shop.kept()).toEqual([]);
  });

  test.each([['not JSON'], [{}], [{ path: 'one.phh' }], [{ path: '/x', extra: 1 }], [{ path: 7 }]])(
    '[WORK-8] a payload that says no whole path is malformed: %o',
    async (payload) => {
      const shop = await openWorkshop();
      const id = await shop.add(payload);
      await shop.end(id);
      const letter = await shop.store.deadLetter(QUEUE, id);
      expect(letter).toMatchObject({
        reason: 'malformed',
        errors: [{ message: expect.stringMatching(/^the payload cannot be read/) }],
      });
    },
  );

  test('[WORK-9] files are imported no faster than the set rate', async () => {
    const shop = await openWorkshop(600); // ten a second, sixty at once
    const path = shop.file('one.phh', GOOD);
    const startMs = performance.now();
    const ids = await Promise.all(Array.from({ length: 75 }, () => shop.add({ path })));
    for (const id of ids) await shop.end(id);
    expect(performance.now() - startMs).toBeGreaterThan(1_300);
  });

  test('[WORK-9] while a long file is read everything else has its turn after each hand', async () => {
    const shop = await openWorkshop();
    const hands = Array.from({ length: 2_000 }, (_, i) => `${GOOD}hand = ${i}\n`);
    const id = await shop.add({ path: shop.file('long.phhs', phhs(...hands)) });
    let longestMs = 0;
    let isOver = false;
    const ended = shop.end(id).finally(() => (isOver = true));
    for (let lastMs = performance.now(); !isOver; lastMs = performance.now()) {
      await wait(1);
      longestMs = Math.max(longestMs, performance.now() - lastMs);
    }
    expect((await ended).result).toBe('{"hands":2000,"stored":2000,"known":0}');
    expect(longestMs).toBeLessThan(1_500); // on a machine with more to do than it can; all at once it takes several seconds
  }, 60_000);
});
