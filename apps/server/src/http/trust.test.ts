import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { isOwnPage } from './origin-check.ts';
import { endedSessionCookie, sessionCookie, tokenInCookie } from './session-cookie.ts';
import { clientAddress, trustOf } from './trust.ts';

const requestFrom = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: forwarded ? { 'x-forwarded-for': forwarded } : {} }) as unknown as IncomingMessage;

test.each([
  ['nobody is trusted by default', [], '203.0.113.9', '1.2.3.4', '203.0.113.9'],
  ['a proxy says who came', ['10.0.0.0/8'], '10.1.1.1', '1.2.3.4', '1.2.3.4'],
  ['a chain of proxies', ['10.0.0.0/8', '::1'], '::1', '1.2.3.4, 10.2.2.2', '1.2.3.4'],
  ['what a client put in front of it counts for nothing', ['10.0.0.1'], '10.0.0.1', '6.6.6.6, 1.2.3.4', '1.2.3.4'],
  ['a mapped address is the plain one', ['127.0.0.1'], '::ffff:127.0.0.1', '1.2.3.4', '1.2.3.4'],
  ['nonsense is passed over', ['127.0.0.1'], '127.0.0.1', 'unknown, x', '127.0.0.1'],
] as const)('%s', (_, proxies, socket, forwarded, address) => {
  expect(clientAddress(requestFrom(socket, forwarded), trustOf(proxies))).toBe(address);
});

test('the pages of the room may act for a player, and no other site', () => {
  expect(isOwnPage({ origin: 'http://localhost:8080' }, 'localhost:8080', undefined)).toBe(true);
  expect(isOwnPage({ origin: 'https://evil.example' }, 'localhost:8080', undefined)).toBe(false);
  expect(isOwnPage({ origin: 'null' }, 'localhost:8080', undefined)).toBe(false);
  expect(isOwnPage({ 'sec-fetch-site': 'cross-site' }, 'localhost:8080', undefined)).toBe(false);
  expect(isOwnPage({ origin: 'https://cards.example.org' }, 'inner:8080', 'https://cards.example.org')).toBe(true);
  expect(isOwnPage({}, 'localhost:8080', undefined)).toBe(true); // no browser
});

test('the session cookie goes out of reach of scripts, and comes back', () => {
  expect(sessionCookie('ab1_x', true)).toBe(
    'aboveboard_session=ab1_x; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure',
  );
  expect(sessionCookie('ab1_x', false)).not.toContain('Secure');
  expect(tokenInCookie('theme=dark; aboveboard_session=ab1_x')).toBe('ab1_x');
  expect(tokenInCookie(endedSessionCookie(false))).toBeNull();
  expect(tokenInCookie(undefined)).toBeNull();
});
