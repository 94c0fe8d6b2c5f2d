/** A real room in a process of its own, and the command beside it. */
import { join } from 'node:path';
import { operatorRest as rest } from '@aboveboard/protocol';
import { expect, onTestFinished } from 'vitest';
import { type ServerProcess, startProcess } from '../../../server/src/testing/server-process.ts';
import { type Control, openControl } from '../control/control-client.ts';
import { command, type Ended, temporaryFolder } from './command.ts';

/** What the tests add jobs to. */
export const QUEUE = 'import-hands';
export const IN = ['--queue', QUEUE];
export const WHY = ['--why', 'a test'];
const SETTINGS = { host: '127.0.0.1', port: 0, bots: false, logLevel: 'error' } as const;

export interface Room {
  readonly data: string;
  readonly server: ServerProcess;
  readonly control: Control;
  /** `aboveboard …` in the folder that the data folder lies in. */
  run(...args: string[]): Promise<Ended>;
  add(payloads: readonly string[]): Promise<void>;
}

export async function room(settings: object = {}, data = join(temporaryFolder(), 'room')): Promise<Room> {
  const server = await startProcess({ settings: { ...SETTINGS, data, ...settings }, onEnd: onTestFinished });
  const control = await controlOf(data);
  return {
    data,
    server,
    control,
    run: (...args) => command([...args, '--data', data], { cwd: join(data, '..') }),
    async add(payloads) {
      for (let at = 0; at < payloads.length; at += 500) {
        const jobs = payloads.slice(at, at + 500).map((payload, i) => ({ id: `job-${at + i}`, payload }));
        const added = await control.post(`/control/queues/${QUEUE}/jobs`, { why: 'a test', jobs }, rest.addJobsReply);
        expect(added).toMatchObject({ ok: true });
      }
    },
  };
}

async function controlOf(data: string): Promise<Control> {
  let opened = await openControl({ data });
  for (let tries = 0; !opened.ok && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    opened = await openControl({ data });
  }
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

export async function counts(control: Control): Promise<rest.QueueStats> {
  const answer = await control.get(`/api/v1/operator/queues/${QUEUE}`, rest.queuesReply);
  if (!answer.ok || !answer.value.queues[0]) throw new Error('no counts');
  return answer.value.queues[0];
}

export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');
export const jsonLines = <T>(text: string): T[] => linesOf(text).map((line) => JSON.parse(line) as T);
