import { expect, test } from 'vitest';
import { onceAMinute } from './once-a-minute.ts';

test('what lasts is told when it begins and once a minute, each kind for itself', () => {
  const lines: string[] = [];
  let nowMs = 1_000;
  const hear = onceAMinute<Error>({ nowMs: () => nowMs }, (error, what, { seenSince }) =>
    lines.push(`${what}: ${error.message}, ${seenSince ?? 'no'} times since`),
  );
  for (let second = 0; second < 121; second++, nowMs += 1_000) hear(new Error(`no Redis at ${second}`), 'imports');
  hear(new Error('no disk'), 'archives');
  expect(lines).toEqual([
    'imports: no Redis at 0, no times since',
    'imports: no Redis at 60, 59 times since',
    'imports: no Redis at 120, 59 times since',
    'archives: no disk, no times since',
  ]);
});
