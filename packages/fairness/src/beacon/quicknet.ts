/**
 * The public beacon that may join a cut: drand's quicknet, a BLS signature on G1 every three seconds.
 *
 * The form is checked before the pairing: 48 bytes, compressed, coordinate reduced, a point of the prime-order subgroup,
 * not infinity. Two spellings of one signature would be two cuts.
 */

import { ok, type Result } from '@aboveboard/kit';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { type Bytes, u64 } from '../bytes/bytes.ts';
import { H } from '../bytes/hash.ts';
import { fromHex } from '../bytes/hex.ts';
import type { BeaconCheck } from '../cut/cut.ts';
import { type Fault, refuse } from '../fault.ts';

/** A beacon as a RULES entry pins it. */
export interface BeaconChain {
  /** Hash of the chain's parameters, its name. */
  readonly chainHash: Bytes;
  /** 96 bytes, a point on G2. */
  readonly publicKey: Bytes;
}

export const QUICKNET: BeaconChain = {
  chainHash: fromHex('52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971'),
  publicKey: fromHex(
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  ),
};

const SIGNATURE_DST = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
const { shortSignatures, G1 } = bls12_381;
type SignaturePoint = ReturnType<typeof G1.Point.fromBytes>;

/** The check of one chain's signatures. @returns BEACON_FORM for a malformed one, BAD_SIGNATURE for another round's. */
export function beaconCheck(chain: BeaconChain): BeaconCheck {
  return (round, signature) => {
    const point = parseSignature(signature);
    if (!point.ok) return point;
    const message = shortSignatures.hash(H(u64(round)), SIGNATURE_DST);
    const isSigned = shortSignatures.verify(point.value, message, chain.publicKey);
    return isSigned ? ok(undefined) : refuse('BAD_SIGNATURE', `the beacon did not sign round ${round} so`);
  };
}

function parseSignature(signature: Bytes): Result<SignaturePoint, Fault> {
  const malformed = refuse('BEACON_FORM', 'a beacon signature is 48 canonical bytes of a subgroup point');
  if (signature.length !== 48) return malformed;
  try {
    const point = G1.Point.fromBytes(signature);
    point.assertValidity();
    return point.is0() || !point.isTorsionFree() ? malformed : ok(point);
  } catch {
    return malformed;
  }
}
