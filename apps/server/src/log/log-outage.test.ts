import { pino } from 'pino';
import { expect, test } from 'vitest';
import { outageLog } from './log-outage.ts';

test('a trouble that lasts is told when it begins and once a minute, each kind for itself', () => {
  const lines: { what: string; seenSince?: number }[] = [];
  const logger = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  let nowMs = 1_000;
  const hear = outageLog({ logger, clock: { nowMs: () => nowMs } });
  for (let second = 0; second < 121; second++, nowMs += 1_000) hear(new Error('no Redis'), 'the worker of imports');
  hear(new Error('no disk'), 'the worker of archives');
  expect(lines).toMatchObject([
    { what: 'the worker of imports' },
    { what: 'the worker of imports', seenSince: 59 },
    { what: 'the worker of imports', seenSince: 59 },
    { what: 'the worker of archives' },
  ]);
  expect(lines.filter((line) => 'seenSince' in line)).toHaveLength(2);
});
