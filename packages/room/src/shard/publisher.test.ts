import { memoryStreams, OLDEST } from '@aboveboard/streams';
import { virtualTime } from '@aboveboard/testkit';
import { expect, test } from 'vitest';
import { type GatewayResponse, gatewayStream } from '../messages.ts';
import { createPublisher } from './publisher.ts';

const wallet = (available: number): GatewayResponse => ({ kind: 'wallet', playerId: 'p', available, inPlay: 0 });

function room() {
  const time = virtualTime();
  const inner = memoryStreams();
  const state = { isBroken: false };
  const failures: string[] = [];
  const streams: typeof inner = {
    ...inner,
    append: async (...wish) => {
      if (state.isBroken) throw new Error('out of reach');
      return inner.append(...wish);
    },
  };
  const publisher = createPublisher({
    ...{ streams, scheduler: time.scheduler, shardId: 's' },
    onFailure: (_gatewayId, error) => void failures.push(`${error}`),
  });
  const came = async (): Promise<unknown[]> => {
    const found = await inner.read(gatewayStream('g'), OLDEST, 10_000);
    const all = found.ok ? found.value.map(({ payload }) => JSON.parse(payload)) : [];
    return all.map((response) => response.available ?? response.kind);
  };
  return { time, state, failures, publisher, came };
}

test('[CLUSTER-38] what could not be appended comes later, once and in its order, and the outage is told once', async () => {
  const { time, state, failures, publisher, came } = room();
  state.isBroken = true;
  publisher.send('g', [wallet(1), wallet(2)]);
  await time.advance(1_000);
  publisher.send('g', [wallet(3)]);
  state.isBroken = false;
  await time.advance(400);
  publisher.send('g', [wallet(4)]);
  await time.settle();
  expect(await came()).toEqual([1, 2, 3, 4]);
  expect(failures).toEqual(['Error: out of reach']);
});

test('[CLUSTER-38] where too much waits, the gateway hears that it missed something before what came since', async () => {
  const { time, state, publisher, came } = room();
  state.isBroken = true;
  publisher.send('g', [wallet(0)]);
  await time.settle();
  for (let n = 1; n < 5_000; n++) publisher.send('g', [wallet(n)]);
  await time.advance(1_000);
  state.isBroken = false;
  await time.advance(400);
  const [first, ...rest] = await came();
  expect([first, rest.at(-1)]).toEqual(['missed', 4_999]);
  expect(rest.length).toBe(5_000 - Number(rest[0]));
});

test('a gateway that is forgotten is tried no more, and the end waits for nobody who is out of reach', async () => {
  const { time, state, publisher, came } = room();
  state.isBroken = true;
  publisher.send('g', [wallet(1)]);
  await time.advance(500);
  publisher.forget('g');
  publisher.send('h', [wallet(2)]);
  const drained = publisher.drained();
  await time.advance(500);
  await drained;
  expect([await came(), time.pending()]).toEqual([[], 0]);
});
