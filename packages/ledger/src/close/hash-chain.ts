/**
 * The journal's hash chain: each entry's hash takes in the one before, so that nothing can be changed, left out or put in later
 * without every hash after it being another.
 *
 * An entry's text is everything that was booked: what moves, for whom, under whose epoch and when.
 */

import { assert, type Brand, unreachable } from '@aboveboard/kit';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { LedgerEvent } from '../book/book.ts';
import { contentText } from '../book/content.ts';

/** SHA-256, 64 hex digits in small letters. */
export type ChainHash = Brand<string, 'ChainHash'>;

const TAG = utf8ToBytes('aboveboard ledger chain 1\n');

/** Before the first entry. */
export const CHAIN_START = bytesToHex(sha256(TAG)) as ChainHash;

/** What moves chips or sets them aside; who owns a table is not in the journal. */
export type JournalEvent = Exclude<LedgerEvent, { readonly kind: 'table-taken' }>;

/** `H(tag, the hash before, H(the entry's text))`. */
export function chained(before: ChainHash, event: JournalEvent): ChainHash {
  assert(/^[0-9a-f]{64}$/.test(before), `not a hash: "${before}"`);
  const entry = sha256(utf8ToBytes(entryText(event)));
  return bytesToHex(sha256(concatBytes(TAG, hexToBytes(before), entry))) as ChainHash;
}

/** The entry as it is hashed, one line of JSON. */
export function entryText(event: JournalEvent): string {
  switch (event.kind) {
    case 'posted': {
      const { fence, atMs } = event.batch;
      return JSON.stringify(['posted', contentText(event.batch), fence && [fence.tableId, fence.epoch], atMs]);
    }
    case 'expired':
      return JSON.stringify(['expired', event.pending, event.atMs]);
    default:
      return unreachable(event);
  }
}
