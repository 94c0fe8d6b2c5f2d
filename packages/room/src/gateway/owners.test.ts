/** What a gateway does where a table goes from one shard to another, or its own stream is lost. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { batch, event, frame, setUp, snapshot, TABLE, withTwoShards } from '../testing/gateway-alone.ts';

test('[CLUSTER-23] what has no answer goes to the new owner at once: first the viewers, then their commands in their order', async () => {
  const { player, moveTo, elsewhere, requests, time, shard, sitOut } = await withTwoShards();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(player.id, 4), frame(5));
  const asked = [await sitOut(), await sitOut()];
  expect(requests.map(({ kind }) => kind)).toEqual(['listen', 'attach', 'command', 'command']);
  moveTo('other');
  await time.settle();
  expect(elsewhere).toMatchObject([
    { kind: 'listen' },
    { kind: 'attach', position: { incarnation: 1, seq: 5 } },
    ...asked.map((commandId) => ({ kind: 'command', commandId })),
  ]);
  expect(await sitOut()).toBe(elsewhere.flatMap((request) => (request.kind === 'command' ? request.commandId : [])).at(-1));
});

test('[CLUSTER-24] a shard that is not the owner did nothing: its request goes to the owner, whose every refusal counts', async () => {
  const { moveTo, elsewhere, requests, shard, sitOut, answers } = await withTwoShards();
  const commandId = await sitOut();
  const request = requests.at(-1);
  if (request?.kind !== 'command') return expect.fail('a command');
  moveTo('other', false); // the gateway knows, and the command was on its way already
  await shard({ kind: 'not-owner', request }, { kind: 'not-owner', request });
  const again = elsewhere.flatMap((sent) => (sent.kind === 'command' ? [sent] : []));
  expect(again.map((sent) => sent.commandId)).toEqual([commandId]);
  const to = again[0]?.from ?? expect.fail('sent again');
  await shard({ kind: 'answer', to, message: { type: 'refused', commandId, refusal: { code: 'BUSY' } } });
  expect(answers()).toEqual([{ type: 'refused', commandId, refusal: { code: 'BUSY' } }]);
});

test('[CLUSTER-24] a request that was turned away while its table opens goes there as soon as it is open', async () => {
  const { player, requests, shard } = await withTwoShards();
  await player.send({ type: 'subscribe', tableId: TABLE });
  const request = requests.at(-1);
  if (request?.kind !== 'attach') return expect.fail('an attach');
  await shard({ kind: 'not-owner', request });
  expect(requests.filter(({ kind }) => kind === 'attach')).toHaveLength(1); // the same shard as before: not yet
  await shard({ kind: 'owner', tableId: TABLE, shardId: 'main', epoch: 1 });
  expect(requests.filter(({ kind }) => kind === 'attach')).toHaveLength(2);
});

test('[CLUSTER-25] a table that was closed is not looked for', async () => {
  const { player, moveTo, shard, time, requests } = await withTwoShards();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(player.id, 4), event(5, { kind: 'table-closed' }));
  const asked = requests.length;
  moveTo(null);
  await time.advance(10_000);
  expect(player.received.at(-1)).toMatchObject({ type: 'frame', event: { kind: 'table-closed' } });
  expect(requests).toHaveLength(asked);
});

test('[CLUSTER-25] where the whole room goes down, its tables are not said to be away', async () => {
  const { player, moveTo, shard, time, gateway } = await withTwoShards();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(player.id, 4));
  gateway.announceStop(30_000);
  moveTo(null);
  await time.advance(10_000);
  expect(player.received.flatMap((message) => (message.type === 'notice' ? [message.code] : []))).toEqual(['STOPPING']);
});

test('[CLUSTER-30] a gateway that was cut off from its stream asks for everything again that may have been in it', async () => {
  let cutOff: () => void = () => undefined;
  const { shard, connect, requests, time } = await setUp({}, (streams) => ({
    ...streams,
    subscribe: (stream, after, subscriber) => {
      const subscription = streams.subscribe(stream, after, subscriber);
      cutOff = () => {
        subscription.unsubscribe();
        subscriber.onEnd({ code: 'CUT_OFF' });
      };
      return subscription;
    },
  }));
  const player = await connect();
  await player.send({ type: 'subscribe', tableId: TABLE });
  await shard(snapshot(player.id, 4), frame(5));
  const commandId = randomUUID();
  await player.send({ type: 'command', tableId: TABLE, commandId, command: { kind: 'sit-out' } });
  const asked = requests.length;
  cutOff();
  await time.advance(10);
  expect(requests.slice(asked)).toMatchObject([
    { kind: 'listen' },
    { kind: 'attach', position: { incarnation: 1, seq: 5 } },
    { kind: 'command', commandId },
  ]);
  await shard(batch(player.id, [6, 7]), frame(8));
  expect(player.frames()).toEqual([5, 8]);
});
