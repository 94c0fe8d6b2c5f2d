import { expect, onTestFinished, test } from 'vitest';
import { openRoom } from '../../apps/server/src/testing/open-room.ts';
import { holdLoad } from './hold-load.ts';
import { isLoopback, roomAt } from './room.ts';
import { reconnectStorm } from './scenarios/reconnect-storm.ts';

test('players who are all cut off at once get every frame once, and each action stands once', { timeout: 60_000 }, async () => {
  const room = await openRoom({ connectionsPerAddress: 1_000 });
  const report = await holdLoad({
    ...{ scenario: reconnectStorm, room: roomAt(room.url), sockets: 12, minutes: 0.015, seed: 1, say: () => undefined },
    pace: { thinkMs: [5, 20] },
  });
  onTestFinished(({ task }) => void (task.result?.state === 'fail' && console.log(JSON.stringify(report, null, 2))));
  const { audit, faults, verdict, figures } = report;
  expect([...faults, ...audit.faults]).toEqual([]);
  expect(verdict).not.toBe('broken'); // it may be void: other tests run beside it
  expect(audit).toMatchObject({ viewers: 12, unanswered: 0 });
  expect(audit.sockets.opens).toBeGreaterThanOrEqual(24);
  expect(audit.delivered.actsSeen).toBe(audit.delivered.actsAcked);
  expect(audit.delivered.actsAcked).toBeGreaterThan(0);
  expect(figures.storms).toBeGreaterThanOrEqual(1);
});

test.each([
  ['http://127.0.0.1:8080', true],
  ['http://localhost:1', true],
  ['http://[::1]:8080', true],
  ['http://127.evil.example', false],
  ['http://192.168.1.5:8080', false],
  ['https://cards.example.org', false],
  ['nonsense', false],
])('a load is aimed at this machine alone: %s', (url, isOwn) => {
  expect(isLoopback(url)).toBe(isOwn);
});
