import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equalBytes } from '../bytes/bytes.ts';
import { dealtHand, ORIGIN } from '../client/operator.fixture.ts';
import { verifyReceipt } from '../receipt/verify-receipt.ts';
import { encodeClose, parseClose } from './close.ts';
import { encodeOpen, parseOpen, readOpen } from './open.ts';

const { openSeen, close, open } = dealtHand('entries');

/** An entry with a few bytes changed, cut off or added: what a careless or hostile sender makes of it. */
function bentFrom(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }));
  const bent = fc.array(change, { maxLength: 3 }).map((changes) => changes.reduce((b, [at, byte]) => b.with(at, byte), bytes));
  const cut = fc.nat({ max: bytes.length }).map((length) => bytes.slice(0, length));
  const longer = fc.uint8Array({ maxLength: 40 }).map((tail) => Uint8Array.from([...bytes, ...tail]));
  return fc.oneof(bent, cut, longer, fc.uint8Array({ maxLength: 300 }));
}

test('[FAIR-7] whatever bytes come as OPEN, they are refused or encode to themselves', () => {
  fc.assert(
    fc.property(bentFrom(openSeen.bytes), (bytes) => {
      const parsed = parseOpen(bytes);
      return !parsed.ok || (equalBytes(encodeOpen(parsed.value), bytes) && readOpen(ORIGIN, bytes).ok);
    }),
  );
});

test('[FAIR-7] whatever bytes come as CLOSE, they are refused or encode to themselves', () => {
  fc.assert(
    fc.property(bentFrom(close.bytes), (bytes) => {
      const parsed = parseClose(bytes, open.entry);
      return !parsed.ok || equalBytes(encodeClose(parsed.value), bytes);
    }),
  );
});

test('[FAIR-23] no file makes the verifier of receipts throw', () => {
  const strangers = fc.oneof(
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(strangers, (text) => {
      expect(verifyReceipt(Uint8Array.from(Buffer.from(text)))).toMatchObject({ ok: false });
    }),
  );
});
