/** What is asked of a shard is answered once, however often it was sent, and no more is under way than may be. */
import { randomUUID } from 'node:crypto';
import type { DownMessage } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { type GatewayResponse, gatewayStream, type ReturnPath } from '../messages.ts';
import { batch, frame, OTHER, setUp, TABLE } from '../testing/gateway-alone.ts';

test('[CLUSTER-29] of answers that come late, twice or out of turn each question takes its own, once', async () => {
  const { streams, connect, requests, time } = await setUp();
  const player = await connect();
  const asks = () => requests.flatMap((request) => (request.kind === 'attach' ? [request.from] : []));
  const say = async (...responses: GatewayResponse[]) => {
    await streams.append(
      gatewayStream('main'),
      responses.map((response) => JSON.stringify(response)),
    );
    await time.settle();
  };
  const answerTo = (to: ReturnPath | undefined, message: DownMessage): GatewayResponse => ({
    kind: 'answer',
    to: to ?? expect.fail('nothing was asked'),
    message,
  });
  const frames = (...seqs: number[]) => {
    const response = batch(player.id, seqs);
    return response.kind === 'answer' ? response.message : expect.fail('a batch');
  };
  await player.send({ type: 'subscribe', tableId: TABLE, position: { incarnation: 1, seq: 1 } });
  await player.send({ type: 'subscribe', tableId: TABLE, position: { incarnation: 1, seq: 1 } });
  const [first, second] = asks();
  await say(answerTo(second, frames(2, 3)), answerTo(first, frames(2, 3)), answerTo(second, frames(2, 3)), frame(4));
  await say(frame(6)); // 5 is lost
  const third = asks().at(-1);
  await say(
    answerTo(first, frames(2, 3)),
    frame(7),
    answerTo(third, frames(5, 6, 7)),
    answerTo(third, frames(5, 6, 7)),
    frame(8),
  );
  const got = player.received.flatMap((message) =>
    message.type === 'batch' ? message.frames.map(({ seq }) => seq) : message.type === 'frame' ? [message.seq] : [],
  );
  expect(got).toEqual([2, 3, 4, 5, 6, 7, 8]);
});

test('[CLUSTER-29] a command sent twice is answered once: by any ack, and by no refusal that an earlier sending may prove wrong', async () => {
  const { shard, connect, requests, time } = await setUp();
  const player = await connect();
  const sendings = (commandId: string) =>
    requests.flatMap((request) => (request.kind === 'command' && request.commandId === commandId ? [request.from] : []));
  const act = async () => {
    const commandId = randomUUID();
    await player.send({ type: 'command', tableId: TABLE, commandId, command: { kind: 'sit-out' } });
    await time.advance(4_000); // no answer: asked again
    const [first, again] = sendings(commandId);
    if (!first || !again) return expect.fail('sent twice');
    return { commandId, first, again };
  };
  const answers = () => player.received.filter(({ type }) => type === 'ack' || type === 'refused');
  const refused = (to: ReturnPath, commandId: string, code: 'BUSY' | 'HAND_IN_PLAY'): GatewayResponse => ({
    kind: 'answer',
    to,
    message: { type: 'refused', commandId, refusal: { code } },
  });
  const ack = (to: ReturnPath, commandId: string): GatewayResponse => ({
    kind: 'answer',
    to,
    message: { type: 'ack', commandId },
  });

  const one = await act();
  await shard(refused(one.again, one.commandId, 'BUSY'), refused(one.first, one.commandId, 'HAND_IN_PLAY'));
  expect(answers()).toEqual([]);
  await shard(ack(one.first, one.commandId), ack(one.again, one.commandId));
  expect(answers()).toEqual([{ type: 'ack', commandId: one.commandId }]);

  const two = await act();
  await shard(refused(two.again, two.commandId, 'HAND_IN_PLAY'), ack(two.again, two.commandId));
  expect(answers().slice(1)).toEqual([{ type: 'refused', commandId: two.commandId, refusal: { code: 'HAND_IN_PLAY' } }]);
});

test('[CLUSTER-31] commands under way are bounded: above it they are refused BUSY and go nowhere', async () => {
  const { connect, requests } = await setUp({ commandsUnderWay: 3, commandsUnderWayInAll: 5 });
  const [ana, bo] = [await connect(), await connect(OTHER)];
  for (const player of [ana, bo])
    for (let i = 0; i < 4; i++)
      await player.send({ type: 'command', tableId: TABLE, commandId: randomUUID(), command: { kind: 'sit-out' } });
  expect(requests.filter(({ kind }) => kind === 'command')).toHaveLength(5);
  const refusals = [ana, bo].map(({ received }) => received.filter(({ type }) => type === 'refused'));
  expect(refusals.map(({ length }) => length)).toEqual([1, 2]);
  expect(refusals.flat()).toMatchObject(refusals.flat().map(() => ({ refusal: { code: 'BUSY' } })));
  ana.events.onClosed(); // nobody waits for those any more
  await bo.send({ type: 'command', tableId: TABLE, commandId: randomUUID(), command: { kind: 'sit-out' } });
  expect(requests.filter(({ kind }) => kind === 'command')).toHaveLength(6);
});
