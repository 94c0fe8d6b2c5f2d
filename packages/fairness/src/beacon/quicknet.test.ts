import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromHex } from '../bytes/hex.ts';
import { parseOpen } from '../entries/open.ts';
import { beaconCheck, QUICKNET } from './quicknet.ts';

interface CutVector {
  readonly id: string;
  readonly in: { readonly open: string; readonly beacon_sig: string };
}

const file = new URL('../../../../fixtures/vectors/scb1.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: CutVector[] };
const vector = vectors.find(({ id }) => id === 'cut/a2');
const check = beaconCheck(QUICKNET);

function realRound() {
  const open = parseOpen(fromHex(vector?.in.open ?? ''));
  if (!open.ok || open.value.beaconRound === null) throw new Error('no beacon round');
  return { round: open.value.beaconRound, signature: fromHex(vector?.in.beacon_sig ?? '') };
}

test('[FAIR-16] a real round’s signature holds for that round and no other', () => {
  const { round, signature } = realRound();
  expect(check(round, signature)).toMatchObject({ ok: true });
  expect(check(round + 1n, signature)).toMatchObject({ error: { code: 'BAD_SIGNATURE' } });
});

test('[FAIR-16] a signature has one spelling: 48 canonical bytes of a subgroup point', () => {
  const { round, signature } = realRound();
  const malformed = [
    signature.subarray(1),
    new Uint8Array(48),
    signature.with(0, (signature[0] ?? 0) & 0x7f),
    new Uint8Array(48).with(0, 0xc0),
  ];
  for (const bytes of malformed) expect(check(round, bytes)).toMatchObject({ error: { code: 'BEACON_FORM' } });
});
