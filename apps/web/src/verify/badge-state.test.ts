import { expect, test } from 'vitest';
import { handVerification } from '../dev/story-room.ts';
import { badgeOf } from './badge-state.ts';

const none = handVerification(7, 'none');
const verified = handVerification(8, 'verified');
const failed = handVerification(6, 'failed', 'seeds');
const pending = handVerification(9, 'pending');

test('the badge is of the last hand that ended, and a failure is never covered by a later hand', () => {
  expect(badgeOf({ current: pending, recent: [verified, none], refusedAtHandNo: null }).hand).toBe(verified);
  expect(badgeOf({ current: pending, recent: [verified, failed], refusedAtHandNo: 6 })).toEqual({
    state: 'failed',
    hand: failed,
  });
});

test('a hand that proves nothing gives way to the one being checked', () => {
  expect(badgeOf({ current: pending, recent: [none], refusedAtHandNo: null }).hand).toBe(pending);
  expect(badgeOf({ current: null, recent: [], refusedAtHandNo: null })).toEqual({ state: 'none', hand: null });
});
