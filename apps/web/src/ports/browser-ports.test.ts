import { expect, test } from 'vitest';
import { socketUrl, uuidFrom } from './browser-ports.ts';

test('ids are version 4 UUIDs whatever the bytes', () => {
  const v4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(uuidFrom(new Uint8Array(16))).toBe('00000000-0000-4000-8000-000000000000');
  expect(uuidFrom(new Uint8Array(16).fill(255))).toMatch(v4);
});

test('the socket stays as private as the page', () => {
  expect(socketUrl({ protocol: 'http:', host: 'lan:8080' })).toBe('ws://lan:8080/ws');
  expect(socketUrl({ protocol: 'https:', host: 'room.example' })).toBe('wss://room.example/ws');
});
