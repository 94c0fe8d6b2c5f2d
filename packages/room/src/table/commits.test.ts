import { expect, test } from 'vitest';
import { createCommits } from './commits.ts';

const PHONE = { gatewayId: 'g1', connectionId: 'phone' };
const DESK = { gatewayId: 'g1', connectionId: 'desk' };
const offerOf = (byte: string, handNo = 7) => ({
  kind: 'contribute' as const,
  sid: byte.repeat(8),
  commits: [{ handNo, commit: byte.repeat(32) }],
});

test('[ROOM-22] while the device that committed is here, another is refused; once it is gone, it takes over', () => {
  const here = new Set(['phone', 'desk']);
  const commits = createCommits(({ connectionId }) => here.has(connectionId));
  expect(commits.offer('ana', PHONE, 7, offerOf('11')).ok).toBe(true);
  expect(commits.offer('ana', DESK, 7, offerOf('22'))).toMatchObject({ ok: false, error: { code: 'COMMIT_CHANGED' } });
  expect(commits.find('ana', 7)?.commit[0]).toBe(0x11);
  here.delete('phone');
  expect(commits.offer('ana', DESK, 7, offerOf('22')).ok).toBe(true);
  expect(commits.find('ana', 7)?.commit[0]).toBe(0x22);
  here.add('phone');
  expect(commits.offer('ana', PHONE, 7, offerOf('11'))).toMatchObject({ ok: false, error: { code: 'COMMIT_CHANGED' } });
});

test('[ROOM-22] the same commit over a new line is taken again and belongs to that line', () => {
  const here = new Set(['desk']);
  const commits = createCommits(({ connectionId }) => here.has(connectionId));
  commits.offer('ana', PHONE, 7, offerOf('11'));
  expect(commits.offer('ana', DESK, 7, offerOf('11')).ok).toBe(true);
  expect(commits.offer('ana', PHONE, 7, offerOf('22'))).toMatchObject({ ok: false, error: { code: 'COMMIT_CHANGED' } });
});

test('a commit for a hand that is dealt, or too far ahead, is refused', () => {
  const commits = createCommits(() => true);
  expect(commits.offer('ana', DESK, 8, offerOf('11'))).toMatchObject({ ok: false, error: { code: 'COMMIT_TOO_LATE' } });
  expect(commits.offer('ana', DESK, 1, offerOf('11', 99))).toMatchObject({ ok: false, error: { code: 'NOT_POSSIBLE_NOW' } });
});
