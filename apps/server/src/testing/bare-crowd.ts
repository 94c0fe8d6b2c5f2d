/** A crowd at bare `ws` servers, which are killed under it: how fast this machine brings so many sockets back, whatever a room does besides. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nodePorts } from '@aboveboard/bots';
import type { Socket } from '@aboveboard/client';
import { backoffMs } from '../../../../packages/client/src/connection/backoff.ts';
import type { OnEnd } from './open-room.ts';
import { until } from './playing-guest.ts';

const WITHIN_MS = 60_000;
const HELLO = JSON.stringify({ type: 'hello', client: { name: 'bare', version: '1' } });

interface BareClient {
  greetings(): number;
  close(): void;
}

/**
 * Connects so many to one server and kills it; they come back to another one by the SDK's own sockets and back-off, and each is greeted with
 * one message.
 *
 * @returns from the kill to each greeting, in ms, the fastest first
 */
export async function bareStorm(count: number, onEnd: OnEnd): Promise<readonly number[]> {
  const [first, second] = await Promise.all([startBare(onEnd), startBare(onEnd)]);
  const back: number[] = [];
  let killedMs = Number.POSITIVE_INFINITY;
  const onGreeting = (greetings: number): void => void (greetings === 2 && back.push(performance.now() - killedMs));
  const clients = Array.from({ length: count }, () => bareClient([first.url, second.url], onGreeting));
  onEnd(() => {
    for (const client of clients) client.close();
  });
  await until(() => clients.every(({ greetings }) => greetings() === 1), 'everybody to be greeted', WITHIN_MS);
  killedMs = performance.now();
  first.child.kill('SIGKILL');
  await until(() => back.length === count, 'everybody to be back', WITHIN_MS);
  for (const client of clients) client.close();
  second.child.disconnect();
  return back;
}

async function startBare(onEnd: OnEnd): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = fork(join(import.meta.dirname, 'bare-gateway.ts'), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  onEnd(() => void child.kill('SIGKILL'));
  const [port] = (await once(child, 'message')) as [number];
  return { child, url: `ws://127.0.0.1:${port}` };
}

function bareClient(urls: readonly string[], onGreeting: (greetings: number) => void): BareClient {
  const { connect, random } = nodePorts();
  let [greetings, attempt, tries] = [0, 0, 0];
  let isClosed = false;
  let socket: Socket;
  const open = (): void => {
    if (isClosed) return;
    socket = connect(urls[tries++ % urls.length] ?? '', 'bare', {
      onOpen: () => socket.send(HELLO),
      onMessage: (text) => {
        JSON.parse(text);
        attempt = 0;
        greetings += 1;
        onGreeting(greetings);
      },
      onClose: () => !isClosed && setTimeout(open, backoffMs(attempt++, random)),
    });
  };
  open();
  return {
    greetings: () => greetings,
    close: () => {
      isClosed = true;
      socket.close(1000, 'bye');
    },
  };
}
