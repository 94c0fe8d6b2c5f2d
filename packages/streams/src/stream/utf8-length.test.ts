import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { test } from 'vitest';
import { utf8Length } from './utf8-length.ts';

test('counts the bytes that are written, for any text and broken ones too', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => utf8Length(text) === Buffer.byteLength(text)));
  const surrogates = fc.array(fc.constantFrom('\ud83c', '\udca1', 'a', 'é', '♠')).map((units) => units.join(''));
  fc.assert(fc.property(surrogates, (text) => utf8Length(text) === Buffer.byteLength(text)));
});
