import { createCipheriv, createDecipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Aead } from '../box/box.ts';
import { runVectors } from './run-vectors.ts';

const file = new URL('../../../../fixtures/vectors/scb1.json', import.meta.url);
const vectors: unknown = JSON.parse(readFileSync(file, 'utf8'));

/** The platform's cipher, as the server brings it. */
const nodeAead: Aead = {
  seal(key, nonce, plaintext, aad) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad);
    return new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]));
  },
  open(key, nonce, sealed, aad) {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(aad).setAuthTag(sealed.subarray(-16));
    try {
      return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]));
    } catch {
      return null;
    }
  },
};

test('[FAIR-1] all 97 vectors give exactly their result and all 127 faults are refused by name', () => {
  expect(runVectors(vectors, nodeAead)).toEqual({ passed: 97, refused: 127, failures: [] });
});

test('[FAIR-1] the same without any cipher of the platform, as in a browser over plain HTTP', () => {
  expect(runVectors(vectors)).toEqual({ passed: 97, refused: 127, failures: [] });
});

test('[FAIR-1] a vector with another result, and a fault that is accepted, are both reported', () => {
  const { vectors: accepted, refuse } = vectors as { vectors: { kind: string; out: object }[]; refuse: { kind: string }[] };
  const [hid] = accepted.filter(({ kind }) => kind === 'hid');
  const [opening] = accepted.filter(({ kind }) => kind === 'opening');
  const wrong = {
    vectors: [{ ...hid, out: { hid: '00' } }],
    refuse: [
      { ...opening, reason: 'wrong_root' },
      { ...refuse[0], reason: 'sum' },
    ],
  };
  expect(runVectors(wrong)).toMatchObject({ passed: 0, refused: 0, failures: { length: 3 } });
});
