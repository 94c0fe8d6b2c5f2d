import { once } from 'node:events';
import { createServer, Socket } from 'node:net';
import { seededRandom } from '@aboveboard/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { FAIR, openBadNetwork, type Weather } from './bad-network.ts';

/** A line through the weather to somebody who sends everything back. */
async function throughWeather(weather: Weather) {
  const echo = createServer((socket) => void socket.on('error', () => undefined).pipe(socket));
  await once(echo.listen(0, '127.0.0.1'), 'listening');
  const { port } = echo.address() as { port: number };
  const network = await openBadNetwork({ host: '127.0.0.1', port }, weather, seededRandom(7));
  const socket = new Socket().connect(network.port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  onTestFinished(async () => {
    socket.destroy();
    await network.close();
    echo.close();
  });
  return { network, socket };
}

test('what goes through comes whole and in order, and late', async () => {
  const { network, socket } = await throughWeather({ latencyMs: 5, jitterMs: 5, loss: 0.1, cutsPerMinute: 0 });
  const parts = Array.from({ length: 20 }, (_, i) => `${i},`);
  let back = '';
  const fromMs = performance.now();
  socket.on('data', (data) => {
    back += data;
  });
  for (const part of parts) {
    socket.write(part);
    await new Promise((resolve) => setTimeout(resolve, 2)); // a chunk each
  }
  while (back.length < parts.join('').length) await once(socket, 'data');
  expect(back).toBe(parts.join(''));
  expect(network.counts.stalls).toBeGreaterThan(0);
  expect(performance.now() - fromMs).toBeGreaterThan(200); // the least that a stall takes
});

test('cutting everybody off ends both sides at once; whoever is frozen reads nothing until the thaw', async () => {
  const { network, socket } = await throughWeather(FAIR);
  network.freeze();
  let back = '';
  socket.on('data', (data) => {
    back += data;
  });
  socket.write('held');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(back).toBe('');
  network.thaw();
  while (back === '') await once(socket, 'data');
  expect(back).toBe('held');
  const closed = new Promise((resolve) => socket.on('close', resolve));
  expect(network.cutAll()).toBe(1);
  await closed;
  expect(network.connections()).toBe(0);
});
