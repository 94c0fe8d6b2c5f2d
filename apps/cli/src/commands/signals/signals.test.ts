/** The commands for signals, beside a real room in which one is open. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fillWithGifts } from '../../../../server/src/testing/gifts.ts';
import { temporaryFolder } from '../../testing/command.ts';
import { jsonLines, linesOf, room } from '../../testing/room.ts';

const TABLE = '00000000-0000-4000-8000-000000000001';

test('[SIGNAL-9] [SIGNAL-10] [DESK-8] signals are listed, shown, noted and dismissed, with a reason', async () => {
  const { run } = await room({}, await fillWithGifts(join(temporaryFolder(), 'room'), 'Ana\u001b[2J', TABLE));
  let listed = await run('signals', 'list');
  for (let tries = 0; listed.status === 0 && tries < 50; tries++) listed = await run('signals', 'list'); // weighed when the room opens
  expect(listed.status).toBe(1);
  expect(linesOf(listed.stdout)[1]).toMatch(/^1 +23\.95 +23\.95 +Ana\\u001b\[2J and Bo .* gifts, one-way-pots, one-way-chips$/);
  expect(jsonLines((await run('signals', 'list', '--json', '--player', 'bo')).stdout)).toMatchObject([
    { id: 1, state: 'open' },
  ]);

  const silent = await run('signals', 'dismiss', '1');
  expect(silent).toMatchObject({ status: 2, stderr: expect.stringContaining('needs a reason') });
  expect(await run('signals', 'show', '2')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is no signal 2'),
  });
  expect((await run('signals', 'note', '1', '--why', 'asked both')).stdout).toBe('Noted with signal 1.\n');
  const shown = linesOf((await run('signals', 'show', '1')).stdout);
  expect(shown[0]).toBe('signal 1, open: Ana\\u001b[2J (ana) and Bo (bo)');
  expect(shown[3]).toMatch(/^ {3}23\.9 {2}Ana\\u001b\[2J put in twenty big blinds or more and then folded to Bo 14 times/);
  expect(shown).toContain(`  ${TABLE} 7: 25 big blinds, folded away by Ana\\u001b[2J`);
  expect(shown.at(-1)).toMatch(/ UTC, .+, note: asked both$/);

  expect(jsonLines((await run('signals', 'dismiss', '1', '--why', 'nothing in it', '--json')).stdout)).toEqual([
    { dismissed: 1 },
  ]);
  expect(await run('signals', 'list')).toMatchObject({ status: 0, stdout: 'There are no such signals.\n' });
  const [dismissed] = jsonLines<{ notes: unknown }>((await run('signals', 'show', '1', '--json')).stdout);
  expect(dismissed?.notes).toMatchObject([{ kind: 'note' }, { kind: 'dismissed', text: 'nothing in it' }]);
}, 120_000);
