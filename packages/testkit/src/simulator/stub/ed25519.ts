/** Stands in for fairness's signatures beside `hash.ts`: whoever has the public key could sign. */
import type { Bytes } from '@aboveboard/fairness';
import { H } from './hash.ts';

const ONE = Uint8Array.of(1);

export function publicKeyOf(secret: Bytes): Bytes {
  return H(secret);
}

export function sign(message: Bytes, secret: Bytes): Bytes {
  return signed(message, publicKeyOf(secret));
}

export function isSignedBy(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  const right = signed(message, publicKey);
  return signature.length === right.length && signature.every((byte, i) => byte === right[i]);
}

function signed(message: Bytes, publicKey: Bytes): Bytes {
  const out = new Uint8Array(64);
  out.set(H(publicKey, message));
  out.set(H(publicKey, message, ONE), 32);
  return out;
}
