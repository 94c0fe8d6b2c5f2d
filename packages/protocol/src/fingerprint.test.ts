import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contractSchema, protocolFingerprint } from './fingerprint.ts';
import { PROTOCOL_VERSION } from './version.ts';

const kept = new URL(`../../../contracts/ws.v${PROTOCOL_VERSION}.fingerprint`, import.meta.url);

test('the contract is the one that was published under its version', () => {
  const published = readFileSync(kept, 'utf8').trim();
  const advice = `The schema of ${PROTOCOL_VERSION} changed. Once it is released, raise PROTOCOL_VERSION and write a new contracts/ page.`;
  expect(protocolFingerprint(), advice).toBe(published);
});

test('the fingerprint covers frames, REST bodies and close codes', () => {
  const { up, down, rest, closeCodes } = contractSchema();
  const text = JSON.stringify({ up, down });
  for (const word of ['raise-to', 'deal-cut', 'subscription-refused']) expect(text).toContain(word);
  expect(Object.keys(rest)).toContain('guestReply');
  expect(closeCodes.FLOODING).toBe(4429);
});
