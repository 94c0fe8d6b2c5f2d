import { expect, test } from 'vitest';
import { command, temporaryFolder } from '../testing/command.ts';

test('db seed plays a demo into an empty folder, says how far it is beside its answer, and wants to be told what to fill it with', async () => {
  const data = temporaryFolder();
  expect(await command(['db', 'seed', '--data', data])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'Say what to fill it with: --demo is all that there is.\n',
  });
  const { status, stdout, stderr } = await command(['db', 'seed', '--demo', '--hands', '1', '--seed', '9', '--data', data]);
  expect([status, stderr]).toEqual([0, 'Playing a hand.\n']);
  expect(stdout).toMatch(
    /^\d+ hands on 3 evenings at \d tables, by 12 people and 21 bots; 3 transfers; the books agree\. Seed 9\.\n$/,
  );
}, 300_000);
