/**
 * What the operator signs with its deal key `<host>/deal`, which is never the log's key: a promise for every entry before
 * it is integrated, and a cutnote for every cut before any private card is sent.
 */
import { type Bytes, concat, sized, u64 } from '../bytes/bytes.ts';
import { tag } from '../bytes/hash.ts';
import { type Origin, originField } from '../hand-id.ts';
import { isSignedBy, sign } from './ed25519.ts';

/** An entry's leaf at its index in a log. */
export interface Promised {
  readonly origin: Origin;
  readonly index: bigint;
  readonly leaf: Bytes;
}

/** A cutnote and a later CLOSE with status 1 together prove fraud. */
export interface CutNoted {
  /** L of the OPEN. */
  readonly leaf: Bytes;
  readonly ck: Bytes;
}

/** T"promise" ‖ u8 len ‖ origin ‖ u64 index ‖ L. */
export function promiseMessage({ origin, index, leaf }: Promised): Bytes {
  return concat(tag('promise'), ...originField(origin), u64(index), sized(leaf, 32, 'a leaf'));
}

export function signPromise(promised: Promised, secret: Bytes): Bytes {
  return sign(promiseMessage(promised), secret);
}

export function isPromise(promised: Promised, signature: Bytes, dealKey: Bytes): boolean {
  const isIndex = BigInt.asUintN(64, promised.index) === promised.index; // else it could not have been signed
  return isIndex && isSignedBy(dealKey, promiseMessage(promised), signature);
}

/** T"cutnote" ‖ L ‖ ck. */
export function cutnoteMessage({ leaf, ck }: CutNoted): Bytes {
  return concat(tag('cutnote'), sized(leaf, 32, 'a leaf'), sized(ck, 32, 'a cut key'));
}

export function signCutnote(note: CutNoted, secret: Bytes): Bytes {
  return sign(cutnoteMessage(note), secret);
}

export function isCutnote(note: CutNoted, signature: Bytes, dealKey: Bytes): boolean {
  return isSignedBy(dealKey, cutnoteMessage(note), signature);
}
