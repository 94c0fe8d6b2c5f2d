import { expect, test } from 'vitest';
import { packReplies, unpackReplies } from './packed-replies.ts';

const reply = (tookMs: number, seat = 3, after = 9) => ({ seat, after, tookMs });

test('[SIGNAL-5] a reply is two bytes; its time is rounded up to a hundredth of a second, and 2.55 s stands for longer', () => {
  const replies = [reply(0), reply(700), reply(701, 9, 0), reply(2_541, 15, 14), reply(60_000), reply(-40)];
  const packed = packReplies(replies);
  expect(packed).toHaveLength(12);
  expect(unpackReplies(packed)).toEqual([reply(0), reply(700), reply(710, 9, 0), reply(2_550, 15, 14), reply(2_550), reply(0)]);
});

test('[SIGNAL-5] a hand without replies has none written, and a seat that has no room is our own mistake', () => {
  expect(packReplies([])).toBeNull();
  expect(unpackReplies(null)).toEqual([]);
  expect(() => packReplies([reply(1, 16)])).toThrow('seat 16 takes more than four bits');
});
