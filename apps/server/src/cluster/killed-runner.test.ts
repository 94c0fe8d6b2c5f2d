/** What the harness of these tests leaves behind where it is killed itself. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, type NetConnectOpts } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { dataFolder } from '../testing/open-room.ts';
import { until } from '../testing/playing-guest.ts';

const RUNNER = join(import.meta.dirname, '../testing/mortal-runner.ts');

/** Whether something listens there. */
function isListening(where: NetConnectOpts): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(where, () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => resolve(false)).once('connect', () => socket.destroy());
  });
}

test.skipIf(!existsSync('/usr/bin/setpriv'))(
  'of a runner that is killed no Redis, no MariaDB and no process of the room stays',
  async () => {
    const env = { ...process.env, TMPDIR: dataFolder() };
    const runner = spawn(process.execPath, [RUNNER], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void runner.kill('SIGKILL'));
    const [line] = (await once(createInterface(runner.stdout), 'line')) as [string];
    const started = JSON.parse(line) as NetConnectOpts[];
    const listening = () => Promise.all(started.map(isListening));
    expect(await listening()).toEqual([true, true, true]);
    runner.kill('SIGKILL');
    await until(async () => !(await listening()).includes(true), 'all three to be gone', 5_000);
  },
);
