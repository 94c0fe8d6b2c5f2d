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

test('[FAIR-5] all 97 vectors give exactly their result and all 127 faults are refused by name', () => {
  expect(runVectors(vectors, nodeAead)).toEqual({ passed: 97, refused: 127, failures: [] });
});

test('[FAIR-5] the same without any cipher of the platform, as in a browser over plain HTTP', () => {
  expect(runVectors(vectors)).toEqual({ passed: 97, refused: 127, failures: [] });
});

test('[FAIR-5] a vector with another result, and a fault that is accepted, are both reported', () => {
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

/** Which kinds of vectors hold which rule: the same calls again, so that a failure names its rule. */
const RULES: readonly (readonly [string, readonly string[]])[] = [
  ['[FAIR-6] hands are named, sealed and opened as written', ['hid', 'seal', 'opening', 'resl_opening', 'commit', 'text_seed']],
  ['[FAIR-7] entries are read strictly', ['open', 'reveals', 'roll']],
  ['[FAIR-8] the cut takes every committed seed, in order, and no other', ['cut']],
  [
    '[FAIR-9] CLOSE is held against its OPEN, its history, its settlement',
    ['close', 'shown', 'settle', 'history', 'rules_hash'],
  ],
  ['[FAIR-10] promises and cutnotes are signed by the deal key alone', ['promise', 'cutnote']],
  ['[FAIR-11] a box opens for its own hand, whole', ['box']],
  ['[FAIR-12] positions are fixed, and a reshuffle follows its re-cut', ['deal', 'hand', 'walk']],
  ['[FAIR-13] house rounds draw from sealed seeds', ['epoch', 'house_seed', 'house_round']],
  ['[FAIR-14] a log is one chain of hands without a second try', ['log']],
  ['[FAIR-15] notes, checkpoints and proofs are C2SP’s', ['note', 'checkpoint', 'proof']],
];

test.each(RULES)('%s', (_rule, kinds) => {
  const file = vectors as { vectors: { kind: string }[]; refuse: { kind: string }[] };
  const ofKind = (list: { kind: string }[]) => list.filter(({ kind }) => kinds.includes(kind));
  const [accepted, refused] = [ofKind(file.vectors), ofKind(file.refuse)];
  expect(accepted.length).toBeGreaterThan(0);
  expect(runVectors({ vectors: accepted, refuse: refused })).toEqual({
    passed: accepted.length,
    refused: refused.length,
    failures: [],
  });
});
