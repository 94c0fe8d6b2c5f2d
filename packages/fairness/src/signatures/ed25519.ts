/** Ed25519 as RFC 8032 has it: encodings canonical, S below the group's order, no key of small order. */
import { ed25519 } from '@noble/curves/ed25519.js';
import type { Bytes } from '../bytes/bytes.ts';

/** 32 secret bytes → the 32-byte public key. */
export function publicKeyOf(secret: Bytes): Bytes {
  return ed25519.getPublicKey(secret);
}

export function sign(message: Bytes, secret: Bytes): Bytes {
  return ed25519.sign(message, secret);
}

export function isSignedBy(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  return ed25519.verify(signature, message, publicKey, { zip215: false });
}
