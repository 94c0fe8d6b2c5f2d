import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { counts, QUEUE, room } from '../testing/room.ts';

const MAIN = join(import.meta.dirname, '../main.ts');

/** The command on a terminal of its own, on which `answers` are typed, each after a question. */
function onTerminal(args: readonly string[], answers: readonly string[]): Promise<{ status: number | null; screen: string }> {
  const line = [process.execPath, '--disable-warning=ExperimentalWarning', MAIN, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', line, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const left = [...answers];
  let screen = '';
  let unanswered = '';
  child.stdout.on('data', (text) => {
    screen += text;
    unanswered += text;
    if (left.length === 0 || !/: (?:\p{Cc}\[\d*[A-Z])*$/u.test(unanswered)) return;
    unanswered = '';
    child.stdin.write(`${left.shift()}\r`);
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, screen })));
}

test.skipIf(!existsSync('/usr/bin/script'))(
  '[DESK-2] on a terminal the reason and the queue’s name are asked for',
  async () => {
    const { data, add, control, run } = await room();
    const change = ['--queue', QUEUE, '--data', data];
    const paused = await onTerminal(['queue', 'pause', ...change], ['the disk is full']);
    expect(paused).toMatchObject({ status: 0, screen: expect.stringContaining('Why? It goes into the audit log') });
    expect((await run('audit')).stdout).toContain('the disk is full');
    await add(['{"path":"/no/such/file.phh"}']);

    const mistyped = await onTerminal(['queue', 'purge', ...change], ['archive-hands']);
    expect(mistyped).toMatchObject({ status: 2, screen: expect.stringContaining('Nothing was changed.') });
    expect((await counts(control)).waiting.normal).toBe(1);
    const purged = await onTerminal(['queue', 'purge', ...change, '--out', join(data, 'kept.jsonl')], [QUEUE, 'by mistake']);
    expect(purged).toMatchObject({ status: 0, screen: expect.stringContaining('1 removed') });
    expect((await counts(control)).waiting.normal).toBe(0);
  },
  120_000,
);
